import type { AppointmentId, HoldId, ServiceId, StaffId } from "../ids.ts";
import type { Language } from "../language.ts";
import { err, ok, type Result } from "../result.ts";
import type { EpochMs } from "../time.ts";
import {
  type Appointment,
  type Block,
  type BookingContact,
  HOLD_TTL_MS,
  type Hold,
  MAX_BLOCK_MS,
  type Source,
} from "./appointment.ts";
import type { ImportedAppointment } from "./commands.ts";
import type { ChangeRefusal, HoldRefusal, SlotRefusal } from "./refusal.ts";
import { findService, findStaff, type Rulebook, type ServiceRules, type StaffRules } from "./rulebook.ts";
import {
  blockAt,
  coreAt,
  isLive,
  refuseByBlocks,
  refuseByBranch,
  refuseByRange,
  refuseByStaff,
  withBuffers,
} from "./rules.ts";
import { type BlockReader, candidates, idsOf } from "./slots.ts";

export const MAX_HOLDS_PER_HOLDER = 3;
export const MAX_HOLDS_PER_BRANCH = 30;

/** A time somebody wants. */
export type Wish = { serviceId: ServiceId; staffId: StaffId | null; startsAt: EpochMs };

/** A wish that can be had: who does it, and the time it takes. */
export type Placement = { service: ServiceRules; staffId: StaffId; startsAt: EpochMs; endsAt: EpochMs };

/**
 * What a decision may know about the branch. `readBlocks` leaves out whatever the command itself will release.
 * `promisedAt` is when the caller was promised the time (a hold), so that notice cannot run out while they speak.
 */
export type CalendarFacts = { rules: Rulebook; readBlocks: BlockReader; now: EpochMs; promisedAt: EpochMs };

/** All rules, in the order in which they help a caller most. */
export function decidePlacement(facts: CalendarFacts, wish: Wish): Result<Placement, SlotRefusal> {
  const { rules, promisedAt } = facts;
  const service = findService(rules, wish.serviceId);
  if (!service) return err({ reason: "unknown_service" });
  const staffRefusal = refuseByCatalogue(rules, service, wish.staffId);
  if (staffRefusal) return err(staffRefusal);

  const refusal = refuseByRange(service, wish.startsAt, promisedAt) ?? refuseByBranch(rules, service, wish.startsAt);
  if (refusal) return err(refusal);
  return assignStaff(facts, service, wish);
}

export type HoldRequest = { id: HoldId; holder: string; wish: Wish };

export function decideHold(
  facts: CalendarFacts,
  liveHolds: readonly Hold[],
  request: HoldRequest,
): Result<Hold, SlotRefusal | HoldRefusal> {
  const own = liveHolds.filter((hold) => hold.holder === request.holder);
  if (own.length >= MAX_HOLDS_PER_HOLDER) return err({ reason: "too_many_holds", limit: MAX_HOLDS_PER_HOLDER });
  if (liveHolds.length >= MAX_HOLDS_PER_BRANCH) return err({ reason: "too_many_holds", limit: MAX_HOLDS_PER_BRANCH });

  const placement = decidePlacement(facts, request.wish);
  if (!placement.ok) return placement;
  const { service, staffId, startsAt, endsAt } = placement.value;
  const expiresAt = facts.now + HOLD_TTL_MS;
  return ok({ id: request.id, holder: request.holder, serviceId: service.id, staffId, startsAt, endsAt, expiresAt });
}

export type BookingRequest = {
  appointmentId: AppointmentId;
  wish: Wish;
  contact: BookingContact;
  source: Source;
  language: Language;
};

/** The hold that a booking wants to use up, as the ledger knows it. */
export type HeldTime = { hold: Hold | undefined; holder: string };

export function decideBooking(
  facts: CalendarFacts,
  request: BookingRequest,
  held: HeldTime | null,
): Result<Appointment, SlotRefusal | HoldRefusal> {
  const refusal = held ? refuseByHold(held, request.wish, facts.now) : null;
  if (refusal) return err(refusal);
  const wish = { ...request.wish, staffId: held?.hold?.staffId ?? request.wish.staffId };
  const placement = decidePlacement(facts, wish);
  if (!placement.ok) return placement;
  const { service, staffId, startsAt, endsAt } = placement.value;
  return ok({
    id: request.appointmentId,
    serviceId: service.id,
    staffId,
    startsAt,
    endsAt,
    status: "confirmed",
    version: 1,
    source: request.source,
    contact: request.contact,
    language: request.language,
    priceMinor: service.priceMinor,
    currency: service.currency,
    cancelReason: null,
    createdAt: facts.now,
    updatedAt: facts.now,
  });
}

/** The moved appointment: one new version that holds the new time and no longer the old. */
export function decideReschedule(
  facts: CalendarFacts,
  appointment: Appointment,
  wanted: { startsAt: EpochMs; staffId: StaffId | null },
): Result<Appointment, SlotRefusal | ChangeRefusal> {
  const refusal = refuseChange(appointment, facts.now);
  if (refusal) return err(refusal);

  const { serviceId } = appointment;
  const keepStaff = decidePlacement(facts, { serviceId, ...wanted, staffId: wanted.staffId ?? appointment.staffId });
  // Nobody asked for this member: another one who is free keeps the caller's new time.
  const placement = keepStaff.ok || wanted.staffId ? keepStaff : decidePlacement(facts, { serviceId, ...wanted });
  if (!placement.ok) return placement;
  const { staffId, startsAt, endsAt } = placement.value;
  return ok({ ...appointment, staffId, startsAt, endsAt, version: appointment.version + 1, updatedAt: facts.now });
}

