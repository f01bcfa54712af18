import * as z from "zod";
import type { AppointmentStatus } from "../booking/appointment.ts";

/** What a customer is told of an appointment. */
export const newsKind = z.enum(["booked", "requested", "moved", "cancelled", "declined", "reminder"]);
export type NewsKind = z.infer<typeof newsKind>;

type CalendarEventType = string;

type ChangeNews = Exclude<NewsKind, "reminder">;

/** By what happened, and how the appointment stood then. */
const kinds: Record<CalendarEventType, Partial<Record<AppointmentStatus, ChangeNews>>> = {
  appointment_booked: { confirmed: "booked", pending: "requested" },
  appointment_accepted: { confirmed: "booked" },
  appointment_rescheduled: { confirmed: "moved", pending: "requested" },
  appointment_cancelled: { cancelled: "cancelled" },
  appointment_declined: { declined: "declined" },
  appointment_lapsed: { lapsed: "declined" },
};

/** Null: nothing that customers are told, or it stands otherwise `now`. What came later brings news of its own. */
export function newsOf(type: CalendarEventType, status: AppointmentStatus, now = status): ChangeNews | null {
  return status === now ? (kinds[type]?.[status] ?? null) : null;
}
