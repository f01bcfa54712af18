import { randomBytes } from "node:crypto";
import type { Account, Booking, EventType } from "./account.ts";

const MINUTE_MS = 60_000;

export type Wish = {
  eventType: EventType;
  start: number;
  minutes: number;
  attendee: Booking["attendee"];
  metadata: Record<string, unknown>;
};

/** Null: the host has something else then. A host has one pair of hands, whatever the event type. */
export function makeBooking(account: Account, wish: Wish, now: number, after?: Booking): Booking | null {
  const end = wish.start + wish.minutes * MINUTE_MS;
  if (!isFree(account, wish.start, end, after)) return null;
  const booking: Booking = {
    id: ++account.nextId,
    uid: randomBytes(16).toString("base64url"),
    eventTypeId: wish.eventType.id,
    title: `${wish.eventType.title} between ${account.user.name} and ${wish.attendee.name}`,
    status: wish.eventType.requiresConfirmation && !after ? "pending" : "accepted",
    start: wish.start,
    end,
    attendee: wish.attendee,
    metadata: wish.metadata,
    createdAt: now,
    updatedAt: now,
  };
  account.bookings.push(booking);
  return booking;
}

/** A new booking with a new uid; the old one is cancelled and tells where it went. */
export function moveBooking(account: Account, old: Booking, start: number, now: number, reason?: string) {
  const eventType = account.eventTypes.find(({ id }) => id === old.eventTypeId);
  if (!eventType) return null;
  const { attendee, metadata } = old;
  const minutes = (old.end - old.start) / MINUTE_MS;
  const moved = makeBooking(account, { eventType, start, minutes, attendee, metadata }, now, old);
  if (!moved) return null;
  Object.assign(moved, { rescheduledFromUid: old.uid, ...(reason ? { reschedulingReason: reason } : {}) });
  Object.assign(old, { status: "cancelled", rescheduledToUid: moved.uid, updatedAt: now });
  return moved;
}

export function cancelBooking(booking: Booking, now: number, reason?: string): void {
  Object.assign(booking, { status: "cancelled", updatedAt: now, ...(reason ? { cancellationReason: reason } : {}) });
}

export function isFree({ bookings, reservations }: Account, start: number, end: number, except?: Booking): boolean {
  const isStanding = ({ status }: Booking) => status === "accepted" || status === "pending";
  const standing = bookings.filter((one) => one !== except && isStanding(one));
  return ![...standing, ...reservations].some((one) => one.start < end && start < one.end);
}

/** Filters of `GET /v2/bookings`. Instants are inclusive. */
export function findBookings(account: Account, query: Record<string, string>, now: number): Booking[] {
  const at = (name: string, fallback: number) => Date.parse(query[name] ?? "") || fallback;
  const statuses = query["status"]?.split(",");
  const found = account.bookings.filter(
    (one) =>
      (query["eventTypeId"] === undefined || String(one.eventTypeId) === query["eventTypeId"]) &&
      (query["attendeeEmail"] === undefined || one.attendee.email === query["attendeeEmail"]) &&
      (query["bookingUid"] === undefined || one.uid === query["bookingUid"]) &&
      one.start >= at("afterStart", 0) &&
      one.end <= at("beforeEnd", Number.MAX_SAFE_INTEGER) &&
      one.updatedAt >= at("afterUpdatedAt", 0) &&
      one.updatedAt <= at("beforeUpdatedAt", Number.MAX_SAFE_INTEGER) &&
      (statuses === undefined || statuses.includes(statusOf(one, now))),
  );
  const sorted = found.sort((one, other) => sortKey(query, one) - sortKey(query, other));
  return query["sortUpdatedAt"] === "desc" || query["sortStart"] === "desc" ? sorted.reverse() : sorted;
}

function sortKey(query: Record<string, string>, { updatedAt, start }: Booking): number {
  return query["sortUpdatedAt"] === undefined ? start : updatedAt;
}

function statusOf({ status, end }: Booking, now: number): string {
  if (status === "cancelled" || status === "rejected") return "cancelled";
  if (status === "pending") return "unconfirmed";
  return end < now ? "past" : "upcoming";
}
