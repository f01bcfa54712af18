import type { AppointmentId, HoldId } from "../ids.ts";
import type { Language } from "../language.ts";
import { err, ok, type Result } from "../result.ts";
import { type EpochMs, HOUR_MS } from "../time.ts";
import {
  type Appointment,
  type AppointmentGroup,
  type Block,
  type BookingContact,
  GAVE_TIME_BACK,
  HOLD_TTL_MS,
  type Hold,
  MAX_BLOCK_MS,
  type Source,
} from "./appointment.ts";
import type { HoldChange, ImportedAppointment } from "./commands.ts";
import { placeOf, takeSeat } from "./occupancy.ts";
import { type CalendarFacts, decidePlacement, type Placement, type Wish } from "./placement.ts";
import type { HoldRefusal, SlotRefusal } from "./refusal.ts";
import { findService, findStaff, isClosed, priceOf, type Rulebook, type ServiceRules } from "./rulebook.ts";
import { withBuffers } from "./rules.ts";
import { isWaitlistHolder } from "./waitlist.ts";

export const MAX_HOLDS_PER_HOLDER = 3;
export const MAX_HOLDS_PER_BRANCH = 30;

export type HoldRequest = { id: HoldId; holder: string; wish: Wish };

export function decideHold(
  facts: CalendarFacts,
  liveHolds: readonly Hold[],
  request: HoldRequest,
): Result<Hold, SlotRefusal | HoldRefusal> {
  const own = liveHolds.filter((hold) => hold.holder === request.holder);
  if (own.length >= MAX_HOLDS_PER_HOLDER) return err({ reason: "too_many_holds", limit: MAX_HOLDS_PER_HOLDER });
  const ofCallers = liveHolds.filter(({ holder }) => !isWaitlistHolder(holder));
  if (ofCallers.length >= MAX_HOLDS_PER_BRANCH) return err({ reason: "too_many_holds", limit: MAX_HOLDS_PER_BRANCH });

  const placement = decidePlacement(facts, request.wish);
  if (!placement.ok) return placement;
  const { service, ...place } = placement.value;
  const expiresAt = facts.now + HOLD_TTL_MS;
  return ok({ id: request.id, holder: request.holder, serviceId: service.id, ...place, isExtended: false, expiresAt });
}

/**
 * Another five minutes from now, once, for its holder; what is carried to another channel gets them too. Sharing and
 * claiming leave the end as it is: a claim makes whoever had the secret the holder, and uses the secret up.
 */
export function decideHoldChange(held: HeldTime, change: HoldChange, now: EpochMs): Result<Hold, HoldRefusal> {
  const { hold, holder } = held;
  if (!hold || hold.expiresAt <= now) return err({ reason: "hold_expired" });
  if (change.do === "share") return ok({ ...hold, claimHash: change.claimHash });
  if (change.do === "claim") {
    const { claimHash: _, ...rest } = hold;
    return ok({ ...rest, holder, claimedFrom: hold.holder });
  }
  if (hold.holder !== holder) return err({ reason: "hold_not_found" });
  const longer = { ...hold, isExtended: true, expiresAt: Math.max(hold.expiresAt, now + HOLD_TTL_MS) };
  if (change.do === "carry") return ok({ ...(hold.isExtended ? hold : longer), claimHash: change.claimHash });
  return hold.isExtended ? err({ reason: "hold_extended" }) : ok(longer);
}

export type BookingRequest = {
  appointmentId: AppointmentId;
  wish: Wish;
  contact: BookingContact;
  source: Source;
  language: Language;
  group?: AppointmentGroup;
};

/** The hold that a booking wants to use up, as the ledger knows it. */
export type HeldTime = { hold: Hold | undefined; holder: string };

export function decideBooking(
  facts: CalendarFacts,
  request: BookingRequest,
  held: HeldTime | null,
): Result<Appointment, SlotRefusal | HoldRefusal> {
  const refusal = held ? refuseByHold(held, request.wish, facts.now) : refuseOnline(facts.rules, request);
  if (refusal) return err(refusal);
  const placement = decidePlacement(facts, wishOf(request, held?.hold));
  return placement.ok ? ok(toAppointment(placement.value, request, facts.now)) : placement;
}

