import type { Appointment, Block, CalendarEvent, Hold, LoggedEvent } from "../../src/domain/booking/appointment.ts";
import { GAVE_TIME_BACK, HOLD_TTL_MS } from "../../src/domain/booking/appointment.ts";
import { decideLapse } from "../../src/domain/booking/changes.ts";
import type { AppointmentTarget, ForgottenContact, Idempotency } from "../../src/domain/booking/commands.ts";
import { toBlocks } from "../../src/domain/booking/decide.ts";
import type { BlocksByCalendar } from "../../src/domain/booking/occupancy.ts";
import type { CalendarFacts, Wish } from "../../src/domain/booking/placement.ts";
import type { BookingRefusal, ChangeRefusal, HoldRefusal, SlotRefusal } from "../../src/domain/booking/refusal.ts";
import { wantsAlternatives } from "../../src/domain/booking/refusal.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { type Nearby, nearestSlots } from "../../src/domain/booking/slots.ts";
import type { FreedTime } from "../../src/domain/booking/waitlist.ts";
import type { AppointmentId, HoldId } from "../../src/domain/ids.ts";
import { err, ok, type Result } from "../../src/domain/result.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { AnswerStore } from "./answer-store.ts";
import { CalendarStore } from "./calendar-store.ts";

/** A command's answer and the events it appended to the log. */
export type Outcome<T> = { answer: T; events: LoggedEvent[] };
/** Answers with the `seq` of the event. */
export type Append = (event: CalendarEvent) => number;
/** What a command did: its events, and the time that it gave back. */
export type Done = { events: readonly LoggedEvent[]; freed: readonly FreedTime[]; now: EpochMs };
type Refusal = SlotRefusal | HoldRefusal | ChangeRefusal;
type By = { actor: string; idempotency: Idempotency };
type Cause = By | { actor: string; requestId?: string | null };

export const MAX_UPCOMING = 10;
const SYSTEM = "system";

/**
 * One branch's time, and what every command on it has in common. A command is one synchronous transaction: load what
 * the decision needs, decide (pure), save, log. Nothing here may be asynchronous: an `await` would let another command
 * in between check and write.
 */
