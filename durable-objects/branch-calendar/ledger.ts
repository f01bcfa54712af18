import type { Appointment, Block, CalendarEvent, Hold, LoggedEvent } from "../../src/domain/booking/appointment.ts";
import { HOLD_TTL_MS } from "../../src/domain/booking/appointment.ts";
import type {
  AppointmentTarget,
  BookCommand,
  CancelCommand,
  HoldCommand,
  Idempotency,
  ImportAnswer,
  ImportedAppointment,
  OfferQuery,
  ReleaseCommand,
  RescheduleCommand,
  SlotsAnswer,
} from "../../src/domain/booking/commands.ts";
import {
  type CalendarFacts,
  decideBooking,
  decideCancel,
  decideHold,
  decideImport,
  decideReschedule,
  toBlock,
  type Wish,
} from "../../src/domain/booking/decide.ts";
import { MAX_CHOSEN_FROM, MAX_SPOKEN, makeOffer, type Offer } from "../../src/domain/booking/offer.ts";
import type { BookingRefusal, ChangeRefusal, HoldRefusal, SlotRefusal } from "../../src/domain/booking/refusal.ts";
import { wantsAlternatives } from "../../src/domain/booking/refusal.ts";
import { findService, type Rulebook } from "../../src/domain/booking/rulebook.ts";
import type { SlotWindow } from "../../src/domain/booking/slot-window.ts";
import { type BlocksByCalendar, findSlots, nearestSlots, type SlotQuery } from "../../src/domain/booking/slots.ts";
import type { AppointmentId, HoldId } from "../../src/domain/ids.ts";
import { err, ok, type Result } from "../../src/domain/result.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { AnswerStore } from "./answer-store.ts";
import { CalendarStore } from "./calendar-store.ts";

/** A command's answer and the events it appended to the log. */
export type Outcome<T> = { answer: T; events: LoggedEvent[] };
type Refusal = SlotRefusal | HoldRefusal | ChangeRefusal;
/** Answers with the `seq` of the event. */
type Append = (event: CalendarEvent) => number;

const MAX_UPCOMING = 10;
const SYSTEM = "system";

/**
 * One branch's time. Each method is one synchronous transaction: load what the decision needs, decide (pure), save, log.
 * Nothing here may be asynchronous: an `await` would let another command in between check and write.
 */
