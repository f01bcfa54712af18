const MASK = "[masked]";
const MAX_DEPTH = 4;
const MAX_ITEMS = 50;
const MAX_CHARS = 1_000;

/** Facts whose very name says that they are personal or secret. Ids (`...Id`) and counts are neither. */
const PRIVATE_NAME =
  /name$|phone|number$|e-?mail|address|password|passphrase|secret|token$|cookie|authorization|signature|transcript|summary|notes?$|content|^(?:key|apiKey|body|text|url)$/i;

const PRIVATE_PATTERNS: [pattern: RegExp, mask: string][] = [
  [/(?<![^\s"<>@,;:()])[^\s"<>@,;:()]+@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+/gi, "[email]"],
  [/\b(?:fd_(?:live|test)_|whsec_|sk_(?:live|test)_|key_live_|re_)[A-Za-z0-9_\-+/=]{8,}/g, "[secret]"],
  [/\bBearer +\S+/gi, "[secret]"],
  // Tokens and hashes: 32 bytes and more in base64 or hex.
  [/[A-Za-z0-9_\-+/]{43,}={0,2}/g, "[secret]"],
  [/(?:\+|\b00)[1-9](?:[ \-/().]{0,2}\d){6,14}/g, "[phone]"],
];

/** What may be logged of a value: names and patterns of people, contacts and secrets are taken out. Bounded. */
export function mask(value: unknown, name = "", depth = 0): unknown {
  if (value === null || value === undefined || typeof value === "boolean" || typeof value === "number") return value;
  if (PRIVATE_NAME.test(name)) return MASK;
  if (typeof value === "string") return maskText(value);
  if (typeof value !== "object" || depth >= MAX_DEPTH) return MASK;
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => mask(item, "", depth + 1));
  const entries = Object.entries(value).slice(0, MAX_ITEMS);
  return Object.fromEntries(entries.map(([key, item]) => [key, mask(item, key, depth + 1)]));
}

export function maskText(text: string): string {
  const short = text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text;
  return PRIVATE_PATTERNS.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), short);
}
