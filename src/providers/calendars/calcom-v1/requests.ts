import * as z from "zod";
import { toV2Language } from "./languages.ts";
import { toV2Location } from "./locations.ts";

const instant = z.iso.datetime({ offset: true, error: "must be an instant, such as 2030-01-07T09:00:00Z" });
const name = z.union([z.string().min(1), z.looseObject({ firstName: z.string(), lastName: z.string().optional() })]);

/** `POST /v1/bookings`. What v2 has no place for may be there and is left out. */
export const v1NewBooking = z.looseObject({
  eventTypeId: z.coerce.number().int(),
  start: instant,
  end: instant.optional(),
  responses: z.looseObject({ name, email: z.email(), guests: z.array(z.email()).max(30).optional() }),
  timeZone: z.string().min(1).max(64),
  language: z.string().max(20).optional(),
  metadata: z.record(z.string().max(40), z.unknown()).optional(),
  rescheduleUid: z.string().max(200).optional(),
  recurringCount: z.undefined("recurring bookings cannot be made through v1 any more").optional(),
});
export type V1NewBooking = z.infer<typeof v1NewBooking>;

/** `PATCH /v1/bookings/{id}`: of what v1 let change, v2 can change the time and the status. */
export const v1BookingChange = z.strictObject({
  startTime: instant.optional(),
  endTime: instant.optional(),
  status: z.enum(["ACCEPTED", "CANCELLED", "REJECTED"]).optional(),
  cancellationReason: z.string().max(500).optional(),
  rejectionReason: z.string().max(500).optional(),
  rescheduledReason: z.string().max(500).optional(),
});
export type V1BookingChange = z.infer<typeof v1BookingChange>;

const MAX_METADATA_KEYS = 50;
const MAX_METADATA_CHARS = 500;
/** They have places of their own in v2. */
const PLACED = new Set(["name", "email", "guests", "location", "attendeePhoneNumber", "smsReminderNumber"]);

/** No `end`: v2 takes the event type's length. */
export function toV2Booking({
  eventTypeId,
  start,
  responses,
  timeZone,
  language,
  metadata = {},
}: V1NewBooking): object {
  const { name, email, guests, location, attendeePhoneNumber, smsReminderNumber } = responses;
  const phoneNumber = [attendeePhoneNumber, smsReminderNumber].find((each) => typeof each === "string" && each !== "");
  const others = Object.entries(responses).filter(([field]) => !PLACED.has(field));
  return dropUndefined({
    start: new Date(start).toISOString(),
    eventTypeId,
    attendee: dropUndefined({ name: fullName(name), email, timeZone, language: toV2Language(language), phoneNumber }),
    guests: guests && guests.length > 0 ? guests : undefined,
    location: toV2Location(location),
    bookingFieldsResponses: others.length > 0 ? Object.fromEntries(others) : undefined,
    metadata: toV2Metadata(metadata),
  });
}

function fullName(given: z.infer<typeof name>): string {
  return typeof given === "string" ? given : [given.firstName, given.lastName].filter(Boolean).join(" ");
}

/** v2 keeps 50 texts of 500 characters. */
function toV2Metadata(metadata: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(metadata).slice(0, MAX_METADATA_KEYS);
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return [key, text.slice(0, MAX_METADATA_CHARS)];
    }),
  );
}

function dropUndefined(object: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
