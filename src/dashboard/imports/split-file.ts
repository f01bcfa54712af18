/** A part of a file that can be sent by itself. `before`: how many lines of the file it leaves out above its own. */
export type FilePart = { text: string; before: number };

/** What one request takes, with room for the signs that JSON adds. */
const MAX_PART_LENGTH = 100_000;
/** Excel writes and hides it. */
const DELIMITER_LINE = /^sep=[;,\t]\n/i;

/**
 * A CSV file in parts with the header above each: a year's appointments are larger than a request may be. Null where it
 * cannot be divided, since a row alone is too long.
 */
export function splitCsv(file: string, maxLength = MAX_PART_LENGTH): FilePart[] | null {
  const text = file.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const hidden = DELIMITER_LINE.exec(text)?.[0] ?? "";
  const all = rowsOf(text.slice(hidden.length));
  const header = all.findIndex((row) => row.trim() !== "") + 1;
  const [head, rows] = [hidden + all.slice(0, header).join(""), all.slice(header)];
  const parts: FilePart[] = [];
  let part: FilePart = { text: head, before: 0 };
  for (const [before, row] of rows.entries()) {
    if (head.length + row.length > maxLength) return null;
    if (part.text.length + row.length > maxLength) {
      parts.push(part);
      part = { text: head, before };
    }
    part.text += row;
  }
  return [...parts, part];
}

/** Each with the end of its line. A quotation mark at the beginning of a cell holds lines together. */
function rowsOf(text: string): string[] {
  const rows: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    // Within quotes a doubled mark closes and opens again.
    if (sign === '"') quoted = !quoted && (at === start || /[;,\t"]/.test(text[at - 1] ?? ""));
    if (sign !== "\n" || quoted) continue;
    rows.push(text.slice(start, at + 1));
    start = at + 1;
  }
  return start < text.length ? [...rows, text.slice(start)] : rows;
}