export function decideCancel(
  appointment: Appointment,
  reason: string | null,
  now: EpochMs,
): Result<Appointment, ChangeRefusal> {
  const refusal = refuseChange(appointment, now);
  if (refusal) return err(refusal);
  const version = appointment.version + 1;
  return ok({ ...appointment, status: "cancelled", cancelReason: reason, version, updatedAt: now });
}

/** Takes over an appointment as it was made elsewhere. Only what cannot both be true is refused: an overlap. */
export function decideImport(facts: CalendarFacts, imported: ImportedAppointment): Result<Appointment, SlotRefusal> {
  const service = findService(facts.rules, imported.serviceId);
  if (!service) return err({ reason: "unknown_service" });
  if (!findStaff(facts.rules, imported.staffId)) return err({ reason: "unknown_staff" });
  const core = { start: imported.startsAt, end: imported.endsAt }; // it may be longer or shorter than the service is now
  const taken = facts.readBlocks([imported.staffId], withBuffers(service, core));
  const blocks = taken.get(imported.staffId) ?? [];
  const refusal = imported.status === "cancelled" ? null : refuseByBlocks(service, blocks, core, facts.now);
  if (refusal) return err(refusal);
  const { priceMinor, currency } = service;
  return ok({ ...imported, priceMinor, currency, version: 1, updatedAt: imported.createdAt });
}

/** The time that a hold or a confirmed appointment takes, as a row of the ledger. */
export function toBlock(service: ServiceRules, taken: Hold | Appointment): Block {
  const { start, end } = withBuffers(service, { start: taken.startsAt, end: taken.endsAt });
  const expiresAt = "expiresAt" in taken ? taken.expiresAt : null;
  if (end - start > MAX_BLOCK_MS) throw new RangeError("a block is longer than the overlap search looks back");
  return {
    calendarId: taken.staffId,
    start,
    end,
    coreStart: taken.startsAt,
    coreEnd: taken.endsAt,
    owner: taken.id,
    expiresAt,
  };
}

function refuseByHold({ hold, holder }: HeldTime, wish: Wish, now: EpochMs): HoldRefusal | null {
  // An unknown id is a hold that lapsed and was swept, unless somebody guesses: both get the same answer.
  if (!hold || hold.expiresAt <= now) return { reason: "hold_expired" };
  if (hold.holder !== holder) return { reason: "hold_not_found" };
  const sameStaff = wish.staffId === null || wish.staffId === hold.staffId;
  const same = hold.serviceId === wish.serviceId && hold.startsAt === wish.startsAt && sameStaff;
  return same ? null : { reason: "hold_mismatch" };
}

function refuseChange(appointment: Appointment, now: EpochMs): ChangeRefusal | null {
  if (appointment.status === "cancelled") return { reason: "already_cancelled" };
  if (appointment.status !== "confirmed" || appointment.startsAt <= now) return { reason: "already_over" };
  return null;
}

function refuseByCatalogue(rules: Rulebook, service: ServiceRules, staffId: StaffId | null): SlotRefusal | null {
  if (!staffId) return null;
  if (!findStaff(rules, staffId)) return { reason: "unknown_staff" };
  return service.staffIds.includes(staffId) ? null : { reason: "staff_not_offered", staffId };
}

/** The member with the least booked time around that hour; the catalogue's order breaks a tie. */
function assignStaff(facts: CalendarFacts, service: ServiceRules, wish: Wish): Result<Placement, SlotRefusal> {
  const core = coreAt(service, wish.startsAt);
  let refusal: SlotRefusal = { reason: "staff_unavailable" };
  let best: { member: StaffRules; load: number } | null = null;
  const onDuty = candidates(facts.rules, service, wish.staffId).filter(
    (member) => !refuseByStaff(facts.rules, service, member, wish.startsAt),
  );
  const taken = facts.readBlocks(idsOf(onDuty), loadWindow(service, wish));
  for (const member of onDuty) {
    const blocks = taken.get(member.id) ?? [];
    const busy = refuseByBlocks(service, blocks, core, facts.now);
    if (busy) {
      // "Taken" tells more than "the buffer is in the way", and both more than "nobody works then".
      refusal = refusal.reason === "slot_taken" ? refusal : busy;
      continue;
    }
    const load = blocks
      .filter((block) => isLive(block, facts.now))
      .reduce((sum, block) => sum + (block.end - block.start), 0);
    if (!best || load < best.load) best = { member, load };
  }
  if (!best) return err(refusal);
  return ok({ service, staffId: best.member.id, startsAt: core.start, endsAt: core.end });
}

/** With one candidate only overlaps matter; with several, the load of the hours around decides. */
function loadWindow(service: ServiceRules, wish: Wish) {
  const block = blockAt(service, wish.startsAt);
  if (wish.staffId || service.staffIds.length === 1) return block;
  return { start: block.start - MAX_BLOCK_MS / 4, end: block.end + MAX_BLOCK_MS / 4 };
}
