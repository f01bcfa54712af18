import { and, desc, eq, gte, type InferSelectModel, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { ApiRequestOutcome } from "../../contracts/api-requests.ts";
import type { ApiKeyId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { apiRequests } from "../schema/operations.ts";
import type { TenantDb } from "../tenant-db.ts";
import { withListed } from "./listed-rows.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type ApiRequestRow = Omit<InferSelectModel<typeof apiRequests>, "tenantId">;

/** `from` and `to` bound the time, half-open. */
export type ApiRequestFilter = {
  requestId?: string | undefined;
  keyId?: ApiKeyId | undefined;
  outcome?: ApiRequestOutcome | undefined;
  code?: string | undefined;
  from?: EpochMs | undefined;
  to?: EpochMs | undefined;
};

// Not a parameter: SQLite uses a partial index only when it can see that the condition is the same.
const isFailed = sql`${apiRequests.status} >= 400`;
const isDone = sql`${apiRequests.status} < 400`;

/** Newest first. */
export async function listApiRequests(
  db: TenantDb,
  filter: ApiRequestFilter,
  page: Page,
): Promise<Paged<ApiRequestRow>> {
  const { requestId, keyId, outcome, code, from, to } = filter;
  const rows = await db.orm
    .select()
    .from(apiRequests)
    .where(
      and(
        eq(apiRequests.tenantId, db.tenantId),
        requestId === undefined ? undefined : eq(apiRequests.requestId, requestId),
        keyId === undefined ? undefined : eq(apiRequests.keyId, keyId),
        code === undefined ? undefined : and(isFailed, eq(apiRequests.code, code)),
        outcome && (outcome === "failed" ? isFailed : isDone),
        from === undefined ? undefined : gte(apiRequests.at, from),
        to === undefined ? undefined : lt(apiRequests.at, to),
        beforeCursor(page, { at: apiRequests.at, id: apiRequests.id }),
      ),
    )
    .orderBy(desc(apiRequests.at), desc(apiRequests.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ at, id }) => ({ at, id }));
}

export type ApiFailure = { status: number; code: string | null; count: number; lastAt: EpochMs; lastRequestId: string };

/** What failed since then by kind, the most frequent first. SQLite takes the bare column from the row of the maximum. */
export function listApiFailures(db: TenantDb, since: EpochMs, limit: number): Promise<ApiFailure[]> {
  return db.orm
    .select({
      status: apiRequests.status,
      code: apiRequests.code,
      count: sql<number>`count(*)`,
      lastAt: sql<number>`max(${apiRequests.at})`,
      lastRequestId: apiRequests.requestId,
    })
    .from(apiRequests)
    .where(and(eq(apiRequests.tenantId, db.tenantId), isFailed, gte(apiRequests.at, since)))
    .groupBy(apiRequests.status, apiRequests.code)
    .orderBy(desc(sql`count(*)`), apiRequests.code)
    .limit(limit);
}

/** In one statement, whatever their number. */
export async function insertApiRequests(db: TenantDb, rows: readonly ApiRequestRow[]): Promise<void> {
  await db.orm.run(sql`
    ${withListed(["id", "requestId", "keyId", "method", "path", "status", "code", "durationMs", "at"], rows)}
    INSERT INTO api_requests (tenant_id, id, request_id, key_id, method, path, status, code, duration_ms, at)
    SELECT ${db.tenantId}, id, requestId, keyId, method, path, status, code, durationMs, at FROM listed
    WHERE true
    ON CONFLICT DO NOTHING`);
}

/** Platform-wide, the first that were written. Tells how many went; `limit` means that there may be more. */
export async function deleteOldApiRequests(d1: D1Database, before: EpochMs, limit: number): Promise<number> {
  const first = sql`select rowid from ${apiRequests} where rowid > 0 order by rowid limit ${limit}`;
  const old = sql`rowid in (${first}) and ${apiRequests.at} < ${before}`;
  const result = await drizzle(d1).run(sql`delete from ${apiRequests} where ${old}`);
  return result.meta.changes;
}
