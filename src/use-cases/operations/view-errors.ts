import type { ErrorGroupView } from "../../contracts/operations.ts";
import { listErrorGroups } from "../../db/queries/operations-log.ts";
import type { Page, Paged } from "../../db/queries/page.ts";

export async function viewErrors(env: Env, page: Page): Promise<Paged<ErrorGroupView>> {
  const { items, nextCursor } = await listErrorGroups(env.DB, page);
  const views = items.map(({ firstAt, lastAt, ...group }) => {
    return { ...group, firstAt: new Date(firstAt).toISOString(), lastAt: new Date(lastAt).toISOString() };
  });
  return { items: views, nextCursor };
}
