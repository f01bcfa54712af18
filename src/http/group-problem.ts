import type { PartReportView } from "../contracts/groups.ts";
import { toSlotView } from "../db/booking-views.ts";
import type { GroupRefusal, PartReport } from "../domain/booking/groups/group.ts";
import { toRfc3339 } from "../domain/time.ts";
import { bookingProblem } from "./booking-problem.ts";
import type { Problem } from "./problem.ts";

/** A refused series or package as HTTP says it, with what stands in the way of each part. */
export function groupProblem(refusal: GroupRefusal, timeZone: string): Problem {
  if (!("occurrences" in refusal)) return bookingProblem({ ...refusal, alternatives: [] }, timeZone);
  const { reason: code, occurrences, alternatives } = refusal;
  return {
    status: 409,
    code,
    title: titleOf(occurrences),
    occurrences: occurrences.map((part) => toPartView(part, timeZone)),
    alternatives: alternatives.map((slot) => toSlotView(slot, timeZone)),
  };
}

export function toPartView(part: PartReport, timeZone: string): PartReportView {
  return {
    ...part,
    startsAt: part.startsAt === null ? null : toRfc3339(timeZone, part.startsAt),
    alternatives: part.alternatives.map((slot) => toSlotView(slot, timeZone)),
  };
}

function titleOf(parts: readonly PartReport[]): string {
  const refused = parts.filter(({ status }) => status !== "free" && status !== "booked");
  const [first] = refused;
  const told = first ? ` Number ${first.position}: ${first.status}.` : "";
  return `${refused.length} of ${parts.length} parts cannot be had.${told}`;
}
