import type { CallStatus, OperatorCallView } from "../../contracts/calls.ts";
import { listAllCalls } from "../../db/queries/calls.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import type { TenantId } from "../../domain/ids.ts";
import { toUtc } from "../../domain/time.ts";

type Filter = { status?: CallStatus | undefined; tenantId?: TenantId | undefined };

/** For operators: whether calls come in and how they end, not who spoke nor what was said. */
export async function viewAllCalls(env: Env, filter: Filter, page: Page): Promise<Paged<OperatorCallView>> {
  const { items, nextCursor } = await listAllCalls(env.DB, filter, page);
  const views = items.map(({ createdAt, startedAt, ...row }) => ({
    ...row,
    startedAt: startedAt === null ? null : toUtc(startedAt),
    createdAt: toUtc(createdAt),
  }));
  return { items: views, nextCursor };
}
