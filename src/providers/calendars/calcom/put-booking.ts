import { err, ok } from "../../../domain/result.ts";
import { MINUTE_MS } from "../../../domain/time.ts";
import { readAnswer } from "../../read-answer.ts";
import type { CalendarAnswer, MirrorEntry, MirrorRef } from "../port.ts";
import type { AskCalcom } from "./ask.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { readTarget } from "./event-types.ts";
import { failed, isMissing, toCalendarFailure } from "./failures.ts";
import { bookingPath, findByKey, latestOf } from "./find-booking.ts";
import {
  cancelledByUs,
  hasLengthOf,
  isGone,
  movedByUs,
  OWN_MOVE,
  ownMetadata,
  placeholderAddress,
  refOf,
} from "./own-booking.ts";
import { type CalcomBooking, oneBooking } from "./shapes.ts";

const MAX_NAME = 200;

/**
 * Makes the booking, or finds the one that an attempt made whose answer was lost: Cal.com knows no idempotency keys, and
 * an event type with seats would take it twice.
 */
export async function makeBooking(ask: AskCalcom, target: string, entry: MirrorEntry): CalendarAnswer<MirrorRef> {
  const known = entry.isFirstAttempt ? ok(null) : await findByKey(ask, entry.key);
  if (!known.ok) return known;
  if (known.value) return bringTo(ask, target, known.value, entry);
  const made = await create(ask, target, entry);
  if (made.ok || made.error.reason !== "taken") return made;
  const own = await findByKey(ask, entry.key);
  if (!own.ok) return own;
  return own.value ? bringTo(ask, target, own.value, entry) : made;
}

/** Moves the booking. What somebody cancelled or moved at Cal.com is overruled only without an etag. */
export async function moveBooking(
  ask: AskCalcom,
  target: string,
  known: MirrorRef,
  entry: MirrorEntry,
): CalendarAnswer<MirrorRef> {
  const latest = await latestOf(ask, known.externalId);
  if (!latest.ok && !isMissing(latest.error)) return latest;
  const booking = latest.ok ? latest.value : null;
  const isForced = known.etag === null;
  if (booking === null || isGone(booking)) {
    const isOurs = isForced || (booking !== null && cancelledByUs(booking));
    const again = { ...entry, isFirstAttempt: false };
    return isOurs ? makeBooking(ask, target, again) : err({ reason: "changed_meanwhile" });
  }
  const isOurs = isForced || booking.uid === known.externalId || movedByUs(booking) || isAt(booking, entry);
  return isOurs ? bringTo(ask, target, booking, entry) : err({ reason: "changed_meanwhile" });
}

/** Only the time of a booking can be changed, and its uid changes with it. One of another length is made anew. */
async function bringTo(
  ask: AskCalcom,
  target: string,
  booking: CalcomBooking,
  entry: MirrorEntry,
): CalendarAnswer<MirrorRef> {
  if (!hasLengthOf(booking, entry)) {
    const cancelled = await cancelBooking(ask, refOf(booking));
    return cancelled.ok ? create(ask, target, entry) : cancelled;
  }
  if (isAt(booking, entry)) return ok(refOf(booking));
  const path = `${bookingPath(booking.uid)}/reschedule`;
  const json = { start: toUtc(entry.startsAt), reschedulingReason: OWN_MOVE };
  const moved = await readAnswer(oneBooking, ask({ method: "POST", path, version: "bookings", json }));
  if (moved.ok) return ok(refOf(moved.value.data));
  return isMissing(moved.error) ? err({ reason: "changed_meanwhile" }) : failed(moved.error);
}

async function create(ask: AskCalcom, target: string, entry: MirrorEntry): CalendarAnswer<MirrorRef> {
  const json = bookingOf(target, entry);
  const made = await readAnswer(oneBooking, ask({ method: "POST", path: "/v2/bookings", version: "bookings", json }));
  if (!made.ok) return err(toCalendarFailure(made.error));
  const booking = made.value.data;
  return booking.status === "pending" ? confirm(ask, booking) : ok(refOf(booking));
}

/** Of event types whose bookings wait for the host: with us somebody has agreed already. */
async function confirm(ask: AskCalcom, booking: CalcomBooking): CalendarAnswer<MirrorRef> {
  const path = `${bookingPath(booking.uid)}/confirm`;
  const confirmed = await readAnswer(oneBooking, ask({ method: "POST", path, version: "bookings" }));
  return confirmed.ok ? ok(refOf(confirmed.value.data)) : failed(confirmed.error);
}

/** No `end`: the length is the event type's, or told where it has several. */
function bookingOf(target: string, entry: MirrorEntry): object {
  const { eventTypeId, isAnyLength } = readTarget(target);
  const { attendee, startsAt, endsAt, timeZone, key } = entry;
  return {
    start: toUtc(startsAt),
    ...(eventTypeId === null ? {} : { eventTypeId }),
    ...(isAnyLength ? { lengthInMinutes: (endsAt - startsAt) / MINUTE_MS } : {}),
    attendee: {
      name: (attendee.name || entry.title).slice(0, MAX_NAME),
      email: placeholderAddress(key),
      timeZone,
      language: attendee.language,
      ...(attendee.phone === null ? {} : { phoneNumber: attendee.phone }),
    },
    metadata: ownMetadata(entry),
  };
}

function isAt({ start }: CalcomBooking, { startsAt }: MirrorEntry): boolean {
  return Date.parse(start) === startsAt;
}

function toUtc(instant: number): string {
  return new Date(instant).toISOString();
}
