import type { AppointmentView, CalendarDayView } from "../../contracts/booking.ts";
import type { BranchEvent, BranchFrame } from "../../contracts/live.ts";
import { dayBounds } from "../calendar/zoned-time.ts";

/** `refetch` says that the frames alone cannot bring this day up to date. */
export type Applied = { day: CalendarDayView; refetch: boolean };

/** Frames may come twice, late or with holes; the same day results whichever way they came. */
export function applyBranchFrame(day: CalendarDayView, frame: BranchFrame): Applied {
  switch (frame.type) {
    case "hello":
      // A lower number than ours: the log began anew, so what we know belongs to another life.
      return { day: dropExpiredHolds(day, Date.parse(frame.serverTime)), refetch: frame.seq < day.seq };
    case "resync":
      return { day, refetch: true };
    case "event":
      return applyEvent(day, frame);
    default:
      return { day, refetch: false }; // a kind this version does not know yet
  }
}

export function dropExpiredHolds(day: CalendarDayView, now: number): CalendarDayView {
  const holds = day.holds.filter((hold) => Date.parse(hold.expiresAt) > now);
  return holds.length === day.holds.length ? day : { ...day, holds };
}

function applyEvent(day: CalendarDayView, frame: Extract<BranchFrame, { type: "event" }>): Applied {
  if (frame.seq <= day.seq) return { day, refetch: false };
  if (frame.seq > day.seq + 1) return { day, refetch: true };
  const changed = dropExpiredHolds(applyChange(day, frame.event), Date.parse(frame.at));
  // New rules can move opening and working hours, which only the server can tell.
  return { day: { ...changed, seq: frame.seq }, refetch: frame.event.type === "rulebook_changed" };
}

function applyChange(day: CalendarDayView, event: BranchEvent): CalendarDayView {
  switch (event.type) {
    case "hold_placed":
      return { ...day, holds: withItem(day.holds, event.hold, touches(day, event.hold)) };
    case "hold_released":
      return { ...day, holds: day.holds.filter((hold) => hold.id !== event.holdId) };
    case "hidden":
      return { ...day, appointments: day.appointments.filter(({ id }) => id !== event.appointmentId) };
    default:
      // A newer server may tell of things that this page does not know.
      return "appointment" in event ? withAppointment(day, event.appointment) : day;
  }
}

function withAppointment(day: CalendarDayView, appointment: AppointmentView): CalendarDayView {
  const known = day.appointments.find((other) => other.id === appointment.id);
  if (known && known.version >= appointment.version) return day;
  return { ...day, appointments: withItem(day.appointments, appointment, touches(day, appointment)) };
}

/** Shows a change before the server has confirmed it, and takes it back where it was refused. */
export function showAppointment(day: CalendarDayView, appointment: AppointmentView): CalendarDayView {
  return { ...day, appointments: withItem(day.appointments, appointment, touches(day, appointment)) };
}

function touches(day: CalendarDayView, span: { startsAt: string; endsAt: string }): boolean {
  const { start, end } = dayBounds(day.date, day.timeZone);
  return Date.parse(span.startsAt) < end && start < Date.parse(span.endsAt);
}

function withItem<T extends { id: string; startsAt: string }>(items: T[], item: T, belongs: boolean): T[] {
  const others = items.filter((other) => other.id !== item.id);
  if (!belongs) return others;
  return [...others, item].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.id < b.id ? -1 : 1));
}
