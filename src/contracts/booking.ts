import * as z from "zod";
import {
  appointmentId,
  branchId,
  callId,
  customerId,
  holdId,
  resourceId,
  seriesId,
  serviceId,
  staffId,
} from "../domain/ids.ts";
import { language } from "../domain/language.ts";

/** RFC 3339 with offset. Answers always carry the branch's offset, and its IANA zone beside it. */
export const instant = z.iso.datetime({ offset: true });

/** A local day. Bounded, because a day's neighbours must have four-digit years too. */
export const localDate = z.iso
  .date()
  .refine((date) => date >= "1970-01-01" && date < "2200-01-01", "must lie between 1970 and 2199");

/** `seatsLeft` is told of group sessions. */
export const slotView = z.object({
  startsAt: instant,
  endsAt: instant,
  staffIds: z.array(staffId),
  seatsLeft: z.int().optional(),
});

export const holdView = z.object({
  id: holdId,
  serviceId,
  staffId,
  resourceIds: z.array(resourceId),
  partySize: z.int(),
  isExtended: z.boolean(),
  startsAt: instant,
  endsAt: instant,
  expiresAt: instant,
});

export const appointmentStatus = z.enum([
  "pending",
  "confirmed",
  "cancelled",
  "declined",
  "lapsed",
  "completed",
  "no_show",
]);

export const appointmentView = z.object({
  id: appointmentId,
  branchId,
  serviceId,
  staffId,
  resourceIds: z.array(resourceId),
  partySize: z.int(),
  startsAt: instant,
  endsAt: instant,
  timeZone: z.string(),
  status: appointmentStatus,
  /** When a pending request lapses. */
  approvalExpiresAt: instant.nullable(),
  checkedInAt: instant.nullable(),
  /** What was booked in one go: the occurrences of a series, the services of a package. */
  group: z.object({ id: seriesId, kind: z.enum(["series", "package"]), position: z.int() }).nullable(),
  version: z.int(),
  channel: z.enum(["voice", "web", "dashboard", "api", "import"]),
  callId: callId.nullable(),
  /** Null until the read model has met the customer, a moment after the booking. */
  customerId: customerId.nullable(),
  customer: z.object({
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    notes: z.string().nullable(),
    /** What was answered to the questions of the service, by the question's id. */
    answers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  }),
  language,
  priceMinor: z.int(),
  currency: z.string(),
  cancelReason: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
});

/** One local day of a branch, straight from its calendar object: what a live view starts from. */
export const calendarDayView = z.object({
  branchId,
  date: z.iso.date(),
  timeZone: z.string(),
  /** The last event this picture includes. Connect the live socket with `since` set to it. */
  seq: z.int(),
  open: z.array(z.object({ startsAt: instant, endsAt: instant })),
  staff: z.array(
    z.object({ id: staffId, name: z.string(), working: z.array(z.object({ startsAt: instant, endsAt: instant })) }),
  ),
  services: z.array(z.object({ id: serviceId, name: z.string(), durationMinutes: z.int() })),
  appointments: z.array(appointmentView),
  holds: z.array(holdView),
});

export type SlotView = z.infer<typeof slotView>;
export type HoldView = z.infer<typeof holdView>;
export type AppointmentView = z.infer<typeof appointmentView>;
export type CalendarDayView = z.infer<typeof calendarDayView>;
