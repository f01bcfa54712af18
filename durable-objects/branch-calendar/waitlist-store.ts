import type { BookingContact } from "../../src/domain/booking/appointment.ts";
import type { Interval } from "../../src/domain/booking/interval.ts";
import { MAX_IN_LINE, type WaitlistCommands, type WaitlistEntry } from "../../src/domain/booking/waitlist.ts";
import type { HoldId, ServiceId, WaitlistId } from "../../src/domain/ids.ts";
import type { EpochMs } from "../../src/domain/time.ts";

/** Who waits for time of this branch. Synchronous, like the ledger; who they are is sealed. */
export class WaitlistStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  entry(id: WaitlistId): WaitlistEntry | undefined {
    return this.#entries("SELECT body FROM waitlist WHERE id = ?", id)[0];
  }

  /** With which request an entry was made. */
  fingerprintOf(id: WaitlistId): string | undefined {
    const query = "SELECT fingerprint FROM waitlist WHERE id = ?";
    return this.#sql.exec<{ fingerprint: string }>(query, id).toArray()[0]?.fingerprint;
  }

  /** Where somebody stands in line for a service, first come first. */
  placesOf({ phoneIndex, emailIndex }: BookingContact, serviceId: ServiceId, now: EpochMs): WaitlistEntry[] {
    return this.#entries(
      `SELECT body FROM waitlist
       WHERE status IN ('waiting', 'offered') AND to_at > ? AND service_id = ?
         AND (json_extract(body, '$.contact.phoneIndex') = ? OR json_extract(body, '$.contact.emailIndex') = ?)
       ORDER BY created_at, id`,
      now,
      serviceId,
      phoneIndex,
      emailIndex,
    );
  }

  offeredWith(id: HoldId): WaitlistEntry | undefined {
    return this.#entries("SELECT body FROM waitlist WHERE hold_id = ? AND status = 'offered'", id)[0];
  }

  isAnyoneWaiting(): boolean {
    return this.#sql.exec("SELECT 1 FROM waitlist WHERE status = 'waiting' LIMIT 1").toArray().length > 0;
  }

  waiting(): WaitlistEntry[] {
    return this.#entries("SELECT body FROM waitlist WHERE status = 'waiting'");
  }

  countWaiting(): number {
    const query = "SELECT count(*) AS waiting FROM waitlist WHERE status = 'waiting'";
    return this.#sql.exec<{ waiting: number }>(query).one().waiting;
  }

  /** Those who have waited longest for one of the services at some time of the span, behind somebody in the line. */
  line(serviceIds: readonly ServiceId[], { start, end }: Interval, after?: WaitlistEntry): WaitlistEntry[] {
    return this.#entries(
      `SELECT body FROM waitlist
       WHERE status = 'waiting' AND from_at < ? AND to_at > ? AND service_id IN (SELECT value FROM json_each(?))
         AND (created_at, id) > (?, ?)
       ORDER BY created_at, id LIMIT ?`,
      end,
      start,
      JSON.stringify(serviceIds),
      after?.createdAt ?? 0,
      after?.id ?? "",
      MAX_IN_LINE,
    );
  }

  /** The services that somebody waits for. */
  wanted(): Set<string> {
    const query = "SELECT DISTINCT service_id FROM waitlist WHERE status = 'waiting'";
    return new Set(
      this.#sql
        .exec<{ service_id: string }>(query)
        .toArray()
        .map((row) => row.service_id),
    );
  }

  /** Those who waited until their time was over. */
  overdue(now: EpochMs): WaitlistEntry[] {
    return this.#entries("SELECT body FROM waitlist WHERE status = 'waiting' AND to_at <= ?", now);
  }

  /** When the time is over for the next of those who wait. */
  nextEnd(): EpochMs | null {
    const query = "SELECT min(to_at) AS at FROM waitlist WHERE status = 'waiting'";
    return this.#sql.exec<{ at: number | null }>(query).one().at;
  }

  page({ after, limit, status, only }: WaitlistCommands["list"]): WaitlistEntry[] {
    return this.#entries(
      `SELECT body FROM waitlist
       WHERE (created_at, id) > (?, ?) AND (?3 IS NULL OR status = ?3)
         AND (?5 IS NULL OR json_extract(body, '$.staffId') = ?5) ORDER BY created_at, id LIMIT ?4`,
      after?.at ?? 0,
      after?.id ?? "",
      status,
      limit,
      only,
    );
  }

  /** Of these people: a look through all, for nobody but erasure asks. */
  of(indexes: readonly string[], limit: number): WaitlistEntry[] {
    const [phone, email] = ["$.contact.phoneIndex", "$.contact.emailIndex"];
    return this.#entries(
      `SELECT body FROM waitlist
       WHERE json_extract(body, ?1) IN (SELECT value FROM json_each(?3)) OR json_extract(body, ?2) IN (SELECT value FROM json_each(?3))
       LIMIT ?4`,
      phone,
      email,
      JSON.stringify(indexes),
      limit,
    );
  }

  insert(entry: WaitlistEntry, fingerprint: string): void {
    this.#sql.exec(
      "INSERT INTO waitlist VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      entry.id,
      entry.createdAt,
      entry.status,
      entry.serviceId,
      entry.window.from,
      entry.window.to,
      null,
      fingerprint,
      JSON.stringify(entry),
    );
  }

  update(entry: WaitlistEntry): void {
    this.#sql.exec(
      "UPDATE waitlist SET status = ?, from_at = ?, to_at = ?, hold_id = ?, body = ? WHERE id = ?",
      entry.status,
      entry.window.from,
      entry.window.to,
      entry.offer?.id ?? null,
      JSON.stringify(entry),
      entry.id,
    );
  }

  /** Of whom nothing can come any more, and whose time was over by then. True when more may be left. */
  forgetOver(before: EpochMs, limit: number): boolean {
    const over = "SELECT id FROM waitlist WHERE to_at < ? AND status NOT IN ('waiting', 'offered') LIMIT ?";
    const query = `DELETE FROM waitlist WHERE id IN (${over}) RETURNING id`;
    return this.#sql.exec(query, before, limit).toArray().length >= limit;
  }

  // `body` is written by this class alone, so its shape is known.
  #entries(query: string, ...bindings: (string | number | null)[]): WaitlistEntry[] {
    return this.#sql
      .exec<{ body: string }>(query, ...bindings)
      .toArray()
      .map(({ body }) => JSON.parse(body) as WaitlistEntry);
  }
}