export class Ledger {
  readonly store: CalendarStore;
  readonly #storage: DurableObjectStorage;
  readonly #answers: AnswerStore;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.store = new CalendarStore(storage.sql);
    this.#answers = new AnswerStore(storage.sql);
  }

  findSlots(rules: Rulebook, query: SlotQuery, now: EpochMs): SlotsAnswer {
    const { readBlocks } = this.#facts(rules, now);
    const slots = findSlots(rules, query, readBlocks, now);
    const nearest = slots.length > 0 ? [] : nearestSlots(rules, { ...query, startsAt: query.from }, readBlocks, now);
    return { slots, nearest, rulebookVersion: rules.version };
  }

  /** Chosen here, for what crosses to the Worker is serialised twice. */
  offerSlots(rules: Rulebook, query: OfferQuery, now: EpochMs): Offer {
    const { readBlocks } = this.#facts(rules, now);
    const find = (window: SlotWindow, limit: number) =>
      findSlots(rules, { ...query, ...window, limit }, readBlocks, now);
    const slots = find(query, MAX_CHOSEN_FROM);
    if (slots.length > 0) return makeOffer(slots, []);
    const { from, to, eachDay } = query;
    const otherwise = eachDay ? find({ from, to }, MAX_SPOKEN) : [];
    const wanted = { ...query, startsAt: from };
    return makeOffer([], otherwise.length > 0 ? otherwise : nearestSlots(rules, wanted, readBlocks, now));
  }

  hold(rules: Rulebook, command: HoldCommand, now: EpochMs): Outcome<Result<Hold, BookingRefusal>> {
    return this.#once(command, now, (append) => {
      const facts = this.#facts(rules, now);
      const decision = decideHold(facts, this.store.liveHolds(now), command);
      if (!decision.ok) return this.#refuse(facts, decision.error, command.wish);
      this.store.saveHold(decision.value);
      this.#block(rules, decision.value);
      append({ type: "hold_placed", hold: decision.value });
      return decision;
    });
  }

  /** False when the holder has no such hold (any more). */
  release({ holdId, holder, actor }: ReleaseCommand, now: EpochMs): Outcome<boolean> {
    return this.#transact(actor, now, (append) => {
      const hold = this.store.hold(holdId);
      if (hold?.holder !== holder) return false;
      this.#endHold(hold, "released", append);
      return true;
    });
  }

  book(rules: Rulebook, command: BookCommand, now: EpochMs): Outcome<Result<Appointment, BookingRefusal>> {
    return this.#once(command, now, (append) => {
      const { holdId, holder } = command;
      const hold = holdId ? this.store.hold(holdId) : undefined;
      const facts = this.#facts(rules, now, hold);
      const decision = decideBooking(facts, command, holdId ? { hold, holder } : null);
      if (!decision.ok) return this.#refuse(facts, decision.error, command.wish);
      if (hold) this.#endHold(hold, "booked", append);
      this.store.saveAppointment(decision.value);
      this.#block(rules, decision.value);
      append({ type: "appointment_booked", appointment: decision.value });
      return decision;
    });
  }

  reschedule(rules: Rulebook, command: RescheduleCommand, now: EpochMs): Outcome<Result<Appointment, BookingRefusal>> {
    const move = (append: Append): Result<Appointment, BookingRefusal> => {
      const found = this.#find(command.target, now);
      if (!found.ok) return err({ ...found.error, alternatives: [] });
      const before = found.value;
      const facts = this.#facts(rules, now, before);
      const decision = decideReschedule(facts, before, command);
      if (!decision.ok) return this.#refuse(facts, decision.error, { ...command, serviceId: before.serviceId });
      this.store.freeBlocks(before);
      this.store.saveAppointment(decision.value);
      this.#block(rules, decision.value);
      this.#answers.forgetCallAnswers(before.id);
      append({ type: "appointment_rescheduled", appointment: decision.value, previousStartsAt: before.startsAt });
      return decision;
    };
    return this.#once(command, now, move, (known) => this.#meansAnother(command.target, known, now));
  }

  cancel(command: CancelCommand, now: EpochMs): Outcome<Result<Appointment, BookingRefusal>> {
    const end = (append: Append): Result<Appointment, BookingRefusal> => {
      const found = this.#find(command.target, now);
      const decision = found.ok ? decideCancel(found.value, command.reason, now) : found;
      if (!decision.ok) return err({ ...decision.error, alternatives: [] });
      this.store.freeBlocks(decision.value);
      this.store.saveAppointment(decision.value);
      this.#answers.forgetCallAnswers(decision.value.id);
      append({ type: "appointment_cancelled", appointment: decision.value });
      return decision;
    };
    return this.#once(command, now, end, (known) => this.#meansAnother(command.target, known, now));
  }

  /** Takes appointments over from elsewhere. Known ids are skipped, so that an import can be repeated. */
  import(rules: Rulebook, list: readonly ImportedAppointment[], actor: string, now: EpochMs): Outcome<ImportAnswer> {
    return this.#transact(actor, now, (append) => {
      const answer: ImportAnswer = { imported: 0, known: 0, refused: [] };
      for (const imported of list) {
        if (this.store.appointment(imported.id)) {
          answer.known++;
          continue;
        }
        const decision = decideImport(this.#facts(rules, now), imported);
        if (!decision.ok) {
          answer.refused.push({ id: imported.id, reason: decision.error.reason });
          continue;
        }
        this.store.saveAppointment(decision.value);
        if (decision.value.status !== "cancelled") this.#block(rules, decision.value);
        append({ type: "appointment_imported", appointment: decision.value });
        answer.imported++;
      }
      return answer;
    });
  }

  /** Removes what has lapsed, so that live views and limits see it gone. Decisions never depend on it. */
  sweep(now: EpochMs): Outcome<void> {
    return this.#transact(SYSTEM, now, (append) => {
      for (const hold of this.store.expiredHolds(now)) this.#endHold(hold, "expired", append);
      this.#answers.forgetExpired(now);
    });
  }

  log(event: CalendarEvent, now: EpochMs): Outcome<void> {
    return this.#transact(SYSTEM, now, (append) => void append(event));
  }

  #transact<T>(actor: string, now: EpochMs, work: (append: Append) => T): Outcome<T> {
    const events: LoggedEvent[] = [];
    const append = (event: CalendarEvent) => {
      const logged = this.store.append(event, actor, now);
      events.push(logged);
      return logged.seq;
    };
    try {
      return { answer: this.#storage.transactionSync(() => work(append)), events };
    } catch (error) {
      this.store.forgetBlocks();
      throw error;
    }
  }

  #once<T extends { id: AppointmentId | HoldId }>(
    { actor, idempotency }: { actor: string; idempotency: Idempotency },
    now: EpochMs,
    decide: (append: Append) => Result<T, BookingRefusal>,
    isOutdated: (known: Result<T, BookingRefusal>) => boolean = () => false,
  ): Outcome<Result<T, BookingRefusal>> {
    return this.#transact(actor, now, (append) => {
      const known = this.#answers.recall<T>(idempotency, now);
      if (known && !isOutdated(known)) return known;
      let seq = 0;
      const answer = decide((event) => {
        seq = append(event);
        return seq;
      });
      this.#answers.remember(idempotency, answer, seq, now);
      return answer;
    });
  }

  /** `released` is what the command gives up: its own time is not in its own way. */
  #facts(rules: Rulebook, now: EpochMs, released?: Hold | Appointment): CalendarFacts {
    const isHold = released && "expiresAt" in released;
    return {
      rules,
      now,
      promisedAt: isHold ? released.expiresAt - HOLD_TTL_MS : now,
      readBlocks: (calendarIds, window) => {
        const blocks = this.store.blocks(calendarIds, window);
        return released ? without(blocks, released.id) : blocks;
      },
    };
  }

  #refuse(facts: CalendarFacts, refusal: Refusal, wish: Wish): Result<never, BookingRefusal> {
    const alternatives = wantsAlternatives(refusal) ? nearestSlots(facts.rules, wish, facts.readBlocks, facts.now) : [];
    return err({ ...refusal, alternatives });
  }

  #find({ appointmentId, phoneIndex }: AppointmentTarget, now: EpochMs): Result<Appointment, ChangeRefusal> {
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

  /** "My appointment", said again, may be another one by now. */
  #meansAnother(target: AppointmentTarget, known: Result<Appointment, BookingRefusal>, now: EpochMs): boolean {
    if (target.appointmentId) return false;
    const meant = this.#find(target, now);
    if (!meant.ok) return meant.error.reason === "ambiguous_appointment";
    return !known.ok || known.value.id !== meant.value.id;
  }

  #block(rules: Rulebook, taken: Hold | Appointment): void {
    const service = findService(rules, taken.serviceId);
    if (!service) throw new Error("a decision placed a service that the rulebook does not have");
    this.store.saveBlock(toBlock(service, taken));
  }

  #endHold(hold: Hold, cause: "released" | "expired" | "booked", append: Append): void {
    this.store.deleteHold(hold);
    this.#answers.forgetCallAnswers(hold.id);
    append({ type: "hold_released", holdId: hold.id, cause });
  }
}

function without(blocks: BlocksByCalendar, owner: Block["owner"]): BlocksByCalendar {
  return new Map([...blocks].map(([id, taken]) => [id, taken.filter((block) => block.owner !== owner)]));
}
