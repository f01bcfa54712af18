/** Cuts what is stored or sent into parts that each fit: no more of them, and together no longer, than `most`. */
export function inParts<Item>(
  all: readonly Item[],
  most: { items: number; chars: number },
  charsOf: (item: Item) => number,
): Item[][] {
  const parts: Item[][] = [];
  let room = 0;
  for (const item of all) {
    const chars = charsOf(item);
    room -= chars;
    if (room < 0 || parts.length === 0 || parts.at(-1)!.length >= most.items) {
      parts.push([]);
      room = most.chars - chars;
    }
    parts.at(-1)!.push(item);
  }
  return parts;
}
