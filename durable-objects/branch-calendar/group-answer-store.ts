import type { Appointment, CalendarEvent } from "../../src/domain/booking/appointment.ts";
import type { GroupAnswer, Idempotency } from "../../src/domain/booking/commands.ts";
import type { GroupRefusal } from "../../src/domain/booking/groups/group.ts";
import { err, ok, type Result } from "../../src/domain/result.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../src/domain/time.ts";

/** As long as `AnswerStore` remembers the API's. */
const EFFECT_MEMORY_MS = DAY_MS;
const REFUSAL_MEMORY_MS = MINUTE_MS;

export type GroupResult = Result<GroupAnswer, GroupRefusal>;
type Row = { fingerprint: string; answer: string; first_seq: number; last_seq: number };
/** The events that a command appended, or none. */
export type SeqRange = { first: number; last: number };

/**
 * Remembers answers about a whole series or package by idempotency key, in the same transaction as their effect. The
 * appointments stand in the log already, one event each: they are read from there as the command left them.
 */
export class GroupAnswerStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The earlier answer to this key, or a refusal when the key was used for something else. */
  recall({ key, fingerprint }: Idempotency, now: EpochMs): GroupResult | undefined {
    const query = "SELECT fingerprint, answer, first_seq, last_seq FROM group_answers WHERE key = ? AND expires_at > ?";
    const [row] = this.#sql.exec<Row>(query, key, now).toArray();
    if (!row) return undefined;
    if (row.fingerprint !== fingerprint) return err({ reason: "idempotency_mismatch" });
    const answer = JSON.parse(row.answer) as GroupResult; // only `remember` writes it
    if (!answer.ok) return answer;
    const appointments = this.#appointments({ first: row.first_seq, last: row.last_seq });
    return ok({ ...answer.value, appointments });
  }

  remember({ key, fingerprint }: Idempotency, answer: GroupResult, range: SeqRange, now: EpochMs): void {
    this.#sql.exec("DELETE FROM group_answers WHERE expires_at <= ?", now);
    const kept = answer.ok ? ok({ ...answer.value, appointments: [] }) : answer;
    const until = now + (answer.ok ? EFFECT_MEMORY_MS : REFUSAL_MEMORY_MS);
    this.#sql.exec(
      "INSERT OR REPLACE INTO group_answers VALUES (?, ?, ?, ?, ?, ?)",
      key,
      fingerprint,
      JSON.stringify(kept),
      range.first,
      range.last,
      until,
    );
  }

  #appointments({ first, last }: SeqRange): Appointment[] {
    return this.#sql
      .exec<{ event: string }>("SELECT event FROM events WHERE seq BETWEEN ? AND ? ORDER BY seq", first, last)
      .toArray()
      .map(({ event }) => JSON.parse(event) as CalendarEvent) // only `CalendarStore.append` writes it
      .flatMap((event) => ("appointment" in event ? [event.appointment] : []));
  }
}
