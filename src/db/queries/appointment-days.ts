import { and, asc, count, eq, getTableColumns, inArray, notInArray, type SQL, sql } from "drizzle-orm";
import { GAVE_TIME_BACK } from "../../domain/booking/appointment.ts";
import type { Sight } from "../../domain/identity/sight.ts";
import type { BranchId, StaffId } from "../../domain/ids.ts";
import type { EpochMs, LocalDate } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { AppointmentRow } from "./appointments.ts";
import { inSight } from "./sight.ts";

/** A day of a branch: what starts in it, half-open. */
export type DayWindow = { date: LocalDate; start: EpochMs; end: EpochMs };
export type DaysFilter = {
  branchId: BranchId;
  staffId?: StaffId | undefined;
  /** With what gave its time back. */
  withCancelled: boolean;
  sight: Sight;
};
export type DaySummary = { date: LocalDate; count: number; first: AppointmentRow[] };

/** Of each day that many in full; the rest is counted. */
const SHOWN = 3;

/** How full each of these days is, with the first of it: one trip, however much there is. */
export async function summariseDays(
  db: TenantDb,
  filter: DaysFilter,
  days: readonly DayWindow[],
): Promise<DaySummary[]> {
  const day = sql`json_each(${JSON.stringify(days)}) as day`;
  const date = sql<LocalDate>`day.value ->> 'date'`;
  const onDay = and(...matching(db, filter), sql`${appointments.startsAt} >= day.value ->> 'start'`, sql`${appointments.startsAt} < day.value ->> 'end'`); // biome-ignore format: one condition
  const first = db.orm
    .select({ id: appointments.id })
    .from(appointments)
    .where(onDay)
    .orderBy(asc(appointments.startsAt), asc(appointments.id))
    .limit(SHOWN);
  const [counts, shown] = await db.orm.batch([
    db.orm.select({ date, count: count() }).from(day).crossJoin(appointments).where(onDay).groupBy(date),
    db.orm
      .select({ date, row: getTableColumns(appointments) })
      .from(day)
      .crossJoin(appointments)
      .where(and(eq(appointments.tenantId, db.tenantId), inArray(appointments.id, first)))
      .orderBy(asc(appointments.startsAt), asc(appointments.id)),
  ]);
  const countOf = new Map(counts.map((each) => [each.date, each.count]));
  const rowsOf = Map.groupBy(shown, (each) => each.date);
  return days.map(({ date: each }) => {
    return { date: each, count: countOf.get(each) ?? 0, first: (rowsOf.get(each) ?? []).map(({ row }) => row) };
  });
}

function matching(db: TenantDb, { branchId, staffId, withCancelled, sight }: DaysFilter): (SQL | undefined)[] {
  return [
    eq(appointments.tenantId, db.tenantId),
    eq(appointments.branchId, branchId),
    staffId && eq(appointments.staffId, staffId),
    withCancelled ? undefined : notInArray(appointments.status, [...GAVE_TIME_BACK]),
    inSight(sight),
  ];
}
