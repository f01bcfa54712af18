import type { BusyTime, Conflict } from "../../src/domain/booking/busy.ts";
import type { Interval } from "../../src/domain/booking/interval.ts";
import type { AppointmentId, BusyId, CalendarId, ConflictId } from "../../src/domain/ids.ts";
import type { EpochMs } from "../../src/domain/time.ts";

type BusyRow = {
  id: string;
  calendar_id: string;
  source: string;
  start: number;
  end: number;
  sealed_note: string | null;
  fingerprint: string | null;
};
type ConflictRow = {
  id: string;
  appointment_id: string;
  busy_id: string;
  calendar_id: string;
  start: number;
  end: number;
  raised_at: number;
  resolved_at: number | null;
};

/** Busy time of other origin than appointments, and the conflicts that it raises. Synchronous, like the ledger. */
export class BusyStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  busy(id: BusyId): BusyTime | undefined {
    return this.#busy("SELECT * FROM busy WHERE id = ?", id)[0];
  }

  /** What a source says of a calendar that overlaps the window or touches it. */
  saidAbout(calendarId: CalendarId, source: string, { start, end }: Interval): BusyTime[] {
    const query = "SELECT * FROM busy WHERE calendar_id = ? AND source = ? AND end >= ? AND start <= ?";
    return this.#busy(query, calendarId, source, start, end);
  }

  busyIn({ start, end }: Interval, limit: number): BusyTime[] {
    const query = "SELECT * FROM busy WHERE end > ? AND start < ? ORDER BY start, id LIMIT ?";
    return this.#busy(query, start, end, limit);
  }

  /** With which request an id was made, where that can come twice. */
  fingerprintOf(id: BusyId): string | null {
    const query = "SELECT fingerprint FROM busy WHERE id = ?";
    return this.#sql.exec<Pick<BusyRow, "fingerprint">>(query, id).toArray()[0]?.fingerprint ?? null;
  }

  saveBusy({ id, calendarId, source, start, end, sealedNote }: BusyTime, fingerprint: string | null): void {
    const query = "INSERT INTO busy VALUES (?, ?, ?, ?, ?, ?, ?)";
    this.#sql.exec(query, id, calendarId, source, start, end, sealedNote, fingerprint);
  }

  deleteBusy(id: BusyId): void {
    this.#sql.exec("DELETE FROM busy WHERE id = ?", id);
  }

  conflict(id: ConflictId): Conflict | undefined {
    return this.#conflicts("SELECT * FROM conflicts WHERE id = ?", id)[0];
  }

  openConflicts(limit: number): Conflict[] {
    return this.#conflicts("SELECT * FROM conflicts WHERE resolved_at IS NULL ORDER BY start LIMIT ?", limit);
  }

  openConflictsOf(id: AppointmentId): Conflict[] {
    return this.#conflicts("SELECT * FROM conflicts WHERE appointment_id = ? AND resolved_at IS NULL", id);
  }

  openConflictsWith(id: BusyId): Conflict[] {
    return this.#conflicts("SELECT * FROM conflicts WHERE busy_id = ? AND resolved_at IS NULL", id);
  }

  saveConflict(conflict: Conflict): void {
    const { id, appointmentId, busyId, calendarId, start, end, raisedAt, resolvedAt } = conflict;
    const query = "INSERT OR REPLACE INTO conflicts VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    this.#sql.exec(query, id, appointmentId, busyId, calendarId, start, end, raisedAt, resolvedAt);
  }

  /** Forgets what ended before an instant: blocks that old are gone as well. */
  forgetBefore(end: EpochMs): void {
    this.#sql.exec("DELETE FROM busy WHERE end < ?", end);
    this.#sql.exec("DELETE FROM conflicts WHERE resolved_at < ?", end);
  }

  #busy(query: string, ...bindings: (string | number)[]): BusyTime[] {
    return this.#sql
      .exec<BusyRow>(query, ...bindings)
      .toArray()
      .map(({ id, calendar_id, source, start, end, sealed_note }) => ({
        id: id as BusyId, // only this class writes it
        calendarId: calendar_id as CalendarId,
        source,
        start,
        end,
        sealedNote: sealed_note,
      }));
  }

  #conflicts(query: string, ...bindings: (string | number)[]): Conflict[] {
    return this.#sql
      .exec<ConflictRow>(query, ...bindings)
      .toArray()
      .map(({ id, appointment_id, busy_id, calendar_id, raised_at, resolved_at, ...span }) => ({
        ...span,
        id: id as ConflictId, // only this class writes it
        appointmentId: appointment_id as AppointmentId,
        busyId: busy_id as BusyId,
        calendarId: calendar_id as CalendarId,
        raisedAt: raised_at,
        resolvedAt: resolved_at,
      }));
  }
}
