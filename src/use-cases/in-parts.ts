/**
 * Cuts what is stored or sent into parts that each fit: no more of them, and together no longer, than that. Without
 * `charsOf` their number alone counts.
 */
export function inParts<Item>(
  all: readonly Item[],
  { items, chars: mostChars = Number.POSITIVE_INFINITY }: { items: number; chars?: number },
  charsOf: (item: Item) => number = () => 0,
): Item[][] {
  const parts: Item[][] = [];
  let room = 0;
  for (const item of all) {
    const chars = charsOf(item);
    room -= chars;
    if (room < 0 || parts.length === 0 || parts.at(-1)!.length >= items) {
      parts.push([]);
      room = mostChars - chars;
    }
    parts.at(-1)!.push(item);
  }
  return parts;
}
