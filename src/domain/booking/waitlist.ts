import type { AppointmentId, CalendarId, ServiceId, StaffId, WaitlistId } from "../ids.ts";
import type { Language } from "../language.ts";
import { afterQuiet, USUAL_QUIET_HOURS } from "../messaging/reminders.ts";
import type { Result } from "../result.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";
import type { Appointment, Block, BookingContact, Hold, Slot, Source } from "./appointment.ts";
import type { Idempotency } from "./commands.ts";
import { type Interval, overlaps } from "./interval.ts";
import type { BookingRefusal } from "./refusal.ts";
import type { ServiceRules } from "./rulebook.ts";
import { fitsWindow, type SlotWindow } from "./slot-window.ts";

/** How long somebody who waited has to take what is offered. */
export const WAITLIST_HOLD_MS = 15 * MINUTE_MS;
/** So long after the night, for what was offered during it. */
const MORNING_MS = HOUR_MS;
/** Nobody keeps a time until so shortly before it begins. */
const LAST_USE_MS = HOUR_MS;
export const MAX_WAITING = 1_000;
/** How many of those who wait are looked at at a time. */
export const MAX_IN_LINE = 50;
const HOLDER = "waitlist:";

export type WaitlistStatus = "waiting" | "offered" | "booked" | "lapsed" | "left";

export type WaitlistEntry = {
  id: WaitlistId;
  /** The appointment that it may become: the contact is sealed for it. */
  appointmentId: AppointmentId;
  serviceId: ServiceId;
  /** Null: whoever offers the service. */
  staffId: StaffId | null;
  window: SlotWindow;
  partySize: number;
  contact: BookingContact;
  language: Language;
  source: Source;
  createdAt: EpochMs;
  status: WaitlistStatus;
  /** The hold that was offered to them last. */
  offer: Hold | null;
};

/** A calendar's time that was taken a moment ago, and by what. */
export type FreedTime = Interval & Pick<Block, "calendarId" | "serviceId" | "coreStart">;

/** Time in which somebody may be offered a start now. */
export type OpenedTime = Interval & {
  /** Whose it is. Null: of whoever does the service. */
  calendarId: CalendarId | null;
  /** The only service that it was opened for, by a cap that is no longer reached. Null: it was taken. */
  serviceId: ServiceId | null;
};

/** A start that somebody may be offered now. */
export type FreedSlot = Slot & { serviceId: ServiceId };

export type WaitlistRefusal =
  | { reason: "window_over" }
  | { reason: "waitlist_full"; limit: number }
  | { reason: "entry_not_found" }
  | { reason: "not_offered"; status: WaitlistStatus };

/**
 * Until when an offer stands. Who sleeps cannot answer, and offers that lapse all night would go down the whole line: what
 * is offered at night (21 to 8 on the branch's clock) stands until nine, where the time is later than ten.
 */
export function offerEndsAt(startsAt: EpochMs, timeZone: string, now: EpochMs): EpochMs {
  const night = afterQuiet(USUAL_QUIET_HOURS, timeZone, now);
  const morning = night + MORNING_MS;
  const isKept = night > now && morning + LAST_USE_MS <= startsAt;
  return Math.min(isKept ? morning : now + WAITLIST_HOLD_MS, startsAt);
}

type By = { actor: string; requestId?: string | null };
/** Entries that ask for another member, or for any, are none. Null: all are meant. */
type Only = { only: StaffId | null };

/** What one may ask of a branch's waitlist. */
export type WaitlistCommands = {
  /** The same id is the same request. Who waits for the same already keeps their place, for the times of both. */
  join: By & { entry: Omit<WaitlistEntry, "createdAt" | "status" | "offer">; fingerprint: string };
  leave: By & Only & { entryId: WaitlistId };
  /** Books what was offered. `sealed` is the contact with what was answered since; null: as it was given on joining. */
  book: By & Only & { entryId: WaitlistId; sealed: string | null; idempotency: Idempotency };
  find: Only & { entryId: WaitlistId };
  /** Whose number or address has one of these keyed hashes, whatever became of them. */
  of: { indexes: readonly string[] };
  /** Erases who they were; who still waits, waits no more. */
  forget: By & { entries: readonly { id: WaitlistId; sealed: string }[] };
  list: Only & { after: { at: EpochMs; id: string } | null; limit: number; status: WaitlistStatus | null };
};

