import { err, ok } from "../../../domain/result.ts";
import { readAnswer } from "../../read-answer.ts";
import type { CalendarAnswer } from "../port.ts";
import type { AskCalcom } from "./ask.ts";
import { failed } from "./failures.ts";
import { isGone, keyOf, placeholderAddress } from "./own-booking.ts";
import { type CalcomBooking, manyBookings, oneBooking } from "./shapes.ts";

/** A booking moved more often than this between two of our looks is left to people. */
const MAX_MOVES = 10;

export function bookingPath(uid: string): string {
  return `/v2/bookings/${encodeURIComponent(uid)}`;
}

/** The booking that we made under this key, wherever it lies now. Null: there is none that stands. */
export async function findByKey(ask: AskCalcom, key: string): CalendarAnswer<CalcomBooking | null> {
  const query = new URLSearchParams({ attendeeEmail: placeholderAddress(key), take: "100" });
  const found = await readAnswer(
    manyBookings,
    ask({ method: "GET", path: `/v2/bookings?${query.toString()}`, version: "bookings" }),
  );
  if (!found.ok) return failed(found.error);
  return ok(found.value.data.find((booking) => !isGone(booking) && keyOf(booking) === key) ?? null);
}

/** A move gives a booking a new uid: follows from `uid` to what stands now. */
export async function latestOf(ask: AskCalcom, uid: string): CalendarAnswer<CalcomBooking> {
  let next = uid;
  for (let moves = 0; moves < MAX_MOVES; moves++) {
    const read = await readAnswer(oneBooking, ask({ method: "GET", path: bookingPath(next), version: "bookings" }));
    if (!read.ok) return failed(read.error);
    const { rescheduledToUid } = read.value.data;
    if (!rescheduledToUid) return ok(read.value.data);
    next = rescheduledToUid;
  }
  return err({ reason: "changed_meanwhile" });
}
