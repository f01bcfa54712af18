import type { Account, Booking } from "./account.ts";

const MINUTE_MS = 60_000;
const toUtc = (instant: number) => new Date(instant).toISOString();

/** A booking in version 2024-08-13. */
export function toApi(account: Account, booking: Booking): object {
  const { start, end, attendee, createdAt, updatedAt, ...rest } = booking;
  const { user } = account;
  const slug = account.eventTypes.find(({ id }) => id === booking.eventTypeId)?.slug ?? "";
  const { email, timeZone } = attendee;
  return {
    ...rest,
    description: "",
    start: toUtc(start),
    end: toUtc(end),
    duration: (end - start) / MINUTE_MS,
    eventType: { id: booking.eventTypeId, slug },
    hosts: [{ ...user, displayEmail: user.email }],
    attendees: [{ ...attendee, displayEmail: email, absent: false }],
    bookingFieldsResponses: { name: attendee.name, email },
    location: "integrations:daily",
    absentHost: false,
    icsUid: `${booking.uid}@Cal.com`,
    createdAt: toUtc(createdAt),
    updatedAt: toUtc(updatedAt),
    timeZone,
  };
}

/** What is silently given to who names no version: other names, other words. */
export function toOldApi(account: Account, booking: Booking): object {
  const { start, end, attendee, status, createdAt: _, updatedAt: __, ...rest } = booking;
  return {
    ...rest,
    status: status.toUpperCase(),
    startTime: toUtc(start),
    endTime: toUtc(end),
    user: account.user,
    attendees: [attendee],
  };
}

/** The payload of a webhook: the times have other names here, and the status is shouted. */
export function toPayload(account: Account, booking: Booking): object {
  const { user } = account;
  const type = account.eventTypes.find(({ id }) => id === booking.eventTypeId);
  const { name, email, timeZone, language } = booking.attendee;
  const organizer = { ...user, language: { locale: "en" }, utcOffset: 60 };
  return {
    type: type?.slug ?? "",
    title: booking.title,
    description: "",
    startTime: toUtc(booking.start),
    endTime: toUtc(booking.end),
    organizer,
    attendees: [{ email, name, timeZone, language: { locale: language } }],
    responses: { name: { label: "your_name", value: name }, email: { label: "email_address", value: email } },
    userFieldsResponses: {},
    uid: booking.uid,
    bookingId: booking.id,
    eventTypeId: booking.eventTypeId,
    eventTitle: type?.title ?? "",
    status: booking.status.toUpperCase(),
    location: "integrations:daily",
    length: (booking.end - booking.start) / MINUTE_MS,
    metadata: booking.metadata,
    price: 0,
    currency: "usd",
  };
}