export type WaitAsk = keyof WaitlistCommands;

export type WaitlistAnswers = {
  join: Result<WaitlistEntry, BookingRefusal | WaitlistRefusal>;
  /** False when nobody waits under this id (any more). */
  leave: boolean;
  book: Result<Appointment, BookingRefusal | WaitlistRefusal>;
  find: WaitlistEntry | null;
  of: WaitlistEntry[];
  forget: number;
  list: WaitlistEntry[];
};

/** The first of the slots that is what somebody waits for. */
export function slotFor(entry: WaitlistEntry, slots: readonly FreedSlot[], timeZone: string): FreedSlot | null {
  return slots.find((slot) => suits(entry, slot, timeZone)) ?? null;
}

/** Whether an entry waits for the same already, at least for some of the time. */
export function isSameWish(
  entry: WaitlistEntry,
  wish: Pick<WaitlistEntry, "serviceId" | "staffId" | "partySize" | "window">,
): boolean {
  if (entry.serviceId !== wish.serviceId || entry.staffId !== wish.staffId) return false;
  return entry.partySize === wish.partySize && meet(entry.window, wish.window);
}

/** One window with the times of both, for who asks for more of what they wait for already. */
export function coverBoth(a: SlotWindow, b: SlotWindow): SlotWindow {
  const hull = (one: { from: number; to: number }, other: { from: number; to: number }) => ({
    from: Math.min(one.from, other.from),
    to: Math.max(one.to, other.to),
  });
  return { ...hull(a, b), ...(a.eachDay && b.eachDay && { eachDay: hull(a.eachDay, b.eachDay) }) };
}

function meet(a: SlotWindow, b: SlotWindow): boolean {
  if (!overlaps({ start: a.from, end: a.to }, { start: b.from, end: b.to })) return false;
  const [one, other] = [a.eachDay, b.eachDay];
  return !one || !other || overlaps({ start: one.from, end: one.to }, { start: other.from, end: other.to });
}

/** The slots that could not be had before: those inside of what was freed come first. */
export function openedBy(freed: OpenedTime, service: ServiceRules, slots: readonly Slot[]): FreedSlot[] {
  const isResource = service.resources.some(({ resourceIds }) => resourceIds.some((id) => id === freed.calendarId));
  const isAnybodys = isResource || freed.calendarId === null;
  const opened = slots.flatMap((slot) => {
    if (!overlaps({ start: slot.startsAt, end: slot.endsAt }, freed)) return [];
    const staffIds = isAnybodys ? slot.staffIds : slot.staffIds.filter((id) => id === freed.calendarId);
    return staffIds.length > 0 ? [{ ...slot, staffIds, serviceId: service.id }] : [];
  });
  const inside = (slot: FreedSlot) => slot.startsAt >= freed.start;
  // Caps count by the start, so what only reaches into their period was free before.
  const reaching = freed.serviceId === null ? opened.filter((slot) => !inside(slot)) : [];
  return [...opened.filter(inside), ...reaching.reverse()];
}

/** Who holds what was offered to an entry. */
export function waitlistHolder(id: WaitlistId): string {
  return `${HOLDER}${id}`;
}

export function isWaitlistHolder(holder: string): boolean {
  return holder.startsWith(HOLDER);
}

function suits(entry: WaitlistEntry, slot: FreedSlot, timeZone: string): boolean {
  if (entry.serviceId !== slot.serviceId || entry.partySize > (slot.seatsLeft ?? 1)) return false;
  if (entry.staffId && !slot.staffIds.includes(entry.staffId)) return false;
  return fitsWindow(entry.window, slot.startsAt, timeZone);
}
