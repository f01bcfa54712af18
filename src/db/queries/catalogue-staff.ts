import { and, asc, eq, gte, type InferSelectModel, inArray, lte, or, sql } from "drizzle-orm";
import type { OpeningHours, TimeOff } from "../../domain/booking/rulebook.ts";
import type { BranchId, StaffId, TimeOffId } from "../../domain/ids.ts";
import type { EpochMs, LocalDate } from "../../domain/time.ts";
import { hoursExceptions, openingHours, staff, timeOff } from "../schema/catalogue.ts";
import type { TenantDb } from "../tenant-db.ts";
import { earliestYesterday } from "./catalogue.ts";
import type { Statement } from "./catalogue-edits.ts";
import { among } from "./page.ts";

export type TimeOffRow = InferSelectModel<typeof timeOff>;
type Hours = Pick<OpeningHours, "weekly" | "exceptions">;

/** At the end of the list, working when the branch is open. */
export function insertStaff(
  db: TenantDb,
  row: { id: StaffId; branchId: BranchId; name: string; createdAt: EpochMs },
): Statement {
  const siblings = and(eq(staff.tenantId, db.tenantId), eq(staff.branchId, row.branchId));
  const position = sql<number>`(select coalesce(max(${staff.position}), 0) + 1 from ${staff} where ${siblings})`;
  return db.orm.insert(staff).values({ ...row, tenantId: db.tenantId, followsBranchHours: true, position });
}

export function updateStaff(
  db: TenantDb,
  id: StaffId,
  change: { name?: string | undefined; followsBranchHours?: boolean; archivedAt?: EpochMs },
): Statement {
  return db.orm
    .update(staff)
    .set(change)
    .where(and(eq(staff.tenantId, db.tenantId), eq(staff.id, id)));
}

/** Exceptions of days gone by stay: they tell when it was open. */
export function replaceHours(
  db: TenantDb,
  ownerId: BranchId | StaffId,
  { weekly, exceptions }: Hours,
  now: EpochMs,
): Statement[] {
  const { tenantId } = db;
  const dates = exceptions.map(({ date }) => date);
  const isNamed = inArray(hoursExceptions.date, among(dates));
  const isToCome = gte(hoursExceptions.date, earliestYesterday(now));
  return [
    db.orm.delete(openingHours).where(and(eq(openingHours.tenantId, tenantId), eq(openingHours.ownerId, ownerId))),
    db.orm
      .delete(hoursExceptions)
      .where(and(eq(hoursExceptions.tenantId, tenantId), eq(hoursExceptions.ownerId, ownerId), or(isToCome, isNamed))),
    ...insertHours(db, ownerId, { weekly, exceptions }),
  ];
}

/** Of an owner who has none. */
export function insertHours(db: TenantDb, ownerId: BranchId | StaffId, { weekly, exceptions }: Hours): Statement[] {
  return [insertWeekly(db, ownerId, weekly), insertExceptions(db, ownerId, exceptions)];
}

function insertWeekly(db: TenantDb, ownerId: BranchId | StaffId, weekly: Hours["weekly"]): Statement {
  const list = JSON.stringify(weekly);
  return db.orm.insert(openingHours).select(sql`
    select ${db.tenantId}, ${ownerId}, value ->> 'weekday', value ->> 'fromMinute', value ->> 'toMinute',
      coalesce(value ->> 'validFrom', ''), value ->> 'validUntil'
    from json_each(${list})`);
}

function insertExceptions(db: TenantDb, ownerId: BranchId | StaffId, exceptions: Hours["exceptions"]): Statement {
  const list = JSON.stringify(exceptions);
  return db.orm
    .insert(hoursExceptions)
    .select(sql`select ${db.tenantId}, ${ownerId}, value ->> 'date', value -> 'spans' from json_each(${list})`);
}

/** The dates in this span, both included, that have hours of their own. */
export async function listExceptionDates(
  db: TenantDb,
  ownerId: BranchId | StaffId,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<LocalDate[]> {
  const mine = and(eq(hoursExceptions.tenantId, db.tenantId), eq(hoursExceptions.ownerId, ownerId));
  const rows = await db.orm
    .select({ date: hoursExceptions.date })
    .from(hoursExceptions)
    .where(and(mine, gte(hoursExceptions.date, from), lte(hoursExceptions.date, to)));
  return rows.map(({ date }) => date);
}

/** Not over yet, earliest first. */
export function listTimeOff(db: TenantDb, staffId: StaffId, now: EpochMs): Promise<TimeOffRow[]> {
  const mine = and(eq(timeOff.tenantId, db.tenantId), eq(timeOff.staffId, staffId));
  return db.orm
    .select()
    .from(timeOff)
    .where(and(mine, gte(timeOff.toDate, earliestYesterday(now))))
    .orderBy(asc(timeOff.fromDate), asc(timeOff.id))
    .all();
}

export async function findTimeOff(db: TenantDb, id: TimeOffId): Promise<TimeOffRow | null> {
  const mine = and(eq(timeOff.tenantId, db.tenantId), eq(timeOff.id, id));
  return (await db.orm.select().from(timeOff).where(mine).get()) ?? null;
}

export function insertTimeOff(
  db: TenantDb,
  row: TimeOff & { id: TimeOffId; staffId: StaffId; createdAt: EpochMs },
): Statement {
  return db.orm.insert(timeOff).values({ ...row, tenantId: db.tenantId });
}

export function deleteTimeOff(db: TenantDb, id: TimeOffId): Statement {
  return db.orm.delete(timeOff).where(and(eq(timeOff.tenantId, db.tenantId), eq(timeOff.id, id)));
}