/** What stands once a placement is taken. What staff enter themselves needs no approval. */
export function toAppointment(
  { service, ...place }: Placement,
  request: Omit<BookingRequest, "wish">,
  now: EpochMs,
): Appointment {
  const { source, contact, language, group = null } = request;
  return {
    id: request.appointmentId,
    serviceId: service.id,
    ...place,
    ...(source.channel === "dashboard" ? CONFIRMED : approvalOf(service, place.startsAt, now)),
    version: 1,
    checkedInAt: null,
    group,
    source,
    contact,
    language,
    priceMinor: priceOf(service, place.staffId) * place.partySize,
    currency: service.currency,
    cancelReason: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** Takes over an appointment as it was made elsewhere. Only what cannot both be true is refused: an overlap. */
export function decideImport(facts: CalendarFacts, imported: ImportedAppointment): Result<Appointment, SlotRefusal> {
  if (isClosed(facts.rules)) return err({ reason: "branch_closed" });
  const service = findService(facts.rules, imported.serviceId);
  const member = findStaff(facts.rules, imported.staffId);
  if (!service) return err({ reason: "unknown_service" });
  if (!member) return err({ reason: "unknown_staff" });
  const core = { start: imported.startsAt, end: imported.endsAt }; // it may be longer or shorter than the service is now
  const place = placeOf({ ...service, resources: [] }, member, core);
  const blocks = facts.readBlocks([member.id], withBuffers(service, core));
  const seat = GAVE_TIME_BACK.includes(imported.status) ? null : takeSeat(place, 1, { blocks, now: facts.now });
  if (seat && !seat.ok) return seat;
  const added = { resourceIds: [], partySize: 1, approvalExpiresAt: null, checkedInAt: null, group: null };
  const { currency } = service;
  const priceMinor = priceOf(service, member.id);
  return ok({ ...imported, ...added, priceMinor, currency, version: 1, updatedAt: imported.createdAt });
}

/** The time that a hold or an appointment takes of its staff and resources, as rows of the ledger. */
export function toBlocks(rules: Rulebook, taken: Hold | Appointment): Block[] {
  const expiresAt = "holder" in taken ? taken.expiresAt : taken.approvalExpiresAt;
  return blocksOf(rules, taken, { expiresAt, customer: "contact" in taken ? customerOf(taken.contact) : null });
}

/** What a hold and an appointment have in common. */
export type TimeTaken = Pick<Hold, "serviceId" | "staffId" | "resourceIds" | "partySize" | "startsAt" | "endsAt"> & {
  id: Block["owner"];
};

export function blocksOf(rules: Rulebook, taken: TimeTaken, terms: Pick<Block, "expiresAt" | "customer">): Block[] {
  const service = findService(rules, taken.serviceId);
  const member = findStaff(rules, taken.staffId);
  if (!service || !member) throw new Error("a decision placed something that the rulebook does not have");
  const core = { start: taken.startsAt, end: taken.endsAt };
  const { start, end } = withBuffers(service, core);
  if (end - start > MAX_BLOCK_MS) throw new RangeError("a block is longer than the overlap search looks back");
  const block = {
    start,
    end,
    coreStart: core.start,
    coreEnd: core.end,
    owner: taken.id,
    ...terms,
    serviceId: service.id,
    session: placeOf(service, member, core).session,
    seats: taken.partySize,
  };
  return [taken.staffId, ...taken.resourceIds].map((calendarId) => ({ calendarId, ...block }));
}

/** Who a customer is to caps: the phone, even one that only their record has, else the e-mail address. */
export function customerOf({ phoneIndex, knownPhoneIndex = null, emailIndex }: BookingContact): string | null {
  return phoneIndex ?? knownPhoneIndex ?? emailIndex;
}

/** What was held is booked as it was held. */
function wishOf({ wish, contact }: BookingRequest, hold: Hold | undefined): Wish {
  const customer = customerOf(contact);
  return hold ? { ...wish, staffId: hold.staffId, partySize: hold.partySize, customer } : { ...wish, customer };
}

const CONFIRMED = { status: "confirmed", approvalExpiresAt: null } as const;

/** A request waits for approval, at most until it would begin. What has begun needs none. */
export function approvalOf({ approvalHours }: ServiceRules, startsAt: EpochMs, now: EpochMs) {
  if (approvalHours === null || startsAt <= now) return CONFIRMED;
  const approvalExpiresAt = Math.min(now + approvalHours * HOUR_MS, startsAt);
  return { status: "pending", approvalExpiresAt } as const;
}

function refuseOnline(rules: Rulebook, { wish, source }: BookingRequest): SlotRefusal | null {
  const isOnline = findService(rules, wish.serviceId)?.isBookableOnline ?? true;
  return source.channel === "web" && !isOnline ? { reason: "not_bookable_online" } : null;
}

function refuseByHold({ hold, holder }: HeldTime, wish: Wish, now: EpochMs): HoldRefusal | null {
  // An unknown id is a hold that lapsed and was swept, unless somebody guesses: both get the same answer.
  if (!hold || hold.expiresAt <= now) return { reason: "hold_expired" };
  if (hold.holder !== holder) return { reason: "hold_not_found" };
  const sameStaff = wish.staffId === null || wish.staffId === hold.staffId;
  const sameParty = (wish.partySize ?? hold.partySize) === hold.partySize;
  const same = hold.serviceId === wish.serviceId && hold.startsAt === wish.startsAt && sameStaff && sameParty;
  return same ? null : { reason: "hold_mismatch" };
}
