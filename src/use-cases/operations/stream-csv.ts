import type { Page, Paged } from "../../db/queries/page.ts";
import { BYTE_ORDER_MARK, toCsvLines } from "../../domain/operations/csv.ts";
import { type CsvColumn, csvCells } from "../../domain/operations/csv-columns.ts";
import { faultFacts, log } from "../../log.ts";

/** Reads a table page by page. */
export type Pager<Item> = (page: Page) => Promise<Paged<Item>>;

/** A list that is bounded and read as a whole. */
export function whole<Item>(items: Item[]): Pager<Item> {
  return async () => ({ items, nextCursor: null });
}

const PAGE_SIZE = 100;
/** A page takes up to three statements, and a request may send D1 a thousand. */
export const MAX_EXPORTED_PAGES = 300;

/**
 * A table as a CSV file that is read as it goes out: no more than a page of it is ever in memory. Throws when the first
 * page cannot be read. What fails later, or never ends, breaks the file off, for one that is cut must not look whole.
 */
export async function streamCsv<Item>(
  columns: readonly CsvColumn[],
  pager: Pager<Item>,
  maxPages = MAX_EXPORTED_PAGES,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  const toBytes = (items: Item[]) => encoder.encode(toCsvLines(items.map((item) => csvCells(columns, item))));
  const headers = encoder.encode(BYTE_ORDER_MARK + toCsvLines([columns.map(({ header }) => header)]));
  let page: Paged<Item> | null = await pager({ cursor: null, limit: PAGE_SIZE });
  let left = maxPages;
  const next = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    if (!page) return controller.close();
    controller.enqueue(toBytes(page.items));
    left -= 1;
    const { nextCursor } = page;
    if (nextCursor !== null && left === 0) throw new RangeError(`more than ${maxPages * PAGE_SIZE} rows`);
    page = nextCursor === null ? null : await pager({ cursor: nextCursor, limit: PAGE_SIZE });
  };
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(headers),
    pull: (controller) => next(controller).catch((error) => breakOff(controller, error)),
  });
}

function breakOff(controller: ReadableStreamDefaultController<Uint8Array>, error: unknown): void {
  log("error", "export_broke_off", faultFacts(error));
  controller.error(error);
}
