import { and, eq, gt, type InferSelectModel, inArray, lt, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CalendarTargetId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calendarOutsideBusy, calendarTargets } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";

export type TargetRow = InferSelectModel<typeof calendarTargets>;
export type OutsideBusy = { externalId: string; startsAt: EpochMs; endsAt: EpochMs };
type TargetChange = Partial<
  Pick<TargetRow, "cursor" | "fullSyncAt" | "lastSyncAt" | "failures" | "lastError" | "busyCount">
>;

/** D1 takes 100 values a statement; a row has five. */
const ROWS_A_STATEMENT = 20;
const IDS_A_STATEMENT = 90;

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
    .where(and(mine(db, id), eq(calendarTargets.reads, true), lte(calendarTargets.nextSyncAt, now)))
    .returning();
  return row ?? null;
}

/** A hint that came while it was read stands: what it told of may have been missed. */
export async function settleTarget(
  db: TenantDb,
  id: CalendarTargetId,
  change: TargetChange,
  { leaseUntil, nextSyncAt }: { leaseUntil: EpochMs; nextSyncAt: EpochMs },
): Promise<void> {
  await db.orm.batch([
    db.orm.update(calendarTargets).set(change).where(mine(db, id)),
    db.orm
      .update(calendarTargets)
      .set({ nextSyncAt })
      .where(and(mine(db, id), eq(calendarTargets.nextSyncAt, leaseUntil))),
  ]);
}

/** Platform-wide: which are due, the longest waiting first. */
export function listDueTargets(
  d1: D1Database,
  now: EpochMs,
  limit: number,
  offset: number,
): Promise<{ tenantId: TenantId; targetId: CalendarTargetId }[]> {
  return drizzle(d1)
    .select({ tenantId: calendarTargets.tenantId, targetId: calendarTargets.id })
    .from(calendarTargets)
    .where(and(sql`(reads = 1 OR writes = 1)`, eq(calendarTargets.reads, true), lte(calendarTargets.nextSyncAt, now)))
    .orderBy(calendarTargets.nextSyncAt)
    .limit(limit)
    .offset(offset)
    .all();
}

type Told = { busy: readonly OutsideBusy[]; gone: readonly string[]; isFull: boolean };

/** What the calendar outside was told to hold; with `isFull` it holds nothing else. One transaction. */
export async function keepOutsideBusy(db: TenantDb, targetId: CalendarTargetId, { busy, gone, isFull }: Told) {
  const ofTarget = and(eq(calendarOutsideBusy.tenantId, db.tenantId), eq(calendarOutsideBusy.targetId, targetId));
  const removed = isFull
    ? [db.orm.delete(calendarOutsideBusy).where(ofTarget)]
    : chunks(gone, IDS_A_STATEMENT).map((ids) =>
        db.orm.delete(calendarOutsideBusy).where(and(ofTarget, inArray(calendarOutsideBusy.externalId, ids))),
      );
  const { tenantId, targetId: target, externalId } = calendarOutsideBusy;
  const set = { startsAt: sql`excluded.starts_at`, endsAt: sql`excluded.ends_at` };
  const added = chunks(busy, ROWS_A_STATEMENT).map((rows) =>
    db.orm
      .insert(calendarOutsideBusy)
      .values(rows.map((row) => ({ tenantId: db.tenantId, targetId, ...row })))
      .onConflictDoUpdate({ target: [tenantId, target, externalId], set }),
  );
  const [first, ...rest] = [...removed, ...added];
  if (first) await db.orm.batch([first, ...rest]);
}

/** Of a calendar outside, inside the window. */
export function listOutsideBusy(
  db: TenantDb,
  targetId: CalendarTargetId,
  { start, end, limit }: { start: EpochMs; end: EpochMs; limit: number },
): Promise<{ start: EpochMs; end: EpochMs }[]> {
  return db.orm
    .select({ start: calendarOutsideBusy.startsAt, end: calendarOutsideBusy.endsAt })
    .from(calendarOutsideBusy)
    .where(
      and(
        eq(calendarOutsideBusy.tenantId, db.tenantId),
        eq(calendarOutsideBusy.targetId, targetId),
        lt(calendarOutsideBusy.startsAt, end),
        gt(calendarOutsideBusy.endsAt, start),
      ),
    )
    .orderBy(calendarOutsideBusy.startsAt)
    .limit(limit)
    .all();
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

function mine(db: TenantDb, id: CalendarTargetId) {
  return and(eq(calendarTargets.tenantId, db.tenantId), eq(calendarTargets.id, id));
}