export class Ledger {
  readonly store: CalendarStore;
  /** What follows from a command, whichever it was. Runs at its end, in its transaction. */
  afterwards: (append: Append, done: Done) => void = () => {};
  readonly #storage: DurableObjectStorage;
  readonly #answers: AnswerStore;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.store = new CalendarStore(storage.sql);
    this.#answers = new AnswerStore(storage.sql);
  }

  transact<T>(by: string | Cause, now: EpochMs, work: (append: Append) => T): Outcome<T> {
    const events: LoggedEvent[] = [];
    const cause = typeof by === "string" ? { actor: by, requestId: null } : causeOf(by);
    const append = (event: CalendarEvent) => {
      const logged = this.store.append(event, { ...cause, at: now });
      events.push(logged);
      return logged.seq;
    };
    const settle = () => {
      const answer = work(append);
      this.afterwards(append, { events: [...events], freed: this.store.takeFreed(), now });
      return answer;
    };
    try {
      return { answer: this.#storage.transactionSync(settle), events };
    } catch (error) {
      this.store.forgetBlocks();
      throw error;
    }
  }

  /** The same key is the same command: it gets the answer it got. */
  once<T extends { id: AppointmentId | HoldId }>(
    by: By,
    now: EpochMs,
    decide: (append: Append) => Result<T, BookingRefusal>,
    isOutdated: (known: Result<T, BookingRefusal>) => boolean = () => false,
  ): Outcome<Result<T, BookingRefusal>> {
    const { idempotency } = by;
    return this.transact(by, now, (append) => {
      const known = this.#answers.recall<T>(idempotency, now);
      const isStale = known && (isOutdated(known) || (idempotency.scope === "call" && this.#hasChanged(known)));
      if (known && !isStale) return known;
      const logged: { seq: number; event: CalendarEvent }[] = [];
      const answer = decide((event) => {
        const seq = append(event);
        logged.push({ seq, event });
        return seq;
      });
      const granting = answer.ok ? logged.findLast(({ event }) => subjectOf(event) === answer.value.id) : null;
      // An answer that changed nothing is given again as easily.
      if (granting !== undefined) this.#answers.remember(idempotency, answer, granting?.seq ?? 0, now);
      return answer;
    });
  }

  /** `released` is what the command gives up: its own time is not in its own way. */
  facts(rules: Rulebook, now: EpochMs, released?: Hold | Appointment): CalendarFacts {
    const isHold = released && "holder" in released;
    return {
      rules,
      now,
      promisedAt: isHold ? (released.promisedAt ?? released.expiresAt - HOLD_TTL_MS) : now,
      readBlocks: (calendarIds, window) => {
        const blocks = this.store.taken.read(calendarIds, window);
        return released ? without(blocks, released.id) : blocks;
      },
    };
  }

  refuse(facts: CalendarFacts, refusal: Refusal, wish: Wish, nearby?: Nearby): Result<never, BookingRefusal> {
    const { rules, readBlocks, now } = facts;
    const alternatives = wantsAlternatives(refusal) ? nearestSlots(rules, wish, readBlocks, now, nearby) : [];
    return err({ ...refusal, alternatives });
  }

  find({ appointmentId, phoneIndex }: AppointmentTarget, now: EpochMs): Result<Appointment, ChangeRefusal> {
    if (appointmentId) {
      const appointment = this.store.appointment(appointmentId);
      if (!appointment) return err({ reason: "appointment_not_found" });
      const isTheirs = phoneIndex === null || appointment.contact.phoneIndex === phoneIndex;
      return isTheirs ? ok(appointment) : err({ reason: "not_your_appointment" });
    }
    const upcoming = phoneIndex ? this.store.upcomingOf(phoneIndex, now, MAX_UPCOMING) : [];
    const [only, ...others] = upcoming;
    if (!only) return err({ reason: "appointment_not_found" });
    return others.length === 0 ? ok(only) : err({ reason: "ambiguous_appointment", candidates: upcoming });
  }

  /** Takes the time of a new appointment or hold. */
  take(rules: Rulebook, taken: Hold | Appointment): void {
    if ("holder" in taken) this.store.saveHold(taken);
    else this.store.saveAppointment(taken);
    for (const block of toBlocks(rules, taken)) this.store.saveBlock(block);
  }

  /** Writes an appointment that takes another time now. */
  move(rules: Rulebook, before: Appointment, after: Appointment): void {
    this.store.freeBlocks(before);
    this.take(rules, after);
  }

  /** Writes an appointment whose time stays as it is, or is given back for good. */
  settle(before: Appointment, after: Appointment): void {
    if (GAVE_TIME_BACK.includes(after.status)) this.store.freeBlocks(before);
    else if (before.approvalExpiresAt !== null) this.store.keepBlocks(after);
    this.store.saveAppointment(after);
  }

  /**
   * Erases who appointments were made for, and why they were called off. Nothing is logged: neither their time nor their
   * state is another. Tells how many the branch has.
   */
  forgetContacts(forgotten: readonly ForgottenContact[], now: EpochMs): Outcome<number> {
    return this.transact(SYSTEM, now, () => {
      const known = forgotten.flatMap(({ id, contact }) => {
        const appointment = this.store.appointment(id);
        return appointment ? [{ ...appointment, contact, cancelReason: null }] : [];
      });
      for (const appointment of known) {
        this.store.saveAppointment(appointment);
        this.store.forgetCustomer(appointment);
      }
      return known.length;
    });
  }

  endHold(hold: Hold, cause: "released" | "expired" | "booked", append: Append): void {
    this.store.deleteHold(hold);
    append({ type: "hold_released", holdId: hold.id, cause });
  }

  /** Removes what has lapsed, so that live views and limits see it gone. Decisions never depend on it. */
  sweep(now: EpochMs): Outcome<void> {
    return this.transact(SYSTEM, now, (append) => {
      for (const hold of this.store.expiredHolds(now)) this.endHold(hold, "expired", append);
      for (const request of this.store.lapsedRequests(now)) {
        const appointment = decideLapse(request, now);
        this.settle(request, appointment);
        append({ type: "appointment_lapsed", appointment });
      }
    });
  }

  /** True when more may be left. */
  forgetAnswers(now: EpochMs, limit: number): boolean {
    return this.#answers.forgetExpired(now, limit);
  }

  /** What was said on the phone about an appointment or hold is out of date once it changes or ends. */
  #hasChanged(known: Result<{ id: AppointmentId | HoldId }, BookingRefusal>): boolean {
    if (!known.ok) return false;
    if (!("version" in known.value)) return this.store.hold(known.value.id as HoldId) === undefined; // only those have one
    return this.store.appointment(known.value.id as AppointmentId)?.version !== known.value.version;
  }
}

function causeOf(by: Cause): Pick<LoggedEvent, "actor" | "requestId"> {
  const { requestId = null } = "idempotency" in by ? by.idempotency : by;
  return { actor: by.actor, requestId };
}

/** The appointment or hold that an event carries. */
function subjectOf(event: CalendarEvent): AppointmentId | HoldId | null {
  if ("appointment" in event) return event.appointment.id;
  return "hold" in event ? event.hold.id : null;
}

function without(blocks: BlocksByCalendar, owner: Block["owner"]): BlocksByCalendar {
  return new Map([...blocks].map(([id, taken]) => [id, taken.filter((block) => block.owner !== owner)]));
}
