import { and, desc, eq, type InferSelectModel } from "drizzle-orm";
import type { CalendarAccountId } from "../../domain/ids.ts";
import { calendarSyncLog } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type SyncLogRow = InferSelectModel<typeof calendarSyncLog>;

/** A statement for `db.orm.batch`. */
export function insertSyncLog(db: TenantDb, row: Omit<SyncLogRow, "tenantId">) {
  return db.orm.insert(calendarSyncLog).values({ ...row, tenantId: db.tenantId });
}

/** Newest first. */
export async function listSyncLog(db: TenantDb, id: CalendarAccountId, page: Page): Promise<Paged<SyncLogRow>> {
  const keyset = { at: calendarSyncLog.at, id: calendarSyncLog.id };
  const rows = await db.orm
    .select()
    .from(calendarSyncLog)
    .where(
      and(eq(calendarSyncLog.tenantId, db.tenantId), eq(calendarSyncLog.accountId, id), beforeCursor(page, keyset)),
    )
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.at, id: row.id }));
}

/** Platform-wide: what is older goes, at most `limit` rows. Tells how many went. */
export async function deleteOldSyncLog(database: D1Database, before: number, limit: number): Promise<number> {
  const { meta } = await database
    .prepare(
      "DELETE FROM calendar_sync_log WHERE rowid IN (SELECT rowid FROM calendar_sync_log WHERE at < ?1 ORDER BY at LIMIT ?2)",
    )
    .bind(before, limit)
    .run();
  return meta.changes;
}
