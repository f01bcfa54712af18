import {
  type Appointment,
  type Block,
  type CalendarEvent,
  type Hold,
  type LoggedEvent,
  MAX_BLOCK_MS,
} from "../../src/domain/booking/appointment.ts";
import type { Upcoming } from "../../src/domain/booking/commands.ts";
import type { Interval } from "../../src/domain/booking/interval.ts";
import { MAX_BUFFER_MINUTES } from "../../src/domain/booking/rulebook.ts";
import type { FreedTime } from "../../src/domain/booking/waitlist.ts";
import type { AppointmentId, HoldId, SeriesId } from "../../src/domain/ids.ts";
import { type EpochMs, MINUTE_MS } from "../../src/domain/time.ts";
import { BlockCache } from "./block-cache.ts";
import { type BlockRow, toBlockValue } from "./block-row.ts";

/** The branch's ledger: the only place with its SQL. Every method is synchronous. */
export class CalendarStore {
  readonly #sql: SqlStorage;
  /** The blocks, as memory knows them. Written by this class alone. */
  readonly taken: BlockCache;
  readonly #freed: FreedTime[] = [];

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.taken = new BlockCache(({ start, end }) =>
      sql.exec<BlockRow>("SELECT * FROM blocks WHERE start >= ? AND start < ?", start, end).toArray().map(toBlockValue),
    );
  }

  /** For whoever undoes a transaction: what memory knows may not have happened. */
  forgetBlocks(): void {
    this.taken.clear();
    this.#freed.length = 0;
  }

  saveBlock(block: Block): void {
    this.#sql.exec(
      "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      block.calendarId,
      block.start,
      block.end,
      block.coreStart,
      block.coreEnd,
      block.owner,
      block.expiresAt,
      block.serviceId,
      block.session,
      block.seats,
      block.customer,
    );
    this.taken.add(block);
  }

  /** Whatever the owner's time was when it was saved. */
  freeBlocks({ id, startsAt }: Pick<Appointment | Hold, "id" | "startsAt">): void {
    this.freeOwned(id, startsOf(startsAt));
  }

  /** Frees the owner's blocks that start in a window. */
  freeOwned(owner: Block["owner"], { start, end }: Interval): void {
    const query = "DELETE FROM blocks WHERE start >= ? AND start < ? AND owner = ? RETURNING *";
    for (const block of this.#sql.exec<BlockRow>(query, start, end, owner).toArray().map(toBlockValue)) {
      this.taken.remove(block);
      this.#freed.push(block);
    }
  }

  /** What was freed since this was last asked. */
  takeFreed(): FreedTime[] {
    return this.#freed.splice(0);
  }

  /** What was taken until further notice is taken for good. */
  keepBlocks(appointment: Pick<Appointment, "id" | "startsAt">): void {
    this.#changeBlocks("expires_at", appointment);
  }

  /** The time stays taken, of nobody in particular. */
  forgetCustomer(appointment: Pick<Appointment, "id" | "startsAt">): void {
    this.#changeBlocks("customer", appointment);
  }

  #changeBlocks(cleared: "expires_at" | "customer", { id, startsAt }: Pick<Appointment, "id" | "startsAt">): void {
    const { start, end } = startsOf(startsAt);
    const changed = this.#sql.exec<BlockRow>(
      `UPDATE blocks SET ${cleared} = NULL WHERE start >= ? AND start < ? AND owner = ? RETURNING *`,
      start,
      end,
      id,
    );
    for (const block of changed.toArray().map(toBlockValue)) {
      this.taken.remove(block);
      this.taken.add(block);
    }
  }

  appointment(id: AppointmentId): Appointment | undefined {
    return this.#bodies<Appointment>("SELECT body FROM appointments WHERE id = ?", id)[0];
  }

  appointmentsIn(window: Interval): Appointment[] {
    return this.#bodies(
      "SELECT body FROM appointments WHERE starts_at > ? AND starts_at < ? ORDER BY starts_at, id",
      window.start - MAX_BLOCK_MS,
      window.end,
    );
  }

  /** Confirmed appointments of one phone number that have not begun, soonest first. */
  upcomingOf(phoneIndex: string, now: EpochMs, limit: number): Appointment[] {
    return this.#bodies(
      `SELECT body FROM appointments
       WHERE phone_index = ? AND starts_at > ? AND status IN ('confirmed', 'pending') ORDER BY starts_at LIMIT ?`,
      phoneIndex,
      now,
      limit,
    );
  }

  /** How many stand and are not over, and when the first of them begins. */
  upcoming(now: EpochMs): Upcoming {
    const standing = this.#bodies<Appointment>(
      "SELECT body FROM appointments WHERE starts_at > ? AND status IN ('confirmed', 'pending') ORDER BY starts_at",
      now - MAX_BLOCK_MS,
    ).filter(
      ({ endsAt, approvalExpiresAt }) => endsAt > now && (approvalExpiresAt === null || approvalExpiresAt > now),
    );
    return { count: standing.length, firstStartsAt: standing[0]?.startsAt ?? null };
  }

  /** All appointments in id order, a page at a time: for rebuilding and comparing the read model. */
  appointmentsAfter(id: string, limit: number): Appointment[] {
    return this.#bodies("SELECT body FROM appointments WHERE id > ? ORDER BY id LIMIT ?", id, limit);
  }

  /** Of one series or package, as it was booked. */
  groupMembers(id: SeriesId): Appointment[] {
    return this.#bodies<Appointment>("SELECT body FROM appointments WHERE group_id = ?", id).sort(
      (a, b) => (a.group?.position ?? 0) - (b.group?.position ?? 0),
    );
  }

  saveAppointment(appointment: Appointment): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO appointments VALUES (?, ?, ?, ?, ?, ?)",
      appointment.id,
      appointment.startsAt,
      appointment.status,
      appointment.contact.phoneIndex,
      appointment.group?.id ?? null,
      JSON.stringify(appointment),
    );
  }

  hold(id: HoldId): Hold | undefined {
    return this.#bodies<Hold>("SELECT body FROM holds WHERE id = ?", id)[0];
  }

  liveHolds(now: EpochMs): Hold[] {
    return this.#bodies("SELECT body FROM holds WHERE expires_at > ? ORDER BY expires_at", now);
  }

  expiredHolds(now: EpochMs): Hold[] {
    return this.#bodies("SELECT body FROM holds WHERE expires_at <= ? ORDER BY expires_at", now);
  }

  /** Requests that nobody accepted in time. */
  lapsedRequests(now: EpochMs): Appointment[] {
    return this.#bodies<Appointment>("SELECT body FROM appointments WHERE status = 'pending'").filter(
      ({ approvalExpiresAt }) => approvalExpiresAt !== null && approvalExpiresAt <= now,
    );
  }

  /** When the next hold or request lapses: of all, or of those that have not by then. */
  nextExpiry(after: EpochMs = 0): EpochMs | null {
    const query = "SELECT min(expires_at) AS at FROM blocks WHERE expires_at > ?";
    return this.#sql.exec<{ at: number | null }>(query, after).one().at;
  }

  saveHold(hold: Hold): void {
    this.#sql.exec("INSERT INTO holds VALUES (?, ?, ?)", hold.id, hold.expiresAt, JSON.stringify(hold));
  }

  deleteHold(hold: Hold): void {
    this.#sql.exec("DELETE FROM holds WHERE id = ?", hold.id);
    this.freeBlocks(hold);
  }

  append(event: CalendarEvent, { actor, at, requestId }: Omit<LoggedEvent, "seq" | "event">): LoggedEvent {
    const { seq } = this.#sql
      .exec<{ seq: number }>(
        "INSERT INTO events (at, actor, event, request_id) VALUES (?, ?, ?, ?) RETURNING seq",
        at,
        actor,
        JSON.stringify(event),
        requestId,
      )
      .one();
    return { seq, at, actor, event, requestId };
  }

  eventsAfter(seq: number, limit: number): LoggedEvent[] {
    return this.#sql
      .exec<{ seq: number; at: number; actor: string; event: string; requestId: string | null }>(
        "SELECT seq, at, actor, event, request_id AS requestId FROM events WHERE seq > ? ORDER BY seq LIMIT ?",
        seq,
        limit,
      )
      .toArray()
      .map((row) => ({ ...row, event: JSON.parse(row.event) as CalendarEvent })); // only `append` writes it
  }

  lastSeq(): number {
    return this.#sql.exec<{ seq: number | null }>("SELECT max(seq) AS seq FROM events").one().seq ?? 0;
  }

  /** Of what is still kept. Null when nothing is. */
  firstSeq(): number | null {
    return this.#sql.exec<{ seq: number | null }>("SELECT min(seq) AS seq FROM events").one().seq;
  }

  /**
   * Forgets at most `limit` events before a seq that were logged before an instant. Returns how many. Give it the last
   * seq at most: an empty log would count from one again.
   */
  forgetEvents(seq: number, before: EpochMs, limit: number): number {
    const oldest = "SELECT seq FROM events WHERE seq < ? AND at < ? ORDER BY seq LIMIT ?";
    return this.#sql.exec(`DELETE FROM events WHERE seq IN (${oldest})`, seq, before, limit).rowsWritten;
  }

  /** Forgets time that is long past: nothing can be booked there any more. */
  forgetBlocksBefore(end: EpochMs): void {
    this.#sql.exec("DELETE FROM blocks WHERE start < ? AND end < ?", end, end);
    this.taken.clear();
  }

  setting(name: string): string | undefined {
    return this.#sql.exec<{ value: string }>("SELECT value FROM settings WHERE name = ?", name).toArray()[0]?.value;
  }

  saveSetting(name: string, value: string): void {
    this.#sql.exec("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, value);
  }

  // `body` is written by this class alone, so its shape is known.
  #bodies<T>(query: string, ...bindings: (string | number)[]): T[] {
    return this.#sql
      .exec<{ body: string }>(query, ...bindings)
      .toArray()
      .map((row) => JSON.parse(row.body) as T);
  }
}

/** Where the block of what starts then may begin: at most the longest buffer earlier. */
function startsOf(startsAt: EpochMs): Interval {
  return { start: startsAt - MAX_BUFFER_MINUTES * MINUTE_MS, end: startsAt + 1 };
}
