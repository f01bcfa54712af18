import { and, asc, eq, type InferSelectModel, lte } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CalendarSubscriptionId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calendarSubscriptions } from "../schema/calendars.ts";
import type { TenantDb } from "../tenant-db.ts";
import { afterCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type SubscriptionRow = InferSelectModel<typeof calendarSubscriptions>;
export type SubscriptionChange = Partial<Omit<SubscriptionRow, "tenantId" | "id" | "createdAt">>;

const keyset = { at: calendarSubscriptions.createdAt, id: calendarSubscriptions.id };

/** Oldest first. */
export async function listSubscriptions(db: TenantDb, page: Page): Promise<Paged<SubscriptionRow>> {
  const rows = await db.orm
    .select()
    .from(calendarSubscriptions)
    .where(and(eq(calendarSubscriptions.tenantId, db.tenantId), afterCursor(page, keyset)))
    .orderBy(asc(keyset.at), asc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export async function countSubscriptions(db: TenantDb): Promise<number> {
  return db.orm.$count(calendarSubscriptions, eq(calendarSubscriptions.tenantId, db.tenantId));
}

export async function findSubscription(db: TenantDb, id: CalendarSubscriptionId): Promise<SubscriptionRow | null> {
  return (await db.orm.select().from(calendarSubscriptions).where(mine(db, id)).get()) ?? null;
}

/** A statement for `db.orm.batch`. */
export function insertSubscription(db: TenantDb, row: Omit<SubscriptionRow, "tenantId">) {
  return db.orm.insert(calendarSubscriptions).values({ ...row, tenantId: db.tenantId });
}

/** A statement for `db.orm.batch`. */
export function deleteSubscription(db: TenantDb, id: CalendarSubscriptionId) {
  return db.orm.delete(calendarSubscriptions).where(mine(db, id));
}

export async function updateSubscription(
  db: TenantDb,
  id: CalendarSubscriptionId,
  change: SubscriptionChange,
): Promise<void> {
  await db.orm.update(calendarSubscriptions).set(change).where(mine(db, id));
}

/** Takes the turn to ask, unless somebody has it. Null: there is nothing to do. */
export async function claimSubscription(
  db: TenantDb,
  id: CalendarSubscriptionId,
  now: EpochMs,
  leaseUntil: EpochMs,
): Promise<SubscriptionRow | null> {
  const [row] = await db.orm
    .update(calendarSubscriptions)
    .set({ nextSyncAt: leaseUntil })
    .where(and(mine(db, id), lte(calendarSubscriptions.nextSyncAt, now)))
    .returning();
  return row ?? null;
}

/** Platform-wide: which are due, the longest waiting first. */
export function listDueSubscriptions(
  d1: D1Database,
  now: EpochMs,
  limit: number,
  offset: number,
): Promise<{ tenantId: TenantId; subscriptionId: CalendarSubscriptionId }[]> {
  return drizzle(d1)
    .select({ tenantId: calendarSubscriptions.tenantId, subscriptionId: calendarSubscriptions.id })
    .from(calendarSubscriptions)
    .where(lte(calendarSubscriptions.nextSyncAt, now))
    .orderBy(asc(calendarSubscriptions.nextSyncAt))
    .limit(limit)
    .offset(offset)
    .all();
}

function mine(db: TenantDb, id: CalendarSubscriptionId) {
  return and(eq(calendarSubscriptions.tenantId, db.tenantId), eq(calendarSubscriptions.id, id));
}
