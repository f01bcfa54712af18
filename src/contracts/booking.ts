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

const LAST_INSTANT = Date.UTC(2200, 0);

/** An instant that is looked up on the wall clock: a day's neighbours must have four-digit years too. */
export const keptInstant = instant.refine(
  (text) => Date.parse(text) >= 0 && Date.parse(text) < LAST_INSTANT,
  "must lie between 1970 and 2199",
);

/** A local day. Bounded, because a day's neighbours must have four-digit years too. */
export const localDate = z.iso
  .date()
  .refine((date) => date >= "1970-01-01" && date < "2200-01-01", "must lie between 1970 and 2199");

/** Seats of a group session. */
export const partySize = z.int().min(1).max(500);

/** What was answered to the questions of a service, by the question's id. */
export const answers = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** Why staff insist on a time: a code, since the audit log keeps nothing personal. */
export const overrideReason = z.enum(["walk_in", "urgent", "agreed", "goodwill"]);
export type OverrideReason = z.infer<typeof overrideReason>;

/** `seatsLeft` is told of group sessions. */
export const slotView = z
  .object({
    startsAt: instant,
    endsAt: instant,
    staffIds: z.array(staffId),
    seatsLeft: z.int().optional(),
  })
  .meta({ id: "Slot" });

export const availabilityView = z.object({
  timeZone: z.string(),
  slots: z.array(slotView),
  nearest: z.array(slotView),
});

export const holdView = z
  .object({
    id: holdId,
    serviceId,
    staffId,
    resourceIds: z.array(resourceId),
    partySize: z.int(),
    isExtended: z.boolean(),
    startsAt: instant,
    endsAt: instant,
    expiresAt: instant,
  })
  .meta({ id: "Hold" });

export const appointmentStatus = z.enum([
  "pending",
  "confirmed",
  "cancelled",
  "declined",
  "lapsed",
  "completed",
  "no_show",
]);

export const appointmentView = z
  .object({
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
      answers: answers.optional(),
    }),
    language,
    priceMinor: z.int(),
    currency: z.string(),
    cancelReason: z.string().nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "Appointment" });

/** `isLateCancel`: later than the service's policy lets go free of charge. */
export const cancelView = appointmentView.extend({ isLateCancel: z.boolean().nullable() }).meta({ id: "Cancel" });

/** What a refused rule knows. Never anything about another customer. */
export const refusalFacts = z
  .object({
    earliest: instant.optional(),
    latest: instant.optional(),
    from: instant.optional(),
    limit: z.int().optional(),
    of: z.enum(["branch", "staff", "customer"]).optional(),
    seatsLeft: z.int().optional(),
    resource: z.string().optional(),
    holiday: z.object({ de: z.string(), en: z.string() }).optional(),
    stepMinutes: z.int().optional(),
    staffId: staffId.optional(),
  })
  .meta({ id: "RefusalFacts" });

/** Why a time can be had or not: what refuses it for everybody, and what each member would answer. */
export const slotExplanationView = z
  .object({
    isFree: z.boolean(),
    timeZone: z.string(),
    refusals: z.array(refusalFacts.extend({ code: z.string(), title: z.string() })),
    staff: z.array(refusalFacts.extend({ staffId, code: z.string().nullable(), title: z.string().nullable() })),
  })
  .meta({ id: "SlotExplanation" });

/** Of the appointments that were due in a window: how many customers did not come, and who they were. */
export const noShowRateView = z
  .object({
    total: z.int(),
    noShows: z.int(),
    /** Between 0 and 1. */
    rate: z.number(),
    customers: z.array(z.object({ customerId, count: z.int() })),
  })
  .meta({ id: "NoShowRate" });

/** One local day of a branch, straight from its calendar object: what a live view starts from. */
export const calendarDayView = z
  .object({
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
  })
  .meta({ id: "CalendarDay" });

/** How full each day of a branch is, and what comes first on it. From the read model, a moment behind the calendar. */
export const calendarDaysView = z
  .object({
    branchId,
    timeZone: z.string(),
    days: z.array(z.object({ date: z.iso.date(), count: z.int(), first: z.array(appointmentView) })),
  })
  .meta({ id: "CalendarDays" });

export type AvailabilityView = z.infer<typeof availabilityView>;
export type SlotView = z.infer<typeof slotView>;
export type HoldView = z.infer<typeof holdView>;
export type AppointmentView = z.infer<typeof appointmentView>;
export type RefusalFacts = z.infer<typeof refusalFacts>;
export type SlotExplanationView = z.infer<typeof slotExplanationView>;
export type NoShowRateView = z.infer<typeof noShowRateView>;
export type CalendarDayView = z.infer<typeof calendarDayView>;
export type CalendarDaysView = z.infer<typeof calendarDaysView>;
