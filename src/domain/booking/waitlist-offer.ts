import type { HoldId } from "../ids.ts";
import { ok, type Result } from "../result.ts";
import { MINUTE_MS } from "../time.ts";
import type { Hold } from "./appointment.ts";
import { customerOf } from "./decide.ts";
import { type CalendarFacts, decidePlacement } from "./placement.ts";
import type { SlotRefusal } from "./refusal.ts";
import { durationOf, type ServiceRules } from "./rulebook.ts";
import { findSlots } from "./slots.ts";
import {
  type FreedSlot,
  type FreedTime,
  offerEndsAt,
  openedBy,
  type WaitlistEntry,
  waitlistHolder,
} from "./waitlist.ts";

/** Everything that can start in freed time, or reach into it: a bound only for the eye, time itself bounds it. */
const ALL = Number.MAX_SAFE_INTEGER;

/** The starts of a service that were not free before this time was. */
export function slotsOpenedBy(freed: FreedTime, service: ServiceRules, facts: CalendarFacts): FreedSlot[] {
  const longest = Math.max(...service.staffIds.map((id) => durationOf(service, id)), service.durationMinutes);
  const window = { from: freed.start - longest * MINUTE_MS, to: freed.end };
  const query = { serviceId: service.id, staffId: null, ...window, limit: ALL };
  return openedBy(freed, service, findSlots(facts.rules, query, facts.readBlocks, facts.now));
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
