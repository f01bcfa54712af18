import { ok } from "../../../domain/result.ts";
import { readAnswer } from "../../read-answer.ts";
import type { CalendarAnswer, CalendarFailure, OutsideEntries, OutsideEntry, SyncWindow } from "../port.ts";
import type { AskCalcom } from "./ask.ts";
import { readTarget } from "./event-types.ts";
import { failed } from "./failures.ts";
import { isGone, keyOf, toOutsideEntry } from "./own-booking.ts";
import { type CalcomBooking, manyBookings } from "./shapes.ts";

const PAGE = 100;
/** 2,000 bookings at a time; the cursor goes on from there. */
const MAX_PAGES = 20;
/** Told in full, for nobody documents what is left out without it. */
const ALL_STATUSES = "upcoming,recurring,past,cancelled,unconfirmed";
const BEGINNING = "2000-01-01T00:00:00.000Z";

type Place = { since: string; skip: number };

/**
 * Bookings in the order of their last change. Each page begins where the last one ended in time, not in number: what
 * changes while we read moves to the end and would make numbers skip its neighbours.
 */
export async function changedBookings(
  ask: AskCalcom,
  target: string,
  cursor: string | null,
  window: SyncWindow,
): CalendarAnswer<OutsideEntries> {
  const found = new Map<string, CalcomBooking>();
  let place: Place = { since: cursor ?? BEGINNING, skip: 0 };
  for (let page = 0; page < MAX_PAGES; page++) {
    const path = `/v2/bookings?${queryOf(target, cursor === null ? window : null, place)}`;
    const read = await readAnswer(manyBookings, ask({ method: "GET", path, version: "bookings" }));
    if (!read.ok && isSpent(read.error) && page > 0) return ok(goOn(found, place));
    if (!read.ok) return failed(read.error);
    const bookings = read.value.data;
    for (const booking of bookings) found.set(booking.uid, booking);
    place = placeAfter(place, bookings);
    if (bookings.length < PAGE) return ok(toEntries(found, place.since, cursor === null));
  }
  return ok(goOn(found, place));
}

/** What was read so far, when the account's minute is spent: the rest goes on from there. */
function goOn(found: Map<string, CalcomBooking>, { since }: Place): OutsideEntries {
  return { ...toEntries(found, since, false), hasMore: true };
}

function isSpent({ reason }: CalendarFailure): boolean {
  return reason === "over_budget";
}

function queryOf(target: string, window: SyncWindow | null, { since, skip }: Place): string {
  const { eventTypeId } = readTarget(target);
  const within = window && { afterStart: toUtc(window.from), beforeEnd: toUtc(window.to) };
  return new URLSearchParams({
    ...(eventTypeId === null ? {} : { eventTypeId: String(eventTypeId) }),
    ...within,
    status: ALL_STATUSES,
    afterUpdatedAt: since,
    sortUpdatedAt: "asc",
    take: String(PAGE),
    skip: String(skip),
  }).toString();
}

function placeAfter({ since, skip }: Place, bookings: readonly CalcomBooking[]): Place {
  const last = bookings.at(-1)?.updatedAt;
  if (!last || Date.parse(last) <= Date.parse(since)) return { since, skip: skip + bookings.length };
  return { since: last, skip: 0 };
}

/** What became another booking by a move is told by that one. Of others' bookings the old time has to be given back. */
function toEntries(found: Map<string, CalcomBooking>, cursor: string, isFull: boolean): OutsideEntries {
  const entries = [...found.values()].flatMap((booking): OutsideEntry[] => {
    const isReplaced = isGone(booking) && Boolean(booking.rescheduledToUid) && keyOf(booking) !== null;
    return isReplaced ? [] : [toOutsideEntry(booking)];
  });
  return { entries, cursor, isFull };
}

function toUtc(instant: number): string {
  return new Date(instant).toISOString();
}
