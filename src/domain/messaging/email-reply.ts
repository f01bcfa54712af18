const REPLY_TO = /^reply\+(msg_[0-7][0-9a-hjkmnp-tv-z]{25})@/i;
/** Where mail programs begin to quote what they answer. */
const QUOTE = [
  /^>/,
  /^-{2,}\s*(original message|ursprüngliche nachricht|forwarded message|weitergeleitete nachricht)/i,
  /^(on|am)\b.{4,200}\b(wrote|schrieb)\b.{0,200}:$/i,
  /^_{10,}$/,
];
const MOST = 4_000;

/** Where answers to a message go, so that they are known again. */
export function replyAddress(messageId: string, domain: string): string {
  return `reply+${messageId}@${domain}`;
}

/** The message that an address was made for. Null: none of ours. */
export function messageOfAddress(address: string): string | null {
  return REPLY_TO.exec(bareAddress(address))?.[1]?.toLowerCase() ?? null;
}

/** `Anna <anna@example.com>` and `anna@example.com` alike. */
export function bareAddress(address: string): string {
  const text = address.trim();
  const inner = text.endsWith(">") ? text.slice(text.lastIndexOf("<") + 1, -1) : "";
  return inner.includes("@") && !/\s/.test(inner) ? inner : text;
}

/** What they have written themselves. When all of it is a quote, all of it. */
export function withoutQuote(text: string): string {
  const lines = text
    .slice(0, MOST * 4)
    .replaceAll("\r\n", "\n")
    .split("\n");
  const end = lines.findIndex((line) => QUOTE.some((pattern) => pattern.test(line.trim())));
  const own = (end < 0 ? lines : lines.slice(0, end)).join("\n").trim();
  return (own || text.trim()).slice(0, MOST);
}
