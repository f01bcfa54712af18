import { err, ok, type Result } from "../result.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";
import type { Appointment } from "./appointment.ts";
import { approvalOf, customerOf } from "./decide.ts";
import { type Explanation, explainSlot } from "./explain.ts";
import { type CalendarFacts, decidePlacement, fitsLength, type Placement, type Wish } from "./placement.ts";
import type { ChangeRefusal, SlotRefusal } from "./refusal.ts";
import { durationOf, findService, priceOf, type Rulebook } from "./rulebook.ts";

type Changed = Result<Appointment, ChangeRefusal>;
type Wanted = Pick<Wish, "startsAt" | "staffId" | "isOverride" | "follows" | "ownMinutes"> & {
  /** By phone or by a link of theirs; left out where the business moves it. */
  isByCustomer?: boolean;
};

/** Guests may be checked in this long before they are due. */
const EARLY_MS = 2 * HOUR_MS;

/** The moved appointment: one new version that holds the new time and no longer the old. */
export function decideReschedule(
  facts: CalendarFacts,
  appointment: Appointment,
  wanted: Wanted,
): Result<Appointment, SlotRefusal | ChangeRefusal> {
  const refusal = refuseChange(appointment, facts.now);
  if (refusal) return err(refusal);

  const wish = moveWish(facts.rules, appointment, wanted);
  const keepStaff = decidePlacement(facts, { ...wish, staffId: wanted.staffId ?? appointment.staffId });
  // Nobody asked for this member: another one who is free keeps the caller's new time.
  const placement = keepStaff.ok || wanted.staffId ? keepStaff : decidePlacement(facts, wish);
  if (!placement.ok) return placement;
  const { service, ...place } = placement.value;
  const isRequest = needsAnswer(appointment, place, wanted);
  const approval = isRequest ? approvalOf(service, place.startsAt, facts.now) : {};
  const priceMinor = priceAfter(appointment, placement.value);
  return ok(changed(appointment, { ...place, ...approval, priceMinor }, facts.now));
}

type Place = Pick<Appointment, "startsAt" | "staffId">;

/** A request waits anew at its new time, and what its customer moves has a time that nobody has accepted yet. */
function needsAnswer(before: Appointment, after: Place, { isByCustomer = false }: Wanted): boolean {
  return before.status === "pending" || (isByCustomer && !hasSameStart(before, after));
}

/** What was agreed stands, unless the member who does it now takes another price than the one before. */
function priceAfter({ staffId, partySize, priceMinor }: Appointment, { service, staffId: next }: Placement): number {
  const price = priceOf(service, next);
  return price === priceOf(service, staffId) ? priceMinor : price * partySize;
}

/** Every rule that refuses the move, where `decideReschedule` stops at the first. */
export function explainReschedule(facts: CalendarFacts, appointment: Appointment, wanted: Wanted): Explanation {
  const explanation = explainSlot(facts, moveWish(facts.rules, appointment, wanted));
  const refusal = refuseChange(appointment, facts.now);
  return refusal ? { ...explanation, isFree: false, refusals: [refusal, ...explanation.refusals] } : explanation;
}

/** What a move asks for: the appointment brings along all that it keeps. */
export function moveWish(rules: Rulebook, appointment: Appointment, wanted: Wanted): Wish {
  const { serviceId, partySize, contact } = appointment;
  const ownMinutes = wanted.ownMinutes ?? ownMinutesOf(rules, appointment);
  const keepsStart = wanted.startsAt === appointment.startsAt;
  return { ...wanted, serviceId, partySize, customer: customerOf(contact), ownMinutes, keepsStart };
}

/** Whether it can be moved to a start that is free, and would not be where it is. */
export function isAnotherTime(facts: CalendarFacts, before: Appointment, wish: Wish): boolean {
  const isSameStaff = wish.staffId === null || wish.staffId === before.staffId;
  const stays = wish.startsAt === before.startsAt && isSameStaff;
  return !stays && fitsLength(facts, wish);
}

/** The length that staff gave this appointment: a move keeps it. Undefined: as long as its member takes. */
function ownMinutesOf(rules: Rulebook, appointment: Appointment): number | undefined {
  const service = findService(rules, appointment.serviceId);
  const minutes = (appointment.endsAt - appointment.startsAt) / MINUTE_MS;
  return service && minutes !== durationOf(service, appointment.staffId) ? minutes : undefined;
}

