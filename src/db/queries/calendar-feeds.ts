import { and, asc, eq, gte, type InferSelectModel, inArray, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { BranchId, CalendarFeedId, StaffId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import { calendarFeeds } from "../schema/calendars.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { AppointmentRow } from "./appointments.ts";
import { afterCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type CalendarFeedRow = InferSelectModel<typeof calendarFeeds>;

const keyset = { at: calendarFeeds.createdAt, id: calendarFeeds.id };

/** Oldest first. */
export async function listFeeds(db: TenantDb, page: Page): Promise<Paged<CalendarFeedRow>> {
  const rows = await db.orm
    .select()
    .from(calendarFeeds)
    .where(and(eq(calendarFeeds.tenantId, db.tenantId), afterCursor(page, keyset)))
    .orderBy(asc(keyset.at), asc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export async function countFeeds(db: TenantDb): Promise<number> {
  return db.orm.$count(calendarFeeds, eq(calendarFeeds.tenantId, db.tenantId));
}

/** A statement for `db.orm.batch`. */
export function insertFeed(db: TenantDb, row: Omit<CalendarFeedRow, "tenantId">) {
  return db.orm.insert(calendarFeeds).values({ ...row, tenantId: db.tenantId });
}

export async function findFeed(db: TenantDb, id: CalendarFeedId): Promise<CalendarFeedRow | null> {
  return (await db.orm.select().from(calendarFeeds).where(mine(db, id)).get()) ?? null;
}

/** A statement for `db.orm.batch`. */
export function deleteFeed(db: TenantDb, id: CalendarFeedId) {
  return db.orm.delete(calendarFeeds).where(mine(db, id));
}

/** Whoever has the address names no tenant: the feed does. */
export async function findFeedByToken(d1: D1Database, tokenHash: string): Promise<CalendarFeedRow | null> {
  const found = drizzle(d1).select().from(calendarFeeds).where(eq(calendarFeeds.tokenHash, tokenHash)).get();
  return (await found) ?? null;
}

export async function noteFeedRead(db: TenantDb, id: CalendarFeedId, at: EpochMs): Promise<void> {
  await db.orm.update(calendarFeeds).set({ lastReadAt: at }).where(mine(db, id));
}

type Fed = { branchId: BranchId; staffId: StaffId | null; from: EpochMs; to: EpochMs; limit: number };

/** What stands in a feed, earliest first. What was called off is told as such only while programs may still show it. */
export function listFed(db: TenantDb, { branchId, staffId, from, to, limit }: Fed): Promise<AppointmentRow[]> {
  return db.orm
    .select()
    .from(appointments)
    .where(
      and(
        eq(appointments.tenantId, db.tenantId),
        eq(appointments.branchId, branchId),
        gte(appointments.startsAt, from),
        lt(appointments.startsAt, to),
        staffId === null ? undefined : sql`+${appointments.staffId} = ${staffId}`,
        inArray(appointments.status, ["pending", "confirmed", "completed", "no_show"]),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.id))
    .limit(limit)
    .all();
}

function mine(db: TenantDb, id: CalendarFeedId) {
  return and(eq(calendarFeeds.tenantId, db.tenantId), eq(calendarFeeds.id, id));
}
