const ID = /^[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
/** Fields whose text is one of our own words, never somebody's. */
const PLAIN_FIELDS = new Set(["type", "status", "owner", "requestId", "receivedAt"]);
const PLAIN_TEXT = /^[\w.:-]{1,64}$/;
const MAX_DEPTH = 6;
const MAX_ITEMS = 100;

/** What of a message an operator may see: its shape, ids, numbers and our own words. All other text is only counted. */
export function redact(value: unknown, field = "", depth = 0): unknown {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return redactText(value, field);
  if (typeof value !== "object" || depth >= MAX_DEPTH) return "[too deep]";
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redact(item, field, depth + 1));
  const entries = Object.entries(value).slice(0, MAX_ITEMS);
  return Object.fromEntries(entries.map(([name, item]) => [redactName(name), redact(item, name, depth + 1)]));
}

function redactText(text: string, field: string): string {
  const isPlain = ID.test(text) || (PLAIN_FIELDS.has(field) && PLAIN_TEXT.test(text));
  return isPlain ? text : `[${text.length} characters]`;
}

/** A malformed message could carry anything as a name. */
function redactName(name: string): string {
  return /^[a-zA-Z]\w{0,39}$/.test(name) ? name : "[name]";
}
