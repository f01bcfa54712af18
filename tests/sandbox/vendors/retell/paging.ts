import * as z from "zod";
import { badRequest, check } from "./errors.ts";

/** `limit`, `pagination_key`, `sort_order`: as query parameters of most lists, in the body of list-calls. */
export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
  pagination_key: z.string().optional(),
  sort_order: z.enum(["ascending", "descending"]).default("descending"),
});
type Paging = z.infer<typeof paging>;

type Page<Item> = { items: Item[]; has_more: boolean; pagination_key?: string };

export function readPaging(query: Record<string, string>): Paging {
  return check(paging, query);
}

/** Cuts one page out of items that are ordered oldest first. The key is the id of the last item of the page before. */
export function pageOf<Item>(
  items: Item[],
  { limit, pagination_key, sort_order }: Paging,
  idOf: (item: Item) => string,
): Page<Item> {
  const ordered = sort_order === "ascending" ? items : items.toReversed();
  const from = pagination_key === undefined ? 0 : ordered.findIndex((item) => idOf(item) === pagination_key) + 1;
  if (pagination_key !== undefined && from === 0) throw badRequest("pagination_key: unknown");
  const page = ordered.slice(from, from + limit);
  const last = page.at(-1);
  if (last === undefined || from + limit >= ordered.length) return { items: page, has_more: false };
  return { items: page, has_more: true, pagination_key: idOf(last) };
}
