import type { CalendarId, ServiceId, StaffId } from "../ids.ts";
import { DAY_MS, type EpochMs, edgeAt } from "../time.ts";
import type { Slot } from "./appointment.ts";
import { hasCaps, periodsOf, refuseByCaps } from "./caps.ts";
import { type DayPlan, planDay } from "./day-plan.ts";
import { datesReaching } from "./hours.ts";
import type { Interval } from "./interval.ts";
import { type BlocksByCalendar, type Place, type Taken, takeSeat } from "./occupancy.ts";
import { findService, findStaff, isClosed, type Rulebook, type ServiceRules, type StaffRules } from "./rulebook.ts";
import { bookableRange, coreFor, withBuffers } from "./rules.ts";
import { fitsWindow, type SlotWindow } from "./slot-window.ts";

export type SlotQuery = SlotWindow & {
  serviceId: ServiceId;
  /** Null: whoever offers the service. */
  staffId: StaffId | null;
  /** Seats of a group session. One when left out. */
  partySize?: number;
  /** Blind index of the customer, for caps. */
  customer?: string | null;
  limit: number;
};

/** Reads the blocks that touch a window, of several calendars at once: a query costs more than the rows it finds. */
export type BlockReader = (calendarIds: readonly CalendarId[], window: Interval) => BlocksByCalendar;

/** How far an alternative may lie from the time asked for. */
const NEARBY_DAYS = 15;
const MAX_NEAREST = 3;

/** Staff who can do the service, in the order of the catalogue. */
export function candidates(rules: Rulebook, service: ServiceRules, staffId: StaffId | null): StaffRules[] {
  const ids = staffId ? service.staffIds.filter((id) => id === staffId) : service.staffIds;
  return ids.map((id) => findStaff(rules, id)).filter((member) => member !== undefined);
}

/** Every calendar that an appointment with one of them may take. Caps count those of the others too. */
export function calendarsOf(rules: Rulebook, service: ServiceRules, members: readonly StaffRules[]): CalendarId[] {
  const staff = (hasCaps(service) ? rules.staff : members).map(({ id }) => id);
  return [...staff, ...service.resources.flatMap(({ resourceIds }) => resourceIds)];
}

/** What is the same for every day of a search. */
type ListFacts = {
  rules: Rulebook;
  service: ServiceRules;
  members: readonly StaffRules[];
  readBlocks: BlockReader;
  now: EpochMs;
  partySize: number;
  customer: string | null;
  isCapped: boolean;
};

/**
 * Free start times within the window, sorted, each with the staff who are free. Offers nothing that a booking at the
 * same instant would refuse.
 */
export function findSlots(rules: Rulebook, query: SlotQuery, readBlocks: BlockReader, now: EpochMs): Slot[] {
  const service = findService(rules, query.serviceId);
  if (!service || isClosed(rules)) return [];
  const range = bookableRange(service, now);
  const window = { ...query, from: Math.max(query.from, range.start), to: Math.min(query.to, range.end + 1) };
  if (window.from >= window.to) return [];

  const { partySize = 1, customer = null } = query;
  const members = candidates(rules, service, query.staffId);
  const facts: ListFacts = {
    rules,
    service,
    members,
    readBlocks,
    now,
    partySize,
    customer,
    isCapped: hasCaps(service),
  };
  const slots = new Map<EpochMs, Slot>(); // hours that run past midnight may offer what the next day offers too
  for (const date of datesReaching(rules.timeZone, { start: window.from, end: window.to })) {
    if (slots.size >= query.limit) {
      const dayStart = edgeAt(rules.timeZone, date, 0, "first");
      if ([...slots.keys()].filter((start) => start < dayStart).length >= query.limit) break;
    }
    const plan = planDay(rules, service, date).filter(({ startsAt }) => fitsWindow(window, startsAt, rules.timeZone));
    for (const slot of slotsOn(facts, plan)) slots.set(slot.startsAt, slot);
  }
  return [...slots.values()].sort((a, b) => a.startsAt - b.startsAt).slice(0, query.limit);
}

/** How far to look, and what a free slot must fulfil besides. */
export type Nearby = { withinDays?: number; suits?: (slot: Slot) => boolean };

