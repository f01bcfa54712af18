import type { CalendarId, ServiceId, StaffId } from "../ids.ts";
import { DAY_MS, type EpochMs, edgeAt } from "../time.ts";
import type { Block, Slot } from "./appointment.ts";
import { type DayPlan, planDay } from "./day-plan.ts";
import { datesReaching } from "./hours.ts";
import type { Interval } from "./interval.ts";
import { findService, findStaff, type Rulebook, type ServiceRules, type StaffRules } from "./rulebook.ts";
import { blockAt, bookableRange, isFree } from "./rules.ts";
import { fitsWindow, type SlotWindow } from "./slot-window.ts";

export type SlotQuery = SlotWindow & {
  serviceId: ServiceId;
  /** Null: whoever offers the service. */
  staffId: StaffId | null;
  limit: number;
};

/** Reads the blocks that touch a window, of several calendars at once: a query costs more than the rows it finds. */
export type BlockReader = (calendarIds: readonly CalendarId[], window: Interval) => BlocksByCalendar;
/** Calendars without blocks are left out. */
export type BlocksByCalendar = ReadonlyMap<CalendarId, Block[]>;

/** How far apart an alternative may lie from the time asked for, tried in turn. */
const NEARBY_DAYS = [1, 4, 15];
const MAX_NEAREST = 3;

/** Staff who can do the service, in the order of the catalogue. */
export function candidates(rules: Rulebook, service: ServiceRules, staffId: StaffId | null): StaffRules[] {
  const ids = staffId ? service.staffIds.filter((id) => id === staffId) : service.staffIds;
  return ids.map((id) => findStaff(rules, id)).filter((member) => member !== undefined);
}

export function idsOf(members: readonly StaffRules[]): StaffId[] {
  return members.map(({ id }) => id);
}

/**
 * Free start times within the window, sorted, each with the staff who are free. Offers nothing that a booking at the
 * same instant would refuse.
 */
export function findSlots(rules: Rulebook, query: SlotQuery, readBlocks: BlockReader, now: EpochMs): Slot[] {
  const service = findService(rules, query.serviceId);
  if (!service) return [];
  const range = bookableRange(service, now);
  const window = { ...query, from: Math.max(query.from, range.start), to: Math.min(query.to, range.end + 1) };
  if (window.from >= window.to) return [];

  const members = candidates(rules, service, query.staffId);
  const slots = new Map<EpochMs, Slot>(); // hours that run past midnight may offer what the next day offers too
  for (const date of datesReaching(rules.timeZone, { start: window.from, end: window.to })) {
    if (slots.size >= query.limit) {
      const dayStart = edgeAt(rules.timeZone, date, 0, "first");
      if ([...slots.keys()].filter((start) => start < dayStart).length >= query.limit) break;
    }
    const plan = planDay(rules, service, date).filter(({ startsAt }) => fitsWindow(window, startsAt, rules.timeZone));
    for (const slot of slotsOn(plan, service, members, readBlocks, now)) slots.set(slot.startsAt, slot);
  }
  return [...slots.values()].sort((a, b) => a.startsAt - b.startsAt).slice(0, query.limit);
}

/** The free slots closest to `startsAt`, at most three, sorted by time. */
export function nearestSlots(
  rules: Rulebook,
  wanted: { serviceId: ServiceId; staffId: StaffId | null; startsAt: EpochMs },
  readBlocks: BlockReader,
  now: EpochMs,
): Slot[] {
  const service = findService(rules, wanted.serviceId);
  if (!service) return [];
  const range = bookableRange(service, now);
  const target = Math.min(Math.max(wanted.startsAt, range.start), range.end);
  const distance = (slot: Slot) => Math.abs(slot.startsAt - target);

  let found: Slot[] = [];
  for (const days of NEARBY_DAYS) {
    const query = {
      ...wanted,
      from: target - days * DAY_MS,
      to: target + days * DAY_MS,
      limit: Number.MAX_SAFE_INTEGER,
    };
    found = findSlots(rules, query, readBlocks, now).filter((slot) => slot.startsAt !== wanted.startsAt);
    if (found.length >= MAX_NEAREST) break;
  }
  return found
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, MAX_NEAREST)
    .sort((a, b) => a.startsAt - b.startsAt);
}

function slotsOn(
  plan: DayPlan,
  service: ServiceRules,
  members: readonly StaffRules[],
  readBlocks: BlockReader,
  now: EpochMs,
): Slot[] {
  const [first, last] = [plan[0], plan.at(-1)];
  if (!first || !last) return [];
  const reach = { start: blockAt(service, first.startsAt).start, end: blockAt(service, last.startsAt).end };
  const taken = readBlocks(idsOf(members), reach);
  let staffIds: StaffId[] = [];
  return plan.flatMap(({ startsAt, endsAt, onDuty }) => {
    const wanted = blockAt(service, startsAt);
    const free = onDuty.filter((member) => members.includes(member) && isFree(taken.get(member.id), wanted, now));
    if (free.length === 0) return [];
    // Neighbours mostly share their staff, and a shared list crosses to the Worker once.
    if (free.length !== staffIds.length || free.some(({ id }, index) => staffIds[index] !== id)) staffIds = idsOf(free);
    return [{ startsAt, endsAt, staffIds }];
  });
}
