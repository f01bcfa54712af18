import type { Idempotency } from "../../src/domain/booking/commands.ts";
import type { BookingRefusal } from "../../src/domain/booking/refusal.ts";
import type { AppointmentId, HoldId } from "../../src/domain/ids.ts";
import { err, type Result } from "../../src/domain/result.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../src/domain/time.ts";

/** How long an effect is remembered: longer than any client or vendor retries. */
const EFFECT_MEMORY_MS = DAY_MS;
/** A refusal had no effect, so asking again later may well be answered differently. */
const REFUSAL_MEMORY_MS = MINUTE_MS;

type Answer<T> = Result<T, BookingRefusal>;
type Remembered = { id: AppointmentId | HoldId; expiresAt?: EpochMs };

/** Remembers answers by idempotency key, in the same transaction as their effect. */
export class AnswerStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The earlier answer to this key, or a refusal when the key was used for something else. */
  recall<T>({ key, fingerprint }: Idempotency, now: EpochMs): Answer<T> | undefined {
    const row = this.#sql
      .exec<{ fingerprint: string; answer: string }>(
        "SELECT fingerprint, answer FROM answers WHERE key = ? AND expires_at > ?",
        key,
        now,
      )
      .toArray()[0];
    if (!row) return undefined;
    if (row.fingerprint !== fingerprint) return err({ reason: "idempotency_mismatch", alternatives: [] });
    return JSON.parse(row.answer) as Answer<T>; // `remember` wrote it under the same key and input
  }

  remember<T extends Remembered>(idempotency: Idempotency, answer: Answer<T>, now: EpochMs): void {
    const until = rememberedUntil(idempotency, answer, now);
    if (until <= now) return;
    this.#sql.exec(
      "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
      idempotency.key,
      idempotency.fingerprint,
      idempotency.scope,
      answer.ok ? answer.value.id : null,
      JSON.stringify(answer),
      until,
    );
  }

  /** What was said on the phone about this appointment or hold is out of date once it changes or ends. */
  forgetCallAnswers(subject: AppointmentId | HoldId): void {
    this.#sql.exec("DELETE FROM answers WHERE subject = ? AND scope = 'call'", subject);
  }

  /** Bounded sweep. Returns nothing: the next alarm takes the rest. */
  forgetExpired(now: EpochMs): void {
    this.#sql.exec(
      "DELETE FROM answers WHERE key IN (SELECT key FROM answers WHERE expires_at <= ? ORDER BY expires_at LIMIT 500)",
      now,
    );
  }
}

/**
 * The key of the API stands for one request. On the phone the words are the key, and the same words come back meaning
 * something new: a refusal is decided anew, and a hold is remembered only while it stands.
 */
function rememberedUntil({ scope }: Idempotency, answer: Answer<Remembered>, now: EpochMs): EpochMs {
  if (!answer.ok) return scope === "call" ? now : now + REFUSAL_MEMORY_MS;
  const lapsesAt = scope === "call" ? answer.value.expiresAt : undefined;
  return lapsesAt ?? now + EFFECT_MEMORY_MS;
}
