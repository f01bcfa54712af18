import { DAY_MS, type EpochMs } from "../time.ts";
import type { Block } from "./appointment.ts";
import { periodsOf } from "./caps.ts";
import type { Interval } from "./interval.ts";
import type { Seat, Taken } from "./occupancy.ts";
import { type Rulebook, type ServiceRules, type StaffRules, termsOf } from "./rulebook.ts";
import { isLive } from "./rules.ts";

/** A member who could do it, and what it would take. */
export type Candidate = { member: StaffRules; core: Interval; seat: Seat };

/** Far enough back and ahead that turns even out, near enough to forget who was ill last summer. */
const ROUND_MS = 14 * DAY_MS;

/** The window of blocks that choosing needs to look at. */
export function selectionWindow({ timeZone }: Rulebook, { selection }: ServiceRules, startsAt: EpochMs): Interval {
  if (selection === "round_robin") return { start: startsAt - ROUND_MS, end: startsAt + ROUND_MS };
  return periodsOf(timeZone, startsAt).day;
}

/** Who does it when several could, in the order of the service; the first of equals. Never empty. */
export function chooseMember(
  service: ServiceRules,
  able: readonly [Candidate, ...Candidate[]],
  taken: Taken,
  window: Interval,
): Candidate {
  const burden = (candidate: Candidate) => burdenOf(service, candidate, taken, window);
  return able.reduce((best, candidate) => (burden(candidate) < burden(best) ? candidate : best));
}

/** Smaller is better. */
function burdenOf(service: ServiceRules, { member, seat }: Candidate, taken: Taken, window: Interval): number {
  // A session that has begun to fill is filled before another one is opened.
  if (service.capacity > 1) return seat.seatsLeft;
  if (service.selection === "priority") return 0;
  const standing = (taken.blocks.get(member.id) ?? []).filter((block) => isWithin(block, window, taken.now));
  if (service.selection === "least_busy") return standing.reduce((sum, { start, end }) => sum + (end - start), 0);
  const turns = standing.filter(({ serviceId }) => serviceId === service.id).length;
  return turns / (termsOf(service, member.id)?.weight ?? 1);
}

function isWithin(block: Block, { start, end }: Interval, now: EpochMs): boolean {
  return block.start < end && block.end > start && isLive(block, now);
}
