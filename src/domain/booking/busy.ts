import type { AppointmentId, BusyId, CalendarId, ConflictId } from "../ids.ts";
import type { Result } from "../result.ts";
import { DAY_MS, type EpochMs } from "../time.ts";
import { type Appointment, type Block, MAX_BLOCK_MS } from "./appointment.ts";
import { type Interval, intersect, merge, overlaps, subtract } from "./interval.ts";

/** What staff block by hand. Everything else comes from an outside calendar, such as "google:con_…". */
export const MANUAL_SOURCE = "manual";
export const MAX_SOURCE_LENGTH = 80;
export const MAX_BUSY_INTERVALS = 2_000;
export const MAX_BUSY_WINDOW_MS = 400 * DAY_MS;

/** Time that is taken for another reason than an appointment. */
export type BusyTime = Interval & {
  id: BusyId;
  calendarId: CalendarId;
  source: string;
  /** What staff wrote about it, sealed. */
  sealedNote: string | null;
};

/** Busy time over an appointment that stands: the outside world is a fact, so a person must sort it out. */
export type Conflict = Interval & {
  id: ConflictId;
  appointmentId: AppointmentId;
  busyId: BusyId;
  calendarId: CalendarId;
  raisedAt: EpochMs;
  resolvedAt: EpochMs | null;
};

export type BusyRefusal = { reason: "idempotency_mismatch" } | { reason: "not_manual" };

type By = { actor: string; requestId?: string | null };
/** What is on another calendar than this is none. Null: all are meant. */
type Only = { only: CalendarId | null };

/** What one may ask of the busy time of a branch. */
export type BusyCommands = {
  /** Replaces what a source says of a calendar inside the window. Safe to repeat. */
  set: By & { source: string; calendarId: CalendarId; window: Interval; intervals: readonly Interval[] };
  /** Staff block time. The same id is the same request. */
  block: By & { busy: BusyTime; fingerprint: string };
  free: By & Only & { busyId: BusyId };
  list: { window: Interval; limit: number };
  /** Open ones, earliest first. */
  conflicts: { limit: number };
  dismiss: By & Only & { conflictId: ConflictId };
};

export type BusyAnswers = {
  set: { added: number; removed: number };
  block: Result<BusyTime, BusyRefusal>;
  /** False when there is no such time (any more). */
  free: Result<boolean, BusyRefusal>;
  list: BusyTime[];
  conflicts: Conflict[];
  dismiss: Conflict | null;
};

/** What a source says after it told a window anew: outside the window it stands by what it said before. */
export function tellAnew(before: readonly Interval[], window: Interval, told: readonly Interval[]): Interval[] {
  const parts = told.filter(({ start, end }) => start < end);
  return merge([...subtract(before, [window]), ...intersect([window], parts)]);
}

/** Busy time as rows of the ledger, none longer than the overlap search looks back. It has no buffers. */
export function toBusyBlocks({ id, calendarId, start, end }: BusyTime): Block[] {
  const taken = { calendarId, owner: id, expiresAt: null, serviceId: null, session: null, seats: 1, customer: null };
  return cut({ start, end }).map((part) => ({ ...taken, ...part, coreStart: part.start, coreEnd: part.end }));
}

/** The time that both take, buffers left out. Null: they are not in each other's way. */
export function clashOf(appointment: Appointment, busy: BusyTime): Interval | null {
  const { status, startsAt, endsAt, staffId, resourceIds } = appointment;
  const stands = status === "confirmed" || status === "pending";
  const core = { start: startsAt, end: endsAt };
  const shares = busy.calendarId === staffId || resourceIds.some((id) => id === busy.calendarId);
  if (!stands || !shares || !overlaps(core, busy)) return null;
  return { start: Math.max(core.start, busy.start), end: Math.min(core.end, busy.end) };
}

function cut({ start, end }: Interval): Interval[] {
  const pieces: Interval[] = [];
  for (let from = start; from < end; from += MAX_BLOCK_MS) {
    pieces.push({ start: from, end: Math.min(from + MAX_BLOCK_MS, end) });
  }
  return pieces;
}
