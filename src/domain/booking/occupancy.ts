import type { CalendarId, ResourceId } from "../ids.ts";
import { err, ok, type Result } from "../result.ts";
import type { EpochMs } from "../time.ts";
import type { Block } from "./appointment.ts";
import { type Interval, overlaps } from "./interval.ts";
import type { SlotRefusal } from "./refusal.ts";
import type { ServiceRules, StaffRules } from "./rulebook.ts";
import { isLive, withBuffers } from "./rules.ts";

/** Calendars without blocks are left out. */
export type BlocksByCalendar = ReadonlyMap<CalendarId, Block[]>;

/** What already stands in the calendars, and the moment it is looked at. */
export type Taken = { blocks: BlocksByCalendar; now: EpochMs };

/** Some time with one member: what an appointment there would take. */
export type Place = {
  service: ServiceRules;
  member: StaffRules;
  core: Interval;
  /** With its buffers. */
  block: Interval;
  /** The name that appointments of one group session share. Null: the service is for one. */
  session: string | null;
};

/** A place that can be had: the resources it takes, and the seats that are left after it. */
export type Seat = { resourceIds: ResourceId[]; seatsLeft: number };

export function placeOf(service: ServiceRules, member: StaffRules, core: Interval): Place {
  const session = service.capacity > 1 ? `${service.id}|${member.id}|${core.start}|${core.end}` : null;
  return { service, member, core, block: withBuffers(service, core), session };
}

/** Whether a member and all resources are free, buffers included; lapsed holds count as free. */
export function takeSeat(place: Place, partySize: number, taken: Taken): Result<Seat, SlotRefusal> {
  const { service, member } = place;
  const own = seatsOn(member.id, place, taken);
  if (typeof own !== "number") return err(own);
  const free = Math.max(0, service.capacity - own); // more may have booked when it took more
  if (partySize > free) return err({ reason: "no_capacity", seatsLeft: free });
  const seatsLeft = free - partySize;
  if (service.resources.length === 0) return ok({ resourceIds: [], seatsLeft });
  const resources = takeResources(place, taken);
  return resources.ok ? ok({ resourceIds: resources.value, seatsLeft }) : resources;
}

const SLOT_TAKEN: SlotRefusal = { reason: "slot_taken" };
const BUFFER: SlotRefusal = { reason: "buffer" };

/** Seats that others of the same session have taken on a calendar, or what else is in the way. */
function seatsOn(
  id: CalendarId,
  { core, block: wanted, session }: Place,
  { blocks, now }: Taken,
): number | SlotRefusal {
  let seats = 0;
  let refusal: SlotRefusal | null = null;
  for (const block of blocks.get(id) ?? NONE) {
    if (!overlaps(block, wanted) || !isLive(block, now)) continue;
    if (session !== null && block.session === session) seats += block.seats;
    else if (block.coreStart < core.end && core.start < block.coreEnd) return SLOT_TAKEN;
    else refusal = BUFFER;
  }
  return refusal ?? seats;
}

const NONE: readonly Block[] = [];

/**
 * One free resource for each need: the one its session has already, else the first. Where all of a need's are given to
 * others, one of those goes over to another of its own.
 */
function takeResources(place: Place, taken: Taken): Result<ResourceId[], SlotRefusal> {
  const needs = place.service.resources;
  const open = needs.map(({ resourceIds }) => freeOf(resourceIds, place, taken));
  const needOf = new Map<ResourceId, number>();
  const give = (need: number, asked: Set<ResourceId>): boolean => {
    const ids = open[need]?.filter((id) => !asked.has(id)) ?? [];
    for (const id of ids.filter((each) => !needOf.has(each)).concat(ids)) {
      const holder = needOf.get(id);
      asked.add(id);
      if (holder !== undefined && !give(holder, asked)) continue;
      needOf.set(id, need);
      return true;
    }
    return false;
  };
  for (const [need, { name }] of needs.entries())
    if (!give(need, new Set())) return err({ reason: "no_resource", resource: name });
  return ok([...needOf].sort(([, a], [, b]) => a - b).map(([id]) => id));
}

/** Those that can be had, the ones of the session first. */
function freeOf(ids: readonly ResourceId[], place: Place, taken: Taken): ResourceId[] {
  const open = ids.flatMap((id) => {
    const seats = seatsOn(id, place, taken);
    return typeof seats === "number" ? [{ id, isJoined: seats > 0 }] : [];
  });
  return [...open.filter(({ isJoined }) => isJoined), ...open.filter(({ isJoined }) => !isJoined)].map(({ id }) => id);
}
