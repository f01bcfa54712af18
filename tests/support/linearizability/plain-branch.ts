import { overlaps } from "../../../src/domain/booking/interval.ts";
import type { BookingAnswer, BookingOp, Place } from "./bookings.ts";

type WishOp = Extract<BookingOp, { calendars: readonly string[]; start: number }>;
type Held = Place & { expiresAt: number };

export const HOLD_FOR = 100;

/** A branch that does one thing at a time, written without a thought of the specification. */
export class PlainBranch {
  readonly #appointments = new Map<string, Place>();
  readonly #holds = new Map<string, Held>();
  readonly #answers = new Map<string, BookingAnswer>();

  do(op: BookingOp, now: number): BookingAnswer {
    const key = "key" in op ? op.key : null;
    const answer = (key !== null && this.#answers.get(key)) || this.#decide(op, now);
    if (key !== null) this.#answers.set(key, answer);
    return answer;
  }

  #decide(op: BookingOp, now: number): BookingAnswer {
    for (const [id, { expiresAt }] of this.#holds) if (expiresAt <= now) this.#holds.delete(id);
    if (op.do === "lapse") this.#holds.clear();
    if (op.do === "lapse") return { said: "done" };
    if (op.do === "cancel") return this.#appointments.delete(op.id) ? { said: "done" } : refused("already_cancelled");
    if (op.do === "release") return this.#holds.delete(op.id) ? { said: "done" } : refused("hold_expired");
    if (op.do === "read") return this.#show((id) => id === op.id);
    if (op.do === "list") return this.#show((_, { calendar }) => op.calendars.includes(calendar));
    return this.#place(op, now);
  }

  #place(op: WishOp, now: number): BookingAnswer {
    if (op.do === "move" && !this.#appointments.has(op.id)) return refused("appointment_not_found");
    if (op.do === "book" && op.holdId && !this.#holds.has(op.holdId)) return refused("hold_expired");
    const own = op.do === "book" ? op.holdId : op.id;
    const others = this.#all().filter(([id, other]) => id !== own && overlaps(other, op));
    const calendar = op.calendars.find((each) => !others.some(([, other]) => other.calendar === each));
    if (calendar === undefined) return refused("slot_taken");
    const expiresAt = op.do === "hold" ? now + HOLD_FOR : null;
    const place = { calendar, start: op.start, end: op.end };
    if (op.do === "book" && op.holdId) this.#holds.delete(op.holdId);
    if (expiresAt === null) this.#appointments.set(op.id, place);
    else this.#holds.set(op.id, { ...place, expiresAt });
    return { said: "granted", id: op.id, calendar, expiresAt };
  }

  #show(isAsked: (id: string, place: Place) => boolean): BookingAnswer {
    const shown = this.#all().filter(([id, place]) => isAsked(id, place));
    return { said: "seen", entries: shown.map(([id, { calendar, start, end }]) => ({ id, calendar, start, end })) };
  }

  #all(): [string, Place][] {
    return [...this.#appointments, ...this.#holds];
  }
}

function refused(reason: "slot_taken" | "hold_expired" | "already_cancelled" | "appointment_not_found"): BookingAnswer {
  return { said: "refused", reason };
}
