import { DAY_MS, type EpochMs, localDateOf, MINUTE_MS } from "../time.ts";
import type { Block } from "./appointment.ts";
import { closingHoliday, datesReaching, isOnGrid, openOn, openOver, spansOn, workingOver } from "./hours.ts";
import { covers, type Interval } from "./interval.ts";
import type { SlotRefusal } from "./refusal.ts";
import { durationOf, type Rulebook, type ServiceRules, type StaffRules } from "./rulebook.ts";

/** The appointment itself, without buffers: as long as this member takes, unless it has a length of its own. */
export function coreFor(
  service: ServiceRules,
  member: StaffRules,
  startsAt: EpochMs,
  ownMinutes: number = durationOf(service, member.id),
): Interval {
  return { start: startsAt, end: startsAt + ownMinutes * MINUTE_MS };
}

/** The time an appointment takes from a calendar. */
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

/** The raster of start times. */
export function refuseByRaster(rules: Rulebook, service: ServiceRules, startsAt: EpochMs): SlotRefusal | null {
  const onGrid = datesReaching(rules.timeZone, { start: startsAt, end: startsAt + 1 })
    .flatMap((date) => spansOn(rules.hours, date))
    .some((span) => isOnGrid(rules.timeZone, span, service.slotStepMinutes, startsAt));
  return onGrid ? null : { reason: "off_grid", stepMinutes: service.slotStepMinutes };
}

/** Opening hours of the branch. */
export function refuseByBranch(rules: Rulebook, core: Interval): SlotRefusal | null {
  const dates = datesReaching(rules.timeZone, core);
  if (openOver(rules.timeZone, rules.hours, dates).some((open) => covers(open, core))) return null;
  const date = localDateOf(rules.timeZone, core.start);
  if (openOn(rules.timeZone, rules.hours, date).length > 0) return { reason: "outside_hours" };
  const holiday = closingHoliday(rules.hours, date);
  return holiday ? { reason: "closed", holiday: holiday.name } : { reason: "closed" };
}

/** The staff member's own hours and time off. The hours of the branch are `refuseByBranch`'s. */
export function refuseByStaff(rules: Rulebook, member: StaffRules, core: Interval): SlotRefusal | null {
  if (!member.hours && member.timeOff.length === 0) return null;
  const working = workingOver(rules, member, datesReaching(rules.timeZone, core));
  return working.some((interval) => covers(interval, core)) ? null : { reason: "staff_unavailable" };
}

export function isLive(block: Block, now: EpochMs): boolean {
  return block.expiresAt === null || block.expiresAt > now;
}
