/** Half-open. */
export type ByteRange = { from: number; to: number };

/**
 * One range of a `Range` header (RFC 9110). Null: all is wanted, or the header is one that may be ignored, such as
 * several ranges at once.
 */
export function readRange(header: string | undefined, size: number): ByteRange | null | "unsatisfiable" {
  const [, first = "", last = ""] = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const count = Math.min(Number(last), size);
    return count === 0 ? "unsatisfiable" : { from: size - count, to: size };
  }
  const from = Number(first);
  if (from >= size) return "unsatisfiable";
  const to = last === "" ? size : Math.min(Number(last) + 1, size);
  return to > from ? { from, to } : null;
}
