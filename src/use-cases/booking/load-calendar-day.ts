import type { CalendarDayView } from "../../contracts/booking.ts";
import { toAppointmentView, toHoldView } from "../../db/booking-views.ts";
import { openOn, workingOn } from "../../domain/booking/hours.ts";
import type { Interval } from "../../domain/booking/interval.ts";
import { type Sight, sees } from "../../domain/identity/sight.ts";
import { addDays, edgeAt, type LocalDate, toRfc3339 } from "../../domain/time.ts";
import { askCalendar, type BranchAccess, viewContextOf } from "./branch-access.ts";

/** One local day of a branch from its calendar, midnight to midnight: of those who are seen. */
export async function loadCalendarDay(access: BranchAccess, date: LocalDate, sight: Sight): Promise<CalendarDayView> {
  const { timeZone } = access.rules;
  const window = { start: edgeAt(timeZone, date, 0, "first"), end: edgeAt(timeZone, addDays(date, 1), 0, "first") };
  const { seq, appointments, holds, rules } = await askCalendar(access, (calendar, ref) => calendar.day(ref, window));
  const context = viewContextOf(access);
  const seen = appointments.filter(({ staffId }) => sees(sight, staffId));
  const view = ({ start, end }: Interval) => ({
    startsAt: toRfc3339(timeZone, start),
    endsAt: toRfc3339(timeZone, end),
  });
  return {
    branchId: rules.branchId,
    date,
    timeZone,
    seq,
    open: openOn(timeZone, rules.hours, date).map(view),
    staff: rules.staff
      .filter(({ id }) => sees(sight, id))
      .map((member) => ({
        id: member.id,
        name: member.name,
        working: workingOn(rules, member, date).map(view),
      })),
    services: rules.services.map(({ id, name, durationMinutes }) => ({ id, name, durationMinutes })),
    appointments: await Promise.all(seen.map((appointment) => toAppointmentView(appointment, context))),
    holds: holds.filter(({ staffId }) => sees(sight, staffId)).map((hold) => toHoldView(hold, context)),
  };
}
