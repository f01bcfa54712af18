import type { HoldId } from "../ids.ts";
import { ok, type Result } from "../result.ts";
import { MINUTE_MS } from "../time.ts";
import type { Hold } from "./appointment.ts";
import { hasCaps, periodsOf, reopenedBy } from "./caps.ts";
import { customerOf } from "./decide.ts";
import { hullOf } from "./interval.ts";
import { type CalendarFacts, decidePlacement } from "./placement.ts";
import type { SlotRefusal } from "./refusal.ts";
import { durationOf, findService, type ServiceRules } from "./rulebook.ts";
import { findSlots } from "./slots.ts";
import {
  type FreedSlot,
  type FreedTime,
  type OpenedTime,
  offerEndsAt,
  openedBy,
  type WaitlistEntry,
  waitlistHolder,
} from "./waitlist.ts";

/** Everything that can start in freed time, or reach into it: a bound only for the eye, time itself bounds it. */
const ALL = Number.MAX_SAFE_INTEGER;

/** The starts of a service that were not free before this time was. */
export function slotsOpenedBy(freed: OpenedTime, service: ServiceRules, facts: CalendarFacts): FreedSlot[] {
  const longest = Math.max(...service.staffIds.map((id) => durationOf(service, id)), service.durationMinutes);
  const window = { from: freed.start - longest * MINUTE_MS, to: freed.end };
  const query = { serviceId: service.id, staffId: null, ...window, limit: ALL };
  return openedBy(freed, service, findSlots(facts.rules, query, facts.readBlocks, facts.now));
}

/** What a cap kept from everybody until these bookings were given up, whoever is free then. */
export function timeReopened(freed: readonly FreedTime[], { rules, readBlocks, now }: CalendarFacts): OpenedTime[] {
  const bookings = freed.filter(({ calendarId }) => rules.staff.some(({ id }) => id === calendarId));
  return [...Map.groupBy(bookings, ({ serviceId }) => serviceId)].flatMap(([id, gone]) => {
    const service = id && findService(rules, id);
    if (!service || !hasCaps(service)) return [];
    const weeks = gone.map(({ coreStart }) => periodsOf(rules.timeZone, coreStart).week);
    const everybody = rules.staff.map((member) => member.id);
    const taken = { blocks: readBlocks(everybody, hullOf(weeks)), now };
    const reopened = reopenedBy(service, gone, rules.timeZone, taken);
    return reopened.map(({ staffId, ...period }) => ({ ...period, calendarId: staffId, serviceId: service.id }));
  });
}

/** A hold for somebody who waited, longer than a caller's: they must read the message first. */
export function decideOffer(
  facts: CalendarFacts,
  { entry, slot }: { entry: WaitlistEntry; slot: FreedSlot },
  id: HoldId,
): Result<Hold, SlotRefusal> {
  const { serviceId, partySize, contact } = entry;
  const only = slot.staffIds.length === 1 ? (slot.staffIds[0] ?? null) : null;
  const wish = { serviceId, staffId: entry.staffId ?? only, startsAt: slot.startsAt, partySize };
  const placement = decidePlacement(facts, { ...wish, customer: customerOf(contact) });
  if (!placement.ok) return placement;
  const { service: _, ...place } = placement.value;
  const expiresAt = offerEndsAt(place.startsAt, facts.rules.timeZone, facts.now);
  const holder = waitlistHolder(entry.id);
  return ok({ id, holder, serviceId, ...place, isExtended: false, expiresAt, promisedAt: facts.now });
}
