const MOST = 100_000;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", "#39": "'" };
const LINE_ENDS = /<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b/i;

/** The words of an e-mail that has come as HTML alone. Tags go, whole styles and scripts with them; nothing is shown as HTML. */
export function plainText(html: string): string {
  const parts = html.slice(0, MOST).split("<");
  let [text, hidden] = [parts[0] ?? "", ""];
  for (const part of parts.slice(1)) {
    const end = part.indexOf(">");
    const tag = `<${end < 0 ? part : part.slice(0, end)}`.toLowerCase();
    if (hidden === "") hidden = hiddenBy(tag);
    else if (tag.startsWith(`</${hidden}`)) hidden = "";
    if (LINE_ENDS.test(tag)) text += "\n";
    if (hidden === "" && end >= 0) text += part.slice(end + 1).replaceAll(/\s+/g, " ");
  }
  const words = text.replaceAll(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? "");
  return words
    .split("\n")
    .map((each) => each.trim())
    .join("\n")
    .trim();
}

function hiddenBy(tag: string): string {
  return ["style", "script", "head"].find((name) => tag.startsWith(`<${name}`) && !tag.endsWith("/")) ?? "";
}
