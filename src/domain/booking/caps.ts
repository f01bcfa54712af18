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
    const period = reason === "daily_cap" ? periods.day : periods.week;
    const counts = ({ coreStart, calendarId, customer: who }: Block) =>
      coreStart >= period.start &&
      coreStart < period.end &&
      (of !== "staff" || calendarId === staffId) &&
      (of !== "customer" || who === customer);
    if (booked.filter(counts).length >= limit) return { reason, of, limit };
  }
  return null;
}

/** Each appointment once: by its block on the calendar of whoever does it, also of who no longer does the service. */
function bookedOf(service: ServiceRules, { blocks, now }: { blocks: BlocksByCalendar; now: EpochMs }): Block[] {
  const rooms = new Set<CalendarId>(service.resources.flatMap(({ resourceIds }) => resourceIds));
  return [...blocks].flatMap(([calendarId, taken]) =>
    rooms.has(calendarId) ? [] : taken.filter((block) => block.serviceId === service.id && isLive(block, now)),
  );
}
