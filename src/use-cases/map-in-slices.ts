/** Half a millisecond of sealing and hashing. */
const SLICE = 10;

/**
 * Does the same with many, a few at a time: between them, requests that wait for this thread are answered. For work
 * behind the answers, which may take its time.
 */
export async function mapInSlices<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Promise<Made>,
  slice = SLICE,
): Promise<Made[]> {
  const made: Made[] = [];
  for (let from = 0; from < items.length; from += slice) {
    if (from > 0) await scheduler.wait(0);
    made.push(...(await Promise.all(items.slice(from, from + slice).map(make))));
  }
  return made;
}
