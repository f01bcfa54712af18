export type CursorPage<T> = { items: T[]; nextCursor: string | null };

/** More than anybody reads; a list that is longer is cut, and says so where it is shown. */
export const MOST_COLLECTED = 2_000;

/** Page after page, until there is none or the bound is reached. */
export async function collect<T>(
  fetchPage: (cursor: string | null) => Promise<CursorPage<T>>,
  most = MOST_COLLECTED,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const page: CursorPage<T> = await fetchPage(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && items.length < most);
  return items;
}
