import { err, type Result } from "../../../domain/result.ts";
import type { GatedFailure } from "../../gate.ts";
import type { CalendarFailure } from "../port.ts";

/** Cal.com says this with 400, not with 409: only the words tell it from a request that is wrong. */
const TAKEN = /already has booking|is not available|no available users|no_available_users|booking_conflict/i;

export function toCalendarFailure(error: GatedFailure): CalendarFailure {
  if (error.reason !== "refused") return error;
  if (error.status === 401 || error.status === 403) return { reason: "credential_dead" };
  return isTaken(error) ? { reason: "taken" } : error;
}

export function isTaken(error: GatedFailure): boolean {
  return error.reason === "refused" && [400, 409].includes(error.status) && TAKEN.test(error.message);
}

export function isMissing(error: GatedFailure | CalendarFailure): boolean {
  return error.reason === "refused" && error.status === 404;
}

export function failed(error: GatedFailure): Result<never, CalendarFailure> {
  return err(toCalendarFailure(error));
}
