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

/** Everything that stands for one start with one member. */
export type Place = { service: ServiceRules; member: StaffRules; core: Interval; partySize: number };

/** A place that can be had: the resources it takes, and the seats that are left after it. */
export type Seat = { resourceIds: ResourceId[]; seatsLeft: number };

/** The name that appointments of one group session share. Null: the service is for one. */
export function sessionOf({ service, member, core }: Omit<Place, "partySize">): string | null {
  return service.capacity > 1 ? `${service.id}|${member.id}|${core.start}|${core.end}` : null;
}

/** Whether a member and all resources are free, buffers included; lapsed holds count as free. */
export function takeSeat(place: Place, taken: Taken): Result<Seat, SlotRefusal> {
  const { service, member, partySize } = place;
  const own = seatsOn(member.id, place, taken);
  if (!own.ok) return own;
  const free = service.capacity - own.value;
  if (partySize > free) return err({ reason: "no_capacity", seatsLeft: free });
  const resources = takeResources(place, taken);
  return resources.ok ? ok({ resourceIds: resources.value, seatsLeft: free - partySize }) : resources;
}

/** Seats that others of the same session have taken on a calendar, or what else is in the way. */
function seatsOn(id: CalendarId, place: Place, { blocks, now }: Taken): Result<number, SlotRefusal> {
  const standing = blocks.get(id);
  if (!standing) return ok(0);
  const wanted = withBuffers(place.service, place.core);
  const session = sessionOf(place);
  let seats = 0;
  let refusal: SlotRefusal | null = null;
  for (const block of standing) {
    if (!overlaps(block, wanted) || !isLive(block, now)) continue;
    if (session !== null && block.session === session) seats += block.seats;
    else if (overlaps({ start: block.coreStart, end: block.coreEnd }, place.core)) return err({ reason: "slot_taken" });
    else refusal = { reason: "buffer" };
  }
  return refusal ? err(refusal) : ok(seats);
}

/** One free resource for each need: the one its session has already, else the first. */
function takeResources(place: Place, taken: Taken): Result<ResourceId[], SlotRefusal> {
  const chosen: ResourceId[] = [];
  for (const { name, resourceIds } of place.service.resources) {
    const open = resourceIds
      .filter((id) => !chosen.includes(id))
      .map((id) => ({ id, seats: seatsOn(id, place, taken) }))
      .filter(({ seats }) => seats.ok);
    const joined = open.find(({ seats }) => seats.ok && seats.value > 0) ?? open[0];
    if (!joined) return err({ reason: "no_resource", resource: name });
    chosen.push(joined.id);
  }
  return ok(chosen);
}
