import * as z from "zod";
import type { AppointmentStatus } from "../booking/appointment.ts";

/** What a customer is told of an appointment. */
export const newsKind = z.enum(["booked", "moved", "cancelled", "declined", "reminder"]);
export type NewsKind = z.infer<typeof newsKind>;

type CalendarEventType = string;

const kinds: Record<CalendarEventType, Exclude<NewsKind, "reminder">> = {
  appointment_booked: "booked",
  appointment_accepted: "booked",
  appointment_rescheduled: "moved",
  appointment_cancelled: "cancelled",
  appointment_declined: "declined",
};

const fitting: Record<NewsKind, AppointmentStatus> = {
  booked: "confirmed",
  moved: "confirmed",
  reminder: "confirmed",
  cancelled: "cancelled",
  declined: "declined",
};

/** Null: nothing that customers are told, or no longer true. What came later brings news of its own. */
export function newsOf(type: CalendarEventType, status: AppointmentStatus): Exclude<NewsKind, "reminder"> | null {
  const kind = kinds[type];
  return kind && fitting[kind] === status ? kind : null;
}
