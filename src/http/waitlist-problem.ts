import type { BusyRefusal } from "../domain/booking/busy.ts";
import type { BookingRefusal } from "../domain/booking/refusal.ts";
import type { WaitlistRefusal } from "../domain/booking/waitlist.ts";
import { bookingProblem } from "./booking-problem.ts";
import type { Problem } from "./problem.ts";

export function waitlistProblem(refusal: BookingRefusal | WaitlistRefusal, timeZone: string): Problem {
  switch (refusal.reason) {
    case "entry_not_found":
      return { status: 404, code: "not_found", title: "Nobody waits under this id." };
    case "window_over":
      return { status: 409, code: refusal.reason, title: "The time to wait for is over." };
    case "waitlist_full":
      return { status: 409, code: refusal.reason, title: `At most ${refusal.limit} can wait at once.` };
    case "not_offered":
      return { status: 409, code: refusal.reason, title: `Nothing is on offer: the entry is ${refusal.status}.` };
    default:
      return bookingProblem(refusal, timeZone);
  }
}

export function busyProblem({ reason }: BusyRefusal): Problem {
  switch (reason) {
    case "not_manual":
      return { status: 409, code: reason, title: "This time comes from an outside calendar: change it there." };
    case "idempotency_mismatch":
      return { status: 422, code: reason, title: "This Idempotency-Key was used with another request." };
    default:
      return reason satisfies never;
  }
}
