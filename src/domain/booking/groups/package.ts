import type { ServiceId, StaffId } from "../../ids.ts";
import { err, ok, type Result } from "../../result.ts";
import { type EpochMs, MINUTE_MS } from "../../time.ts";
import type { Slot } from "../appointment.ts";
import type { CalendarFacts, Placement, Wish } from "../placement.ts";
import { findService, type Rulebook } from "../rulebook.ts";
import { findSlots, nearestSlots } from "../slots.ts";
import {
  bookParts,
  type GroupBooking,
  type GroupConflict,
  type GroupPlan,
  type Part,
  placePart,
  reportPart,
  withPlacement,
} from "./group.ts";

export const MAX_PACKAGE_ITEMS = 8;
/** Starts that a search tries at most. */
const MAX_TRIED_STARTS = 300;
/** Placements that one start may cost: other members are tried where the usual choice leaves no room for the rest. */
const MAX_TRIED_PLACEMENTS = 32;

export type PackageItem = { serviceId: ServiceId; staffId: StaffId | null };

/** Each item starts when the one before has ended and the gap has passed. Buffers hold as everywhere. */
export type PackageItems = {
  items: PackageItem[];
  gapMinutes: number;
  customer: string | null;
  /** Seats in each group session among the items. One when left out. */
  partySize?: number;
};
export type PackageWish = PackageItems & { startsAt: EpochMs };
export type PackageRequest = GroupBooking & { wish: PackageWish };

export type PackageQuery = PackageItems & { from: EpochMs; to: EpochMs; limit: number };
/** Those in the window that was asked for; when it has none, the nearest ones outside. */
export type PackageStarts = { starts: PackageStart[]; nearest: PackageStart[] };
/** A start at which all items can be had. */
export type PackageStart = {
  startsAt: EpochMs;
  endsAt: EpochMs;
  items: (PackageItem & { staffId: StaffId; startsAt: EpochMs; endsAt: EpochMs })[];
};

export function decidePackage(facts: CalendarFacts, request: PackageRequest): Result<GroupPlan, GroupConflict> {
  const { wish } = request;
  const parts = planPackage(facts, wish);
  if (isComplete(parts, wish)) {
    const appointments = bookParts(parts, "package", request, facts.now);
    return ok({ appointments, report: parts.map((part) => reportPart(part, "booked")) });
  }
  // Another time for one part alone would tear the package apart.
  const occurrences = parts.map((part) => reportPart(part, "free"));
  return err({ reason: "package_conflict", occurrences, alternatives: nearestPackageStarts(facts, wish).map(toSlot) });
}

/** Sorted by time. Offers nothing that a booking at the same instant would refuse. */
export function findPackageStarts(facts: CalendarFacts, query: PackageQuery): PackageStart[] {
  const { from, to, limit, ...wanted } = query;
  const [first] = wanted.items;
  if (!first) return [];
  const { customer, partySize = 1 } = wanted;
  const slots = { ...first, customer, partySize, from, to, limit: MAX_TRIED_STARTS };
  const starts: PackageStart[] = [];
  for (const { startsAt } of findSlots(facts.rules, slots, facts.readBlocks, facts.now)) {
    if (starts.length >= limit) break;
    const start = startAt(facts, { ...wanted, startsAt });
    if (start) starts.push(start);
  }
  return starts;
}

/** The other starts that lie nearest, on other days where there is none on its own: at most three, sorted by time. */
export function nearestPackageStarts(facts: CalendarFacts, wish: PackageWish): PackageStart[] {
  const [first] = wish.items;
  if (!first) return [];
  let tries = MAX_TRIED_STARTS;
  const suits = ({ startsAt }: Slot) => tries-- > 0 && startAt(facts, { ...wish, startsAt }) !== null;
  return nearestSlots(facts.rules, { ...wish, ...first }, facts.readBlocks, facts.now, { suits }).flatMap(
    ({ startsAt }) => startAt(facts, { ...wish, startsAt }) ?? [],
  );
}

function startAt(facts: CalendarFacts, wish: PackageWish): PackageStart | null {
  const parts = planPackage(facts, wish);
  return isComplete(parts, wish) ? toStart(parts.flatMap(({ placement }) => placement ?? [])) : null;
}

/** As many parts as can be had from this start, and the one that cannot. */
function planPackage(facts: CalendarFacts, wish: PackageWish): Part[] {
  return arrange(facts, wish, { position: 1, startsAt: wish.startsAt }, { left: MAX_TRIED_PLACEMENTS });
}

type Next = { position: number; startsAt: EpochMs };

function arrange(facts: CalendarFacts, items: PackageItems, next: Next, tries: { left: number }): Part[] {
  const item = items.items[next.position - 1];
  if (!item) return [];
  let furthest: Part[] = [];
  for (const staffId of choicesOf(facts.rules, item)) {
    if (furthest.length > 0 && tries.left <= 0) break;
    tries.left--;
    const part = placePart(facts, wishFor(items, { ...item, staffId }, next), next.position);
    const parts = part.placement ? [part, ...arrangeRest(facts, items, part.placement, next, tries)] : [part];
    if (isComplete(parts, items, next.position)) return parts;
    if (parts.length > furthest.length) furthest = parts;
    // Whoever may do it was asked first: nobody in particular would get further.
    if (!part.placement && staffId === item.staffId) break;
  }
  return furthest;
}

function arrangeRest(
  facts: CalendarFacts,
  items: PackageItems,
  placement: Placement,
  { position }: Next,
  tries: { left: number },
): Part[] {
  const startsAt = placement.endsAt + items.gapMinutes * MINUTE_MS;
  return arrange(withPlacement(facts, placement, items.customer), items, { position: position + 1, startsAt }, tries);
}

/** The usual choice first, then everybody by name. */
function choicesOf(rules: Rulebook, { serviceId, staffId }: PackageItem): (StaffId | null)[] {
  return staffId ? [staffId] : [null, ...(findService(rules, serviceId)?.staffIds ?? [])];
}

function wishFor({ customer, partySize = 1 }: PackageItems, item: PackageItem, { position, startsAt }: Next): Wish {
  const wish = { ...item, customer, partySize, startsAt };
  return position === 1 ? wish : { ...wish, follows: "package" };
}

function isComplete(parts: readonly Part[], { items }: PackageItems, first = 1): boolean {
  return parts.length === items.length - first + 1 && parts.every(({ placement }) => placement !== null);
}

function toSlot({ startsAt, endsAt, items }: PackageStart): Slot {
  return { startsAt, endsAt, staffIds: [...new Set(items.map(({ staffId }) => staffId))] };
}

function toStart(placements: Placement[]): PackageStart {
  const items = placements.map(({ service, staffId, startsAt, endsAt }) => ({
    serviceId: service.id,
    staffId,
    startsAt,
    endsAt,
  }));
  return { startsAt: items[0]?.startsAt ?? 0, endsAt: items.at(-1)?.endsAt ?? 0, items };
}
