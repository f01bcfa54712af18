import type { RefusalFacts, SlotExplanationView } from "../contracts/booking.ts";
import { toSlotView } from "../db/booking-views.ts";
import type { Explanation } from "../domain/booking/explain.ts";
import type { BookingRefusal, CapOwner } from "../domain/booking/refusal.ts";
import { type EpochMs, toRfc3339 } from "../domain/time.ts";
import type { Problem } from "./problem.ts";

type Refused = BookingRefusal | Explanation["refusals"][number];

/** A refusal as HTTP says it: its own code, a sentence, and the nearest free slots. */
export function bookingProblem(refusal: BookingRefusal, timeZone: string): Problem {
  const time = (instant: EpochMs) => toRfc3339(timeZone, instant);
  const alternatives = refusal.alternatives.map((slot) => toSlotView(slot, timeZone));
  const explanation = toRefusalFacts(refusal, timeZone);
  if (refusal.reason === "appointment_not_found") {
    return { status: 404, code: "not_found", title: "There is no such appointment." };
  }
  const code = refusal.reason;
  const conflict = (title: string): Problem => ({
    status: 409,
    code,
    title,
    alternatives,
    explanation,
  });
  switch (refusal.reason) {
    case "branch_closed":
      return conflict("The branch is closed and takes no bookings.");
    case "slot_taken":
      return conflict("That time is taken.");
    case "buffer":
      return conflict("That time is too close to another appointment.");
    case "no_capacity":
      return conflict(seatsTitle(refusal.seatsLeft));
    case "no_resource":
      return conflict(`Nothing is free of: ${refusal.resource}.`);
    case "daily_cap":
      return conflict(`At most ${refusal.limit} a day per ${CAP_OWNERS[refusal.of]}.`);
    case "weekly_cap":
      return conflict(`At most ${refusal.limit} a week per ${CAP_OWNERS[refusal.of]}.`);
    case "not_bookable_online":
      return conflict("This service cannot be booked online.");
    case "too_soon":
      return conflict(`That time is too soon. The earliest is ${time(refusal.earliest)}.`);
    case "too_far":
      return conflict(`That time is too far ahead. The latest is ${time(refusal.latest)}.`);
    case "closed":
      return conflict(closedTitle(refusal.holiday));
    case "outside_hours":
      return conflict("That time is outside opening hours.");
    case "staff_unavailable":
      return conflict("Nobody who offers this service works at that time.");
    case "staff_not_offered":
      return conflict("That staff member does not offer this service.");
    case "off_grid":
      return conflict(`Appointments start every ${refusal.stepMinutes} minutes.`);
    case "unknown_service":
      return conflict("The branch does not offer this service.");
    case "unknown_staff":
      return conflict("The branch has no such staff member.");
    case "hold_expired":
      return conflict("The hold has expired.");
    case "hold_not_found":
      return conflict("This hold belongs to somebody else.");
    case "hold_mismatch":
      return conflict("The hold is for another service, staff member or time.");
    case "hold_extended":
      return conflict("A hold can be extended once.");
    case "too_many_holds":
      return conflict(`At most ${refusal.limit} holds are possible.`);
    case "already_cancelled":
      return conflict("The appointment is cancelled already.");
    case "already_over":
      return conflict("The appointment has begun or is over.");
    case "not_confirmed":
      return conflict("The appointment is not confirmed.");
    case "not_pending":
      return conflict("The appointment does not wait for approval.");
    case "request_lapsed":
      return conflict("The request has lapsed.");
    case "checked_in":
      return conflict("The customer has been checked in.");
    case "not_yet":
      return conflict(`This is possible from ${time(refusal.from)}.`);
    case "ambiguous_appointment":
      return conflict("More than one appointment fits.");
    case "not_your_appointment":
      return { status: 403, code: refusal.reason, title: "This appointment belongs to somebody else." };
    case "idempotency_mismatch":
      return { status: 422, code: refusal.reason, title: "This Idempotency-Key was used with another request." };
    default:
      return refusal satisfies never;
  }
}

/** What the rule that refused knows, as plain JSON. Whatever is not named here stays inside. */
export function toRefusalFacts(refusal: Refused, timeZone: string): RefusalFacts {
  const time = (instant: EpochMs) => toRfc3339(timeZone, instant);
  switch (refusal.reason) {
    case "too_soon":
      return { earliest: time(refusal.earliest) };
    case "too_far":
      return { latest: time(refusal.latest) };
    case "not_yet":
      return { from: time(refusal.from) };
    case "closed":
      return refusal.holiday ? { holiday: refusal.holiday } : {};
    case "off_grid":
      return { stepMinutes: refusal.stepMinutes };
    case "no_capacity":
      return { seatsLeft: refusal.seatsLeft };
    case "no_resource":
      return { resource: refusal.resource };
    case "daily_cap":
    case "weekly_cap":
      return { of: refusal.of, limit: refusal.limit };
    case "too_many_holds":
      return { limit: refusal.limit };
    case "staff_not_offered":
      return { staffId: refusal.staffId };
    default:
      return {};
  }
}

const CAP_OWNERS: Record<CapOwner, string> = { branch: "branch", staff: "staff member", customer: "customer" };

function seatsTitle(seatsLeft: number): string {
  if (seatsLeft <= 0) return "No seat is left.";
  return seatsLeft === 1 ? "Only 1 seat is left." : `Only ${seatsLeft} seats are left.`;
}

function closedTitle(holiday: { en: string } | undefined): string {
  return holiday ? `The branch is closed: ${holiday.en}.` : "The branch is closed on that day.";
}

export function toExplanationView(explanation: Explanation, timeZone: string): SlotExplanationView {
  const said = (refusal: Explanation["refusals"][number]) => {
    const { code, title } = bookingProblem({ ...refusal, alternatives: [] }, timeZone);
    return { code, title, ...toRefusalFacts(refusal, timeZone) };
  };
  return {
    isFree: explanation.isFree,
    timeZone,
    refusals: explanation.refusals.map(said),
    staff: explanation.staff.map(({ staffId, refusal }) =>
      refusal ? { ...said(refusal), staffId } : { staffId, code: null, title: null },
    ),
  };
}
