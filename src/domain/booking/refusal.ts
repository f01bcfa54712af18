import type { StaffId } from "../ids.ts";
import type { EpochMs } from "../time.ts";
import type { Appointment, Slot } from "./appointment.ts";

/** Why a time cannot be had. Facts never tell about another customer. */
export type SlotRefusal =
  | { reason: "branch_closed" }
  | { reason: "unknown_service" }
  | { reason: "unknown_staff" }
  | { reason: "staff_not_offered"; staffId: StaffId }
  | { reason: "too_soon"; earliest: EpochMs }
  | { reason: "too_far"; latest: EpochMs }
  | { reason: "closed"; holiday?: { de: string; en: string } }
  | { reason: "outside_hours" }
  | { reason: "staff_unavailable" }
  | { reason: "off_grid"; stepMinutes: number }
  | { reason: "slot_taken" }
  | { reason: "buffer" }
  | { reason: "no_capacity"; seatsLeft: number }
  | { reason: "no_resource"; resource: string }
  | { reason: "daily_cap"; of: CapOwner; limit: number }
  | { reason: "weekly_cap"; of: CapOwner; limit: number }
  | { reason: "not_bookable_online" };

export type CapOwner = "branch" | "staff" | "customer";

/** Why a hold cannot be used or placed. */
export type HoldRefusal =
  | { reason: "hold_expired" }
  | { reason: "hold_not_found" }
  | { reason: "hold_mismatch" }
  | { reason: "hold_extended" }
  | { reason: "too_many_holds"; limit: number };

/** Why an appointment cannot be changed. */
export type ChangeRefusal =
  | { reason: "appointment_not_found" }
  | { reason: "ambiguous_appointment"; candidates: Appointment[] }
  | { reason: "not_your_appointment" }
  | { reason: "already_cancelled" }
  | { reason: "already_over" }
  | { reason: "not_confirmed" }
  | { reason: "not_pending" }
  | { reason: "request_lapsed" }
  | { reason: "checked_in" }
  | { reason: "not_yet"; from: EpochMs };

/** The key was used before with another request. */
export type IdempotencyRefusal = { reason: "idempotency_mismatch" };

export type BookingRefusal = (SlotRefusal | HoldRefusal | ChangeRefusal | IdempotencyRefusal) & {
  /** Nearest free slots to the one asked for, at most three, sorted by time. */
  alternatives: Slot[];
};

/**
 * A refused time has neighbours worth offering; an unknown service or appointment has none, and a hold that is for
 * something else would refuse each of them again.
 */
export function wantsAlternatives({ reason }: { reason: BookingRefusal["reason"] }): boolean {
  return OFFERED_NEARBY.has(reason);
}

const OFFERED_NEARBY: ReadonlySet<BookingRefusal["reason"]> = new Set([
  "too_soon",
  "too_far",
  "closed",
  "outside_hours",
  "staff_unavailable",
  "off_grid",
  "slot_taken",
  "buffer",
  "no_capacity",
  "no_resource",
  "daily_cap",
  "weekly_cap",
  "hold_expired",
]);
