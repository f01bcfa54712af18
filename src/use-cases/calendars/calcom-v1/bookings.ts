import { keepV1Uid } from "../../../db/queries/calcom-v1.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { toV1Booking, type V2Booking } from "../../../providers/calendars/calcom-v1/answers.ts";
import type { V1Refusal } from "../../../providers/calendars/calcom-v1/failure.ts";
import {
  type V1BookingChange,
  type V1NewBooking,
  v1BookingChange,
  v1NewBooking,
} from "../../../providers/calendars/calcom-v1/requests.ts";
import { auditOf } from "../../clerk.ts";
import type { V1Desk } from "./desk.ts";
import { findUid } from "./find-uid.ts";

/** What callers send, for the routes, which know no vendor. */
export { v1BookingChange, v1NewBooking };

type Answer = Promise<Result<object, V1Refusal>>;

export async function listV1Bookings({ cal }: V1Desk, query: Record<string, string>): Answer {
  const found = await cal.bookings(query);
  return found.ok ? ok({ bookings: found.value.map(toV1Booking) }) : found;
}

export async function readV1Booking(desk: V1Desk, named: string): Answer {
  const uid = await findUid(desk, named);
  if (!uid.ok) return uid;
  const booking = await desk.cal.booking(uid.value);
  return booking.ok ? ok({ booking: toV1Booking(booking.value) }) : booking;
}

/** With `rescheduleUid` it was v1's way to move a booking. */
export async function makeV1Booking(desk: V1Desk, wish: V1NewBooking): Answer {
  const { rescheduleUid: old, start } = wish;
  return old === undefined
    ? keep(desk, "calcom_v1.booking_made", await desk.cal.book(wish))
    : keep(desk, "calcom_v1.booking_moved", await desk.cal.move(old, start));
}

/** One act at a time: v2 has no call that moves and settles at once. */
export async function changeV1Booking(desk: V1Desk, named: string, change: V1BookingChange): Answer {
  const { startTime, status } = change;
  if ((startTime === undefined) === (status === undefined)) {
    return err({ status: 400, message: "Send either startTime or status: nothing else of a booking can be changed." });
  }
  const uid = await findUid(desk, named);
  if (!uid.ok) return uid;
  if (startTime !== undefined) {
    const moved = await desk.cal.move(uid.value, startTime, change.rescheduledReason);
    return keep(desk, "calcom_v1.booking_moved", moved);
  }
  if (status === "ACCEPTED") return keep(desk, "calcom_v1.booking_confirmed", await desk.cal.confirm(uid.value));
  if (status === "CANCELLED") return cancel(desk, uid.value, change.cancellationReason);
  return keep(desk, "calcom_v1.booking_declined", await desk.cal.decline(uid.value, change.rejectionReason));
}

type Cancellation = { reason?: string | undefined; allRemaining: boolean };

export async function cancelV1Booking(desk: V1Desk, named: string, { reason, allRemaining }: Cancellation): Answer {
  const uid = await findUid(desk, named);
  if (!uid.ok) return uid;
  const cancelled = await cancel(desk, uid.value, reason, allRemaining);
  return cancelled.ok ? ok({ message: "Booking successfully cancelled." }) : cancelled;
}

async function cancel(desk: V1Desk, uid: string, cancellationReason?: string, allRemaining?: boolean): Answer {
  const more = allRemaining ? { cancelSubsequentBookings: true } : {};
  return keep(desk, "calcom_v1.booking_cancelled", await desk.cal.cancel(uid, { cancellationReason, ...more }));
}

/** What was done stands in the audit log, and the number that the caller now knows is known to us. */
async function keep(desk: V1Desk, action: string, done: Result<V2Booking, V1Refusal>): Answer {
  if (!done.ok) return done;
  const { db, account, caller } = desk;
  const { id: bookingId, uid } = done.value;
  await db.orm.batch([
    keepV1Uid(db, { accountId: account.id, bookingId, uid }, caller.now),
    auditOf(caller, action, account.id, { bookingId, uid }),
  ]);
  return ok({ booking: toV1Booking(done.value) });
}
