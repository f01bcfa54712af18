import type { AppointmentView, CalendarDayView, HoldView } from "../../contracts/booking.ts";
import type { BusyView } from "../../contracts/busy.ts";
import { dayBounds, type Span } from "./zoned-time.ts";

/** `clashes`: busy time lies over it, and nobody has settled that. Busy time of days is on each as long as it lies there. */
export type DayItem =
  | (Span & { kind: "appointment"; id: string; appointment: AppointmentView; clashes: boolean })
  | (Span & { kind: "hold"; id: string; hold: HoldView })
  | (Span & { kind: "busy"; id: string; busy: BusyView; isWholeDay: boolean });
export type BusyItem = Extract<DayItem, { kind: "busy" }>;

/** What else the branch knows of a day: time that is taken otherwise, and the appointments that it lies over. */
export type Around = { busy: readonly BusyView[]; clashing: ReadonlySet<string> };
export const NOTHING_AROUND: Around = { busy: [], clashing: new Set() };

/** `name` is null for someone who is no longer on the staff list but still has work on this day. */
export type DayColumn = { staffId: string; name: string | null; working: Span[]; items: DayItem[] };

export function dayColumns(day: CalendarDayView, cancelled: boolean, around = NOTHING_AROUND): DayColumn[] {
  const items = dayItems(day, cancelled, around);
  const columns: DayColumn[] = day.staff.map((person) => ({
    staffId: person.id,
    name: person.name,
    working: person.working.map(toSpan),
    items: items.filter((item) => staffOf(item) === person.id),
  }));
  const known = new Set<string>(columns.map((column) => column.staffId));
  const departed = new Set(items.map(staffOf).filter((staffId) => !known.has(staffId)));
  for (const staffId of departed) {
    columns.push({ staffId, name: null, working: [], items: items.filter((item) => staffOf(item) === staffId) });
  }
  return columns;
}

/** Whether two columns look alike: views are never changed, so what is the same object is the same. */
export function isAlike(one: DayColumn, other: DayColumn): boolean {
  if (one.staffId !== other.staffId || one.name !== other.name || one.items.length !== other.items.length) return false;
  const worksAlike = JSON.stringify(one.working) === JSON.stringify(other.working);
  return worksAlike && one.items.every((item, index) => looksLike(item, other.items[index]));
}

function looksLike(one: DayItem, other: DayItem | undefined): boolean {
  if (one.kind === "appointment")
    return other?.kind === one.kind && other.appointment === one.appointment && other.clashes === one.clashes;
  if (one.kind === "hold") return other?.kind === one.kind && other.hold === one.hold;
  return other?.kind === one.kind && other.busy === one.busy;
}

/** One member's column, where the address names somebody who has one. */
export function chosenColumns(columns: DayColumn[], staffId: string | undefined): DayColumn[] {
  const chosen = columns.filter((column) => column.staffId === staffId);
  return chosen.length > 0 ? chosen : columns;
}

/** What gave its time back. */
const TAKES_NO_TIME: ReadonlySet<AppointmentView["status"]> = new Set(["cancelled", "declined", "lapsed"]);

/** Everything to show on the day, by time; what gave its time back only if asked for. */
export function dayItems(
  day: CalendarDayView,
  cancelled: boolean,
  { busy, clashing }: Around = NOTHING_AROUND,
): DayItem[] {
  const appointments = day.appointments
    .filter((appointment) => cancelled || !TAKES_NO_TIME.has(appointment.status))
    .map((appointment): DayItem => {
      const { id } = appointment;
      return { kind: "appointment", id, appointment, clashes: clashing.has(id), ...toSpan(appointment) };
    });
  const holds = day.holds.map((hold): DayItem => ({ kind: "hold", id: hold.id, hold, ...toSpan(hold) }));
  // Rooms are busy too, and whoever has left: they have no column for that.
  const taken = busyOn(day, busy).filter((item) => day.staff.some(({ id }) => id === staffOf(item)));
  return [...appointments, ...holds, ...taken].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Of busy time what lies on the day. */
function busyOn({ date, timeZone }: CalendarDayView, busy: readonly BusyView[]): DayItem[] {
  const day = dayBounds(date, timeZone);
  return busy
    .map((each) => ({ busy: each, ...toSpan(each) }))
    .filter(({ start, end }) => start < day.end && end > day.start)
    .map(({ busy: each, ...span }) => {
      const start = Math.max(span.start, day.start);
      const end = Math.min(span.end, day.end);
      return { kind: "busy", id: each.id, busy: each, start, end, isWholeDay: start === day.start && end === day.end };
    });
}

export type DayCounts = { appointments: number; held: number; cancelled: number };

export function countDay(day: CalendarDayView): DayCounts {
  return {
    appointments: day.appointments.filter(({ status }) => !TAKES_NO_TIME.has(status)).length,
    held: day.holds.length,
    cancelled: day.appointments.filter(({ status }) => status === "cancelled").length,
  };
}

/** Whose calendar it is in. */
export function staffOf(item: DayItem): string {
  if (item.kind === "busy") return item.busy.calendarId;
  return item.kind === "appointment" ? item.appointment.staffId : item.hold.staffId;
}

function toSpan(view: { startsAt: string; endsAt: string }): Span {
  return { start: Date.parse(view.startsAt), end: Date.parse(view.endsAt) };
}