/** The same start with the same member, and another end. */
export function isResize(before: Appointment, after: Appointment): boolean {
  return hasSameStart(before, after) && before.endsAt !== after.endsAt;
}

/** Moved to where it is already, by a second click or by mistake: nothing that anybody need hear of. */
export function isUnmoved(before: Appointment, after: Appointment): boolean {
  return hasSameStart(before, after) && before.endsAt === after.endsAt;
}

function hasSameStart(before: Place, after: Place): boolean {
  return before.startsAt === after.startsAt && before.staffId === after.staffId;
}

export function decideCancel(appointment: Appointment, reason: string | null, now: EpochMs): Changed {
  const refusal = refuseChange(appointment, now);
  if (refusal) return err(refusal);
  return ok(changed(appointment, { status: "cancelled", cancelReason: reason, approvalExpiresAt: null }, now));
}

/** Whether cancelling now is later than the service's policy lets go free of charge. */
export function isLateCancel(rules: Rulebook, appointment: Appointment, now: EpochMs): boolean {
  const hours = findService(rules, appointment.serviceId)?.freeCancelHours ?? null;
  return hours !== null && now > appointment.startsAt - hours * HOUR_MS;
}

/** Takes or turns down a request. */
export function decideApproval(
  appointment: Appointment,
  answer: { accept: true } | { accept: false; reason: string | null },
  now: EpochMs,
): Changed {
  const { status, approvalExpiresAt } = appointment;
  if (status !== "pending") return err({ reason: "not_pending" });
  if (approvalExpiresAt !== null && approvalExpiresAt <= now) return err({ reason: "request_lapsed" });
  if (answer.accept) return ok(changed(appointment, { status: "confirmed", approvalExpiresAt: null }, now));
  return ok(changed(appointment, { status: "declined", cancelReason: answer.reason, approvalExpiresAt: null }, now));
}

/** A request that nobody answered in time. */
export function decideLapse(appointment: Appointment, now: EpochMs): Appointment {
  return changed(appointment, { status: "lapsed", approvalExpiresAt: null }, now);
}

/** The customer is there. */
export function decideCheckIn(appointment: Appointment, now: EpochMs): Changed {
  if (appointment.status !== "confirmed") return err(notConfirmed(appointment));
  if (appointment.checkedInAt !== null) return ok(appointment);
  if (now < appointment.startsAt - EARLY_MS) return err({ reason: "not_yet", from: appointment.startsAt - EARLY_MS });
  return ok(changed(appointment, { checkedInAt: now }, now));
}

/** It took place. A no-show may be corrected, and the other way round. */
export function decideComplete(appointment: Appointment, now: EpochMs): Changed {
  return settle(appointment, "completed", now);
}

/** The customer did not come. */
export function decideNoShow(appointment: Appointment, now: EpochMs): Changed {
  if (appointment.checkedInAt !== null) return err({ reason: "checked_in" });
  return settle(appointment, "no_show", now);
}

function settle(appointment: Appointment, status: "completed" | "no_show", now: EpochMs): Changed {
  if (appointment.status === status) return ok(appointment);
  const isOpen = appointment.status === "confirmed" || appointment.status === "completed";
  if (!isOpen && appointment.status !== "no_show") return err(notConfirmed(appointment));
  if (now < appointment.startsAt) return err({ reason: "not_yet", from: appointment.startsAt });
  return ok(changed(appointment, { status }, now));
}

function notConfirmed({ status }: Appointment): ChangeRefusal {
  return { reason: status === "cancelled" ? "already_cancelled" : "not_confirmed" };
}

/** Only what lies ahead and still stands can be moved or cancelled. */
export function refuseChange({ status, startsAt, approvalExpiresAt }: Appointment, now: EpochMs): ChangeRefusal | null {
  if (status === "cancelled") return { reason: "already_cancelled" };
  if (status === "declined") return { reason: "not_confirmed" };
  if (status === "lapsed") return { reason: "request_lapsed" };
  if (status === "pending")
    return approvalExpiresAt !== null && approvalExpiresAt <= now ? { reason: "request_lapsed" } : null;
  return status !== "confirmed" || startsAt <= now ? { reason: "already_over" } : null;
}

function changed(appointment: Appointment, change: Partial<Appointment>, now: EpochMs): Appointment {
  return { ...appointment, ...change, version: appointment.version + 1, updatedAt: now };
}
