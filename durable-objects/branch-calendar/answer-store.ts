import type { CalendarEvent } from "../../src/domain/booking/appointment.ts";
import type { Idempotency } from "../../src/domain/booking/commands.ts";
import type { BookingRefusal } from "../../src/domain/booking/refusal.ts";
import type { AppointmentId, HoldId } from "../../src/domain/ids.ts";
import { err, ok, type Result } from "../../src/domain/result.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../src/domain/time.ts";

/** How long an effect is remembered: longer than any client or vendor retries. */
const EFFECT_MEMORY_MS = DAY_MS;
/** A refusal had no effect, so asking again later may well be answered differently. */
const REFUSAL_MEMORY_MS = MINUTE_MS;

type Answer<T> = Result<T, BookingRefusal>;
type Remembered = { id: AppointmentId | HoldId; expiresAt?: EpochMs };
type Row = { fingerprint: string; event: string | null; refusal: string | null };

/**
 * Remembers answers by idempotency key, in the same transaction as their effect. What was granted stands in the log
 * already, so an answer only points there.
 */
export class AnswerStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The earlier answer to this key, or a refusal when the key was used for something else. */
  recall<T extends Remembered>({ key, fingerprint }: Idempotency, now: EpochMs): Answer<T> | undefined {
    const row = this.#sql
      .exec<Row>(
        `SELECT fingerprint, event, refusal FROM answers LEFT JOIN events USING (seq)
         WHERE key = ? AND expires_at > ?`,
        key,
        now,
      )
      .toArray()[0];
    if (!row) return undefined;
    if (row.fingerprint !== fingerprint) return err({ reason: "idempotency_mismatch", alternatives: [] });
    if (row.refusal !== null) return err(JSON.parse(row.refusal) as BookingRefusal);
    return row.event === null ? undefined : ok(grantedBy(JSON.parse(row.event) as CalendarEvent) as T);
  }

  /** `seq` is the event that grants what was asked for. */
  remember<T extends Remembered>(
    { key, fingerprint, scope }: Idempotency,
    answer: Answer<T>,
    seq: number,
    now: EpochMs,
  ): void {
    const until = rememberedUntil(scope, answer, now);
    if (until <= now) return;
    const [granted, refusal] = answer.ok ? [seq, null] : [null, JSON.stringify(answer.error)];
    this.#sql.exec("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", key, fingerprint, granted, refusal, until);
  }

  /** A bounded sweep, by night: an index by expiry would cost every booking more. True when more may be left. */
  forgetExpired(now: EpochMs, limit: number): boolean {
    const expired = "SELECT key FROM answers WHERE expires_at <= ? LIMIT ?";
    return this.#sql.exec(`DELETE FROM answers WHERE key IN (${expired})`, now, limit).rowsWritten >= limit;
  }
}

/** The event of a command that was granted carries what it granted. */
function grantedBy(event: CalendarEvent): unknown {
  if ("appointment" in event) return event.appointment;
  return "hold" in event ? event.hold : undefined;
}

/**
 * The key of the API stands for one request. On the phone the words are the key, and the same words come back meaning
 * something new: a refusal is decided anew, and a hold is remembered only while it stands.
 */
function rememberedUntil(scope: Idempotency["scope"], answer: Answer<Remembered>, now: EpochMs): EpochMs {
  if (!answer.ok) return scope === "call" ? now : now + REFUSAL_MEMORY_MS;
  const lapsesAt = scope === "call" ? answer.value.expiresAt : undefined;
  return lapsesAt ?? now + EFFECT_MEMORY_MS;
}
