import { ok } from "../../../domain/result.ts";
import type { CalendarAnswer, MirrorRef } from "../port.ts";
import type { AskCalcom } from "./ask.ts";
import { failed, isMissing } from "./failures.ts";
import { bookingPath, latestOf } from "./find-booking.ts";
import { isGone, OWN_CANCELLATION } from "./own-booking.ts";

/** Cancels the booking, under whatever uid it stands by now. */
export async function cancelBooking(ask: AskCalcom, known: MirrorRef): CalendarAnswer<void> {
  const cancelled = await cancel(ask, known.externalId);
  if (cancelled.ok || isMissing(cancelled.error)) return ok(undefined);
  if (cancelled.error.reason !== "refused" || cancelled.error.status !== 400) return failed(cancelled.error);
  const latest = await latestOf(ask, known.externalId);
  if (!latest.ok) return isMissing(latest.error) ? ok(undefined) : latest;
  if (isGone(latest.value)) return ok(undefined);
  if (latest.value.uid === known.externalId) return failed(cancelled.error);
  const again = await cancel(ask, latest.value.uid);
  return again.ok || isMissing(again.error) ? ok(undefined) : failed(again.error);
}

function cancel(ask: AskCalcom, uid: string) {
  const json = { cancellationReason: OWN_CANCELLATION };
  return ask({ method: "POST", path: `${bookingPath(uid)}/cancel`, version: "bookings", json });
}
