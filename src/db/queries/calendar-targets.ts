import { and, asc, eq, type InferSelectModel, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CalendarAccountId, CalendarTargetId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calendarAccounts, calendarTargets } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";

export type TargetRow = InferSelectModel<typeof calendarTargets>;
export type TargetChange = Partial<Omit<TargetRow, "tenantId" | "id" | "createdAt">>;

/** Of all accounts; there are few, by `MAX_TARGETS`. */
export function writingTargets(db: TenantDb): Promise<TargetRow[]> {
  const { tenantId, writes } = calendarTargets;
  return db.orm.select().from(calendarTargets).where(and(eq(tenantId, db.tenantId), eq(writes, true))).all(); // biome-ignore format: one line
}

/** Oldest first. */
export function targetsOf(db: TenantDb, accountId: CalendarAccountId): Promise<TargetRow[]> {
  const { tenantId, accountId: ofAccount, createdAt, id } = calendarTargets;
  const where = and(eq(tenantId, db.tenantId), eq(ofAccount, accountId));
  return db.orm.select().from(calendarTargets).where(where).orderBy(asc(createdAt), asc(id)).all();
}

export function countTargets(db: TenantDb): Promise<number> {
  return db.orm.$count(calendarTargets, eq(calendarTargets.tenantId, db.tenantId));
}

export async function findTarget(db: TenantDb, id: CalendarTargetId): Promise<TargetRow | null> {
  return (await db.orm.select().from(calendarTargets).where(mine(db, id)).get()) ?? null;
}

/** A statement for `db.orm.batch`. */
export function insertTarget(db: TenantDb, row: Omit<TargetRow, "tenantId">) {
  return db.orm.insert(calendarTargets).values({ ...row, tenantId: db.tenantId });
}

/** A statement for `db.orm.batch`. */
export function deleteTarget(db: TenantDb, id: CalendarTargetId) {
  return db.orm.delete(calendarTargets).where(mine(db, id));
}

/** False: it has been removed meanwhile. */
export async function updateTarget(db: TenantDb, id: CalendarTargetId, change: TargetChange): Promise<boolean> {
  const rows = await db.orm
    .update(calendarTargets)
    .set(change)
    .where(mine(db, id))
    .returning({ id: calendarTargets.id });
  return rows.length > 0;
}

/** Takes the turn to read, unless somebody has it. Null: there is nothing to do. */
export async function claimTarget(
  db: TenantDb,
  id: CalendarTargetId,
  now: EpochMs,
  leaseUntil: EpochMs,
): Promise<TargetRow | null> {
  const [row] = await db.orm
    .update(calendarTargets)
    .set({ nextSyncAt: leaseUntil })
    .where(and(mine(db, id), lte(calendarTargets.nextSyncAt, now)))
    .returning();
  return row ?? null;
}

/** Ends a turn. A hint that came meanwhile stands: what it told of may have been missed. */
export async function settleTarget(
  db: TenantDb,
  { id, nextSyncAt: leaseUntil }: Pick<TargetRow, "id" | "nextSyncAt">,
  { nextSyncAt, ...change }: TargetChange & { nextSyncAt: EpochMs },
): Promise<void> {
  const column = calendarTargets.nextSyncAt;
  const next = sql`CASE WHEN ${column} = ${leaseUntil} THEN ${nextSyncAt} ELSE ${column} END`;
  await db.orm
    .update(calendarTargets)
    .set({ ...change, nextSyncAt: next })
    .where(mine(db, id));
}

/** Platform-wide: which are to be read, the longest waiting first. */
export function listDueTargets(
  d1: D1Database,
  now: EpochMs,
  limit: number,
): Promise<{ tenantId: TenantId; targetId: CalendarTargetId }[]> {
  const isDue = sql`(${calendarTargets.reads} = 1 OR ${calendarTargets.writes} = 1)`;
  return drizzle(d1)
    .select({ tenantId: calendarTargets.tenantId, targetId: calendarTargets.id })
    .from(calendarTargets)
    .innerJoin(calendarAccounts, eq(calendarAccounts.id, calendarTargets.accountId))
    .where(and(isDue, lte(calendarTargets.nextSyncAt, now), eq(calendarAccounts.state, "connected")))
    .orderBy(asc(calendarTargets.nextSyncAt))
    .limit(limit)
    .all();
}

function mine(db: TenantDb, id: CalendarTargetId) {
  return and(eq(calendarTargets.tenantId, db.tenantId), eq(calendarTargets.id, id));
}
