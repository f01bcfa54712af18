import type { CalendarId, StaffId } from "../ids.ts";
import { addDays, type EpochMs, edgeAt, localDateOf, weekdayOf } from "../time.ts";
import type { Block } from "./appointment.ts";
import type { Interval } from "./interval.ts";
import type { BlocksByCalendar, Taken } from "./occupancy.ts";
import type { CapOwner, SlotRefusal } from "./refusal.ts";
import type { Caps, ServiceRules } from "./rulebook.ts";
import { isLive } from "./rules.ts";

/** The local day and the ISO week of a start. */
export type Periods = { day: Interval; week: Interval };
type Rule = { cap: keyof Caps; reason: "daily_cap" | "weekly_cap"; of: CapOwner };
/** A booking of the service that counts no longer. */
type GivenUp = Pick<Block, "calendarId" | "coreStart">;
/** A period in which a cap refuses no longer: a member's, or (null) everybody's. */
export type ReopenedPeriod = Interval & { staffId: CalendarId | null };

const RULES: readonly Rule[] = [
  { cap: "branchDay", reason: "daily_cap", of: "branch" },
  { cap: "staffDay", reason: "daily_cap", of: "staff" },
  { cap: "customerDay", reason: "daily_cap", of: "customer" },
  { cap: "branchWeek", reason: "weekly_cap", of: "branch" },
  { cap: "staffWeek", reason: "weekly_cap", of: "staff" },
  { cap: "customerWeek", reason: "weekly_cap", of: "customer" },
];

export function hasCaps({ caps }: ServiceRules): boolean {
  return Object.values(caps).some((limit) => limit !== null);
}

export function capsCustomers({ caps }: ServiceRules): boolean {
  return caps.customerDay !== null || caps.customerWeek !== null;
}

export function periodsOf(timeZone: string, startsAt: EpochMs): Periods {
  const date = localDateOf(timeZone, startsAt);
  const monday = addDays(date, 1 - weekdayOf(date));
  const midnight = (day: string) => edgeAt(timeZone, day, 0, "first");
  return {
    day: { start: midnight(date), end: midnight(addDays(date, 1)) },
    week: { start: midnight(monday), end: midnight(addDays(monday, 7)) },
  };
}

/** Caps count appointments and holds of the service. `taken` holds the whole week of everybody at the branch. */
export function refuseByCaps(
  service: ServiceRules,
  { staffId, customer, periods }: { staffId: StaffId; customer: string | null; periods: Periods },
  taken: Taken,
): SlotRefusal | null {
  if (!hasCaps(service)) return null;
  const booked = bookedOf(service, taken);
  for (const { cap, reason, of } of RULES) {
    const limit = service.caps[cap];
    if (limit === null || (of === "customer" && customer === null)) continue;
    const counts = (block: Block) =>
      isWithin(periodOf(reason, periods), block) &&
      (of !== "staff" || block.calendarId === staffId) &&
      (of !== "customer" || block.customer === customer);
    if (booked.filter(counts).length >= limit) return { reason, of, limit };
  }
  return null;
}

/** Where caps of the branch or of a member were reached until these bookings of the service were given up. */
export function reopenedBy(
  service: ServiceRules,
  gone: readonly GivenUp[],
  timeZone: string,
  taken: Taken,
): ReopenedPeriod[] {
  const booked = bookedOf(service, taken);
  const reopened = gone.flatMap((one) =>
    RULES.flatMap(({ cap, reason, of }) => {
      const limit = service.caps[cap];
      if (limit === null || of === "customer") return [];
      const period = periodOf(reason, periodsOf(timeZone, one.coreStart));
      const counts = (block: GivenUp) =>
        isWithin(period, block) && (of === "branch" || block.calendarId === one.calendarId);
      const left = booked.filter(counts).length;
      const isReopened = left < limit && left + gone.filter(counts).length >= limit;
      return isReopened ? [{ ...period, staffId: of === "branch" ? null : one.calendarId }] : [];
    }),
  );
  return [...new Map(reopened.map((each) => [JSON.stringify(each), each])).values()];
}

function periodOf(reason: Rule["reason"], { day, week }: Periods): Interval {
  return reason === "daily_cap" ? day : week;
}

function isWithin({ start, end }: Interval, { coreStart }: GivenUp): boolean {
  return coreStart >= start && coreStart < end;
}

/** Each appointment once: by its block on the calendar of whoever does it, also of who no longer does the service. */
function bookedOf(service: ServiceRules, { blocks, now }: { blocks: BlocksByCalendar; now: EpochMs }): Block[] {
  const rooms = new Set<CalendarId>(service.resources.flatMap(({ resourceIds }) => resourceIds));
  return [...blocks].flatMap(([calendarId, taken]) =>
    rooms.has(calendarId) ? [] : taken.filter((block) => block.serviceId === service.id && isLive(block, now)),
  );
}
