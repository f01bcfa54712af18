import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import type { JsonText } from "../../src/domain/json-text.ts";
import { type EpochMs, MINUTE_MS } from "../../src/domain/time.ts";
import type { CalendarStore } from "./calendar-store.ts";

const MAX_KNOWN = 200;

/** What the answers rest on. As long as none of it differs, they are true. */
type Ground = { rules: Rulebook; changes: number; minute: number; until: EpochMs };

/**
 * Answers about free time that still hold: many ask about the same few days, and between two bookings nothing changes.
 * An answer rests on the rules, on the taken time and on the minute: starts, notice and horizon are whole minutes.
 */
export class KnownAnswers {
  readonly #store: Pick<CalendarStore, "taken" | "nextExpiry">;
  readonly #answers = new Map<string, string>();
  #ground: Ground | null = null;

  constructor(store: Pick<CalendarStore, "taken" | "nextExpiry">) {
    this.#store = store;
  }

  /** `question` says all that was asked. `answer` must depend on nothing but question, rules, taken time and `now`. */
  recall<T>(rules: Rulebook, now: EpochMs, question: string, answer: () => JsonText<T>): JsonText<T> {
    if (!this.#stillHolds(rules, now)) this.#begin(rules, now);
    const known = this.#answers.get(question);
    if (known !== undefined) return known as JsonText<T>; // stored below, under the same question
    const made = answer();
    if (this.#answers.size < MAX_KNOWN) this.#answers.set(question, made);
    return made;
  }

  #stillHolds(rules: Rulebook, now: EpochMs): boolean {
    const ground = this.#ground;
    if (ground?.rules !== rules || ground.changes !== this.#store.taken.changes) return false;
    return ground.minute === minuteOf(now) && now < ground.until;
  }

  /** A hold that lapses frees its time without a write. */
  #begin(rules: Rulebook, now: EpochMs): void {
    this.#answers.clear();
    const until = this.#store.nextExpiry(now) ?? Number.POSITIVE_INFINITY;
    this.#ground = { rules, changes: this.#store.taken.changes, minute: minuteOf(now), until };
  }
}

/** Differs within a minute, on its edge, and within the next: on the edge itself both ends of the range are met. */
function minuteOf(now: EpochMs): number {
  return Math.floor(now / MINUTE_MS) + Math.ceil(now / MINUTE_MS);
}
