import type { AppointmentId, SeriesId, StaffId } from "../../ids.ts";
import type { Language } from "../../language.ts";
import { type EpochMs, type LocalDate, localDateOf } from "../../time.ts";
import type { Appointment, AppointmentGroup, BookingContact, Slot, Source } from "../appointment.ts";
import { isAnotherTime } from "../changes.ts";
import { blocksOf, toAppointment } from "../decide.ts";
import { type CalendarFacts, decidePlacement, fitsLength, type Placement, type Wish } from "../placement.ts";
import type { ChangeRefusal, IdempotencyRefusal, SlotRefusal } from "../refusal.ts";
import { findService } from "../rulebook.ts";
import { bookableRange } from "../rules.ts";
import { nearestSlots } from "../slots.ts";
import { withBlocks } from "./draft.ts";

/** Why one part of a group cannot be had. */
export type PartRefusal = SlotRefusal | ChangeRefusal | { reason: "nonexistent_time" };

/**
 * What becomes of one part. Positions count from 1. `startsAt` is null where the clocks skip the time; `staffId` is
 * null where it is refused.
 */
export type PartReport = {
  position: number;
  date: LocalDate;
  startsAt: EpochMs | null;
  staffId: StaffId | null;
  status: "free" | "booked" | PartRefusal["reason"];
  alternatives: Slot[];
};

/** A part on its way: what was wished for, and what it got. */
export type Part = {
  position: number;
  date: LocalDate;
  wish: Wish;
  refusal: PartRefusal | null;
  staffId: StaffId | null;
  placement: Placement | null;
  /** What is to be moved: where it stands is no other time for it. */
  before?: Appointment;
};

/** `alternatives` are other starts for a whole package. */
export type GroupConflict = {
  reason: "series_conflict" | "package_conflict";
  occurrences: PartReport[];
  alternatives: Slot[];
};
export type GroupRefusal = GroupConflict | ChangeRefusal | IdempotencyRefusal;

/** What is booked at once, and what became of each part. */
export type GroupPlan = { appointments: Appointment[]; report: PartReport[] };

/** What every appointment of a group needs; `bookings` has one entry for each part. */
export type GroupBooking = {
  groupId: SeriesId;
  bookings: { appointmentId: AppointmentId; contact: BookingContact }[];
  source: Source;
  language: Language;
};

/** How far from a refused part its alternatives may lie: a part that moves further is none of its group. */
const NEARBY_DAYS = 3;

/** The blocks of a part that nobody can name yet. */
const DRAFTED = "apt_draft" as AppointmentId; // no draft is looked up by its owner

export function withPlacement(facts: CalendarFacts, placement: Placement, customer: string | null): CalendarFacts {
  const taken = { ...placement, id: DRAFTED, serviceId: placement.service.id };
  return withBlocks(facts, blocksOf(facts.rules, taken, { expiresAt: null, customer }));
}

/** The appointments of the parts that can be had, in their order. */
export function bookParts(
  parts: readonly Part[],
  kind: AppointmentGroup["kind"],
  { groupId, bookings, source, language }: GroupBooking,
  now: EpochMs,
): Appointment[] {
  return parts.flatMap(({ position, placement }) => {
    if (!placement) return [];
    const booking = bookings[position - 1];
    if (!booking) throw new Error("a group has more parts than contacts");
    const group = { id: groupId, kind, position };
    return [toAppointment(placement, { ...booking, source, language, group }, now)];
  });
}

/** `facts` know of the parts that can be had, so that no alternative takes their time. */
export function reportOf(facts: CalendarFacts, parts: readonly Part[], taken: "free" | "booked"): PartReport[] {
  return parts.map((part) => ({
    ...reportPart(part, taken),
    alternatives: part.refusal ? nearby(facts, part) : [],
  }));
}

export function reportPart({ position, date, wish, refusal, staffId }: Part, taken: "free" | "booked"): PartReport {
  const startsAt = refusal?.reason === "nonexistent_time" ? null : wish.startsAt;
  return { position, date, startsAt, staffId, status: refusal?.reason ?? taken, alternatives: [] };
}

/** Whether the time itself was judged to be neither too soon nor too far: what comes later need not be asked again. */
export function isInRange({ refusal }: Part): boolean {
  return refusal === null || !OUT_OF_RANGE.has(refusal.reason);
}

const OUT_OF_RANGE: ReadonlySet<string> = new Set<PartRefusal["reason"]>(["too_soon", "too_far", "nonexistent_time"]);

/** Asks every rule about one part. */
export function placePart(facts: CalendarFacts, wish: Wish, position: number): Part {
  const part = { position, date: localDateOf(facts.rules.timeZone, wish.startsAt), wish };
  const decision = decidePlacement(facts, wish);
  if (!decision.ok) return { ...part, refusal: decision.error, staffId: null, placement: null };
  return { ...part, refusal: null, staffId: decision.value.staffId, placement: decision.value };
}

function nearby(facts: CalendarFacts, { wish, before }: Part): Slot[] {
  const { rules, readBlocks, now } = facts;
  const service = findService(rules, wish.serviceId);
  // Behind the horizon nothing can be booked by itself: what lies nearest would be months away.
  if (!service || (wish.follows && wish.startsAt > bookableRange(service, now).end)) return [];
  const suits = ({ startsAt }: Slot) => {
    const other = { ...wish, startsAt };
    return before ? isAnotherTime(facts, before, other) : fitsLength(facts, other);
  };
  return nearestSlots(rules, wish, readBlocks, now, { withinDays: NEARBY_DAYS, suits });
}
