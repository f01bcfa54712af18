import type { Appointment } from "./appointment.ts";
import { findStaff, type Rulebook } from "./rulebook.ts";
import { refuseByBranch, refuseByStaff } from "./rules.ts";

export type BookedTime = Pick<Appointment, "staffId" | "startsAt" | "endsAt">;

/** How many of these fitted the hours and the time off before and no longer do. They stay: somebody has to move them. */
export function countOutside(before: Rulebook, after: Rulebook, booked: readonly BookedTime[]): number {
  return booked.filter((each) => fits(before, each) && !fits(after, each)).length;
}

function fits(rules: Rulebook, { staffId, startsAt, endsAt }: BookedTime): boolean {
  const member = findStaff(rules, staffId);
  const core = { start: startsAt, end: endsAt };
  return member !== undefined && refuseByBranch(rules, core) === null && refuseByStaff(rules, member, core) === null;
}
