import { DAY_MS, type EpochMs, localDateOf, MINUTE_MS } from "../time.ts";
import type { Block } from "./appointment.ts";
import { datesReaching, isOnGrid, openOn, openOver, spansOn } from "./hours.ts";
import { covers, type Interval, overlaps } from "./interval.ts";
import type { SlotRefusal } from "./refusal.ts";
import type { Rulebook, ServiceRules, StaffRules } from "./rulebook.ts";

/** The appointment itself, without buffers. */
export function coreAt(service: ServiceRules, startsAt: EpochMs): Interval {
  return { start: startsAt, end: startsAt + service.durationMinutes * MINUTE_MS };
}

/** The time an appointment takes from a calendar: buffers included. */
export function blockAt(service: ServiceRules, startsAt: EpochMs): Interval {
  return withBuffers(service, coreAt(service, startsAt));
}

export function withBuffers(service: ServiceRules, core: Interval): Interval {
  return {
    start: core.start - service.bufferBeforeMinutes * MINUTE_MS,
    end: core.end + service.bufferAfterMinutes * MINUTE_MS,
  };
}

/** The first and last instant at which the service may be booked, seen from `now`. */
export function bookableRange(service: ServiceRules, now: EpochMs): Interval {
  return { start: now + service.minimumNoticeMinutes * MINUTE_MS, end: now + service.horizonDays * DAY_MS };
}

/** Notice and horizon. */
export function refuseByRange(service: ServiceRules, startsAt: EpochMs, now: EpochMs): SlotRefusal | null {
  const range = bookableRange(service, now);
  if (startsAt < range.start) return { reason: "too_soon", earliest: range.start };
  if (startsAt > range.end) return { reason: "too_far", latest: range.end };
  return null;
}

/** Opening hours of the branch, and the raster of start times. */
export function refuseByBranch(rules: Rulebook, service: ServiceRules, startsAt: EpochMs): SlotRefusal | null {
  const core = coreAt(service, startsAt);
  const dates = datesReaching(rules.timeZone, core);
  const isOpen = openOver(rules.timeZone, rules.hours, dates).some((open) => covers(open, core));
  if (!isOpen) {
    const today = openOn(rules.timeZone, rules.hours, localDateOf(rules.timeZone, startsAt));
    return { reason: today.length === 0 ? "closed" : "outside_hours" };
  }
  const onGrid = dates
    .flatMap((date) => spansOn(rules.hours, date))
    .some((span) => isOnGrid(rules.timeZone, span, service.slotStepMinutes, startsAt));
  return onGrid ? null : { reason: "off_grid", stepMinutes: service.slotStepMinutes };
}

/** The staff member's own hours. Those of the branch are `refuseByBranch`'s. */
export function refuseByStaff(
  rules: Rulebook,
  service: ServiceRules,
  member: StaffRules,
  startsAt: EpochMs,
): SlotRefusal | null {
  if (!member.hours) return null;
  const core = coreAt(service, startsAt);
  const working = openOver(rules.timeZone, member.hours, datesReaching(rules.timeZone, core));
  return working.some((interval) => covers(interval, core)) ? null : { reason: "staff_unavailable" };
}

/** What already stands in the calendar. `blocks` are those of one calendar; expired holds count as free. */
export function refuseByBlocks(
  service: ServiceRules,
  blocks: readonly Block[],
  core: Interval,
  now: EpochMs,
): SlotRefusal | null {
  const wanted = withBuffers(service, core);
  const inTheWay = blocks.filter((block) => isLive(block, now) && overlaps(block, wanted));
  if (inTheWay.length === 0) return null;
  const taken = inTheWay.some((block) => overlaps({ start: block.coreStart, end: block.coreEnd }, core));
  return { reason: taken ? "slot_taken" : "buffer" };
}

/** Whether nothing stands in `wanted`, which has its buffers already. `blocks` are those of one calendar. */
export function isFree(blocks: readonly Block[] | undefined, wanted: Interval, now: EpochMs): boolean {
  return !blocks?.some((block) => overlaps(block, wanted) && isLive(block, now));
}

export function isLive(block: Block, now: EpochMs): boolean {
  return block.expiresAt === null || block.expiresAt > now;
}
