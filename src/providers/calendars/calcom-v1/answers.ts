import * as z from "zod";
import { calcomBooking } from "../calcom/shapes.ts";

const enveloped = <T extends z.ZodType>(data: T) => z.looseObject({ status: z.literal("success"), data });
const host = z.looseObject({
  id: z.number().nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  timeZone: z.string().nullish(),
});
const attendee = z.looseObject({
  name: z.string().nullish(),
  email: z.string().nullish(),
  timeZone: z.string().nullish(),
  language: z.string().nullish(),
});

/** A booking of v2 with all that v1 told of one. */
export const v2Booking = z.looseObject({
  ...calcomBooking.shape,
  id: z.number(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  location: z.unknown(),
  hosts: z.array(host).nullish(),
  attendees: z.array(attendee).nullish(),
  bookingFieldsResponses: z.record(z.string(), z.unknown()).nullish(),
  cancellationReason: z.string().nullish(),
  createdAt: z.string().nullish(),
});
export type V2Booking = z.infer<typeof v2Booking>;
export const oneV2Booking = enveloped(v2Booking);
export const manyV2Bookings = enveloped(z.array(v2Booking).max(250));

/** Times had other names, and the status was shouted. */
export function toV1Booking(booking: V2Booking): object {
  const [first] = booking.hosts ?? [];
  return {
    id: booking.id,
    uid: booking.uid,
    userId: first?.id ?? null,
    eventTypeId: booking.eventTypeId ?? null,
    title: booking.title ?? "",
    description: booking.description ?? "",
    startTime: booking.start,
    endTime: booking.end,
    status: booking.status.toUpperCase(),
    location: booking.location ?? null,
    user: first ? { name: first.name ?? "", email: first.email ?? "", timeZone: first.timeZone ?? "" } : null,
    attendees: (booking.attendees ?? []).map(({ name, email, timeZone, language }) => ({
      name: name ?? "",
      email: email ?? "",
      timeZone: timeZone ?? "",
      locale: language ?? null,
    })),
    responses: booking.bookingFieldsResponses ?? {},
    metadata: booking.metadata ?? {},
    cancellationReason: booking.cancellationReason ?? null,
    fromReschedule: booking.rescheduledFromUid ?? null,
    rescheduled: booking.rescheduledToUid ? true : null,
    createdAt: booking.createdAt ?? null,
    updatedAt: booking.updatedAt ?? null,
  };
}

export const v2Me = enveloped(z.looseObject({ id: z.number() }));
const eventType = z.looseObject({ id: z.number(), lengthInMinutes: z.number().nullish() });
export const manyV2Types = enveloped(z.array(eventType).max(1_000));
export const oneV2Type = enveloped(eventType);
export const v2Slots = enveloped(z.record(z.string(), z.array(z.looseObject({ start: z.string() })).max(1_000)));

export function toV1Type({ lengthInMinutes, ...rest }: z.infer<typeof eventType>): object {
  return { ...rest, length: lengthInMinutes ?? null };
}

export function toV1Slots(days: z.infer<typeof v2Slots>["data"]): object {
  const slots = Object.entries(days).map(([day, times]) => [day, times.map(({ start }) => ({ time: start }))] as const);
  return { slots: Object.fromEntries(slots) };
}

const hours = z.looseObject({ days: z.array(z.string()), startTime: z.string(), endTime: z.string() });
const schedule = z.looseObject({
  id: z.number(),
  ownerId: z.number().nullish(),
  name: z.string().nullish(),
  timeZone: z.string().nullish(),
  availability: z.array(hours).max(500),
});
export const manyV2Schedules = enveloped(z.array(schedule).max(200));
type Schedule = z.infer<typeof schedule>;

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** Of v1 a day was a number from Sunday on, and a time of day lay on the first day of 1970. */
export function toV1Availabilities({ id: scheduleId, ownerId, availability }: Schedule): object[] {
  return availability.map(({ days, startTime, endTime }) => ({
    scheduleId,
    userId: ownerId ?? null,
    days: days.map((day) => DAYS.indexOf(day)).filter((day) => day >= 0),
    startTime: `1970-01-01T${startTime}:00.000Z`,
    endTime: `1970-01-01T${endTime}:00.000Z`,
  }));
}

export function toV1Schedule(own: Schedule): object {
  const { id, ownerId, name, timeZone } = own;
  return {
    id,
    userId: ownerId ?? null,
    name: name ?? "",
    timeZone: timeZone ?? "",
    availability: toV1Availabilities(own),
  };
}