/** The free slots closest to `startsAt`, at most three, sorted by time, and at most so many days away. */
export function nearestSlots(
  rules: Rulebook,
  wanted: Pick<SlotQuery, "serviceId" | "staffId" | "partySize" | "customer"> & { startsAt: EpochMs },
  readBlocks: BlockReader,
  now: EpochMs,
  { withinDays = NEARBY_DAYS, suits = () => true }: Nearby = {},
): Slot[] {
  const service = findService(rules, wanted.serviceId);
  if (!service) return [];
  const range = bookableRange(service, now);
  const target = Math.min(Math.max(wanted.startsAt, range.start), range.end);
  const search = (from: EpochMs, to: EpochMs) =>
    findSlots(rules, { ...wanted, from, to, limit: Number.MAX_SAFE_INTEGER }, readBlocks, now);

  const found: Slot[] = [];
  // Outwards, a day before and a day after in turn: what comes later lies further away. Nothing is asked twice.
  for (let reach = DAY_MS; reach <= withinDays * DAY_MS && found.length < MAX_NEAREST; reach += DAY_MS) {
    const ring = [
      ...search(target - reach, target - reach + DAY_MS),
      ...search(target + reach - DAY_MS, target + reach),
    ];
    found.push(...ring.filter((slot) => slot.startsAt !== wanted.startsAt && suits(slot)));
  }
  const distance = (slot: Slot) => Math.abs(slot.startsAt - target);
  return found
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, MAX_NEAREST)
    .sort((a, b) => a.startsAt - b.startsAt);
}

function slotsOn(facts: ListFacts, plan: DayPlan): Slot[] {
  const taken = takenOn(facts, plan);
  let staffIds: StaffId[] = [];
  const slots: Slot[] = [];
  for (const { startsAt, onDuty } of plan) {
    const free: Place[] = [];
    let seatsLeft = 0;
    for (const place of onDuty) {
      const left = seatsAfter(facts, place, taken);
      if (left === null) continue;
      free.push(place);
      seatsLeft = Math.max(seatsLeft, left + facts.partySize);
    }
    const [first] = free;
    if (!first) continue;
    if (!areTheSame(staffIds, free)) staffIds = free.map(({ member }) => member.id);
    const slot = { startsAt, endsAt: first.core.end, staffIds };
    slots.push(facts.service.capacity > 1 ? { ...slot, seatsLeft } : slot);
  }
  return slots;
}

/** Neighbours mostly share their staff, and a shared list crosses to the Worker once. */
function areTheSame(staffIds: readonly StaffId[], free: readonly Place[]): boolean {
  return free.length === staffIds.length && free.every(({ member }, index) => member.id === staffIds[index]);
}

/** The blocks that touch the starts of a plan; with caps, of their whole weeks. */
function takenOn({ rules, service, members, readBlocks, now, isCapped }: ListFacts, plan: DayPlan): Taken {
  const [first, last] = [plan[0], plan.at(-1)];
  if (!first || !last) return { blocks: new Map(), now };
  const ends = members.map((member) => coreFor(service, member, last.startsAt).end);
  const reach = withBuffers(service, { start: first.startsAt, end: Math.max(...ends) });
  const weeks = isCapped ? [first, last].map(({ startsAt }) => periodsOf(rules.timeZone, startsAt).week) : [];
  const start = Math.min(reach.start, ...weeks.map((week) => week.start));
  const end = Math.max(reach.end, ...weeks.map((week) => week.end));
  return { blocks: readBlocks(calendarsOf(rules, service, members), { start, end }), now };
}

/** The seats left after it, or null when it cannot be had. */
function seatsAfter(facts: ListFacts, place: Place, taken: Taken): number | null {
  const { rules, service, customer } = facts;
  const { member, core } = place;
  if (!facts.members.includes(member)) return null;
  const seat = takeSeat(place, facts.partySize, taken);
  if (!seat.ok) return null;
  if (!facts.isCapped) return seat.value.seatsLeft;
  const periods = periodsOf(rules.timeZone, core.start);
  return refuseByCaps(service, { staffId: member.id, customer, periods }, taken) ? null : seat.value.seatsLeft;
}
