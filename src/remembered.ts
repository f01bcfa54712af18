/** Some 100 bytes each. */
const MAX_REMEMBERED = 2_000;

/** A hash of what comes again and again: to remember it is cheaper than to work it out. */
export function remembered<Hash extends string>(
  hash: (text: string) => Promise<Hash>,
): (text: string) => Promise<Hash> {
  const known = new Map<string, Hash>();
  return async (text) => {
    const old = known.get(text);
    if (old !== undefined) return old;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const made = await hash(text);
    known.set(text, made);
    return made;
  };
}
