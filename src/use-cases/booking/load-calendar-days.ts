import type { CalendarDaysView } from "../../contracts/booking.ts";
import { rowToAppointmentView } from "../../db/booking-views.ts";
import { type DaySummary, type DaysFilter, type DayWindow, summariseDays } from "../../db/queries/appointment-days.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { addDays, edgeAt, type LocalDate } from "../../domain/time.ts";
import { type BranchAccess, viewContextOf } from "./branch-access.ts";

type Wanted = Omit<DaysFilter, "branchId"> & { dates: readonly LocalDate[] };

/** Local days of a branch, midnight to midnight, as far as they are seen. */
export async function loadCalendarDays(access: BranchAccess, { dates, ...filter }: Wanted): Promise<CalendarDaysView> {
  const { tenantId, branchId, timeZone } = access.rules;
  const windows = dates.map((date): DayWindow => {
    return { date, start: edgeAt(timeZone, date, 0, "first"), end: edgeAt(timeZone, addDays(date, 1), 0, "first") };
  });
  const days = await summariseDays(tenantDb(access.env.DB, tenantId), { ...filter, branchId }, windows);
  return { branchId, timeZone, days: await Promise.all(days.map((day) => viewOf(day, access))) };
}

async function viewOf({ first, ...day }: DaySummary, access: BranchAccess): Promise<CalendarDaysView["days"][number]> {
  const context = viewContextOf(access);
  return { ...day, first: await Promise.all(first.map((row) => rowToAppointmentView(row, context))) };
}
