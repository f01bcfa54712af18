import type { Appointment, CalendarEvent, Slot } from "../../src/domain/booking/appointment.ts";
import {
  decideApproval,
  decideCancel,
  decideCheckIn,
  decideComplete,
  decideNoShow,
  decideReschedule,
  isAnotherTime,
  isResize,
  isUnmoved,
  moveWish,
} from "../../src/domain/booking/changes.ts";
import type {
  AppointmentTarget,
  CancelCommand,
  RescheduleCommand,
  SettleCommand,
} from "../../src/domain/booking/commands.ts";
import type { BookingRefusal, ChangeRefusal } from "../../src/domain/booking/refusal.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { err, ok, type Result } from "../../src/domain/result.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import type { Append, Ledger, Outcome } from "./ledger.ts";

type Answer = Result<Appointment, BookingRefusal>;

/** Commands on an appointment that stands. */
export class ChangeDesk {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Takes the new time and gives up the old one in one step. */
  reschedule(rules: Rulebook, command: RescheduleCommand, now: EpochMs): Outcome<Answer> {
    const ledger = this.#ledger;
    const move = (append: Append): Answer => {
      const found = ledger.find(command.target, now);
      if (!found.ok) return err({ ...found.error, alternatives: [] });
      const before = found.value;
      const facts = ledger.facts(rules, now, before);
      const decision = decideReschedule(facts, before, command);
      if (!decision.ok) {
        const wish = moveWish(rules, before, command);
        const suits = ({ startsAt }: Slot) => isAnotherTime(facts, before, { ...wish, startsAt });
        return ledger.refuse(facts, decision.error, wish, { suits });
      }
      const after = decision.value;
      if (isUnmoved(before, after)) return ok(before);
      ledger.move(rules, before, after);
      const previous = { previousStartsAt: before.startsAt, ...(isResize(before, after) ? { isResize: true } : {}) };
      append({ type: "appointment_rescheduled", appointment: after, ...previous });
      return decision;
    };
    return ledger.once(command, now, move, (known) => this.#meansAnother(command.target, known, now));
  }

  cancel(command: CancelCommand, now: EpochMs): Outcome<Answer> {
    const ledger = this.#ledger;
    const end = (append: Append): Answer => {
      const found = ledger.find(command.target, now);
      const decision = found.ok ? decideCancel(found.value, command.reason, now) : found;
      if (!found.ok || !decision.ok) return err({ ...refusalOf(found, decision), alternatives: [] });
      ledger.settle(found.value, decision.value);
      append({ type: "appointment_cancelled", appointment: decision.value });
      return decision;
    };
    return ledger.once(command, now, end, (known) => this.#meansAnother(command.target, known, now));
  }

  /** Accepts, declines, checks in, completes or marks as a no-show. */
  settle(command: SettleCommand, now: EpochMs): Outcome<Answer> {
    const ledger = this.#ledger;
    return ledger.once(command, now, (append) => {
      const found = ledger.find({ appointmentId: command.appointmentId, phoneIndex: null }, now);
      const decision = found.ok ? decideSettlement(found.value, command, now) : found;
      if (!found.ok || !decision.ok) return err({ ...refusalOf(found, decision), alternatives: [] });
      if (decision.value.version === found.value.version) return decision; // it was so already
      ledger.settle(found.value, decision.value);
      append(eventOf(command, decision.value));
      return decision;
    });
  }

  /** "My appointment", said again, may be another one by now. */
  #meansAnother(target: AppointmentTarget, known: Answer, now: EpochMs): boolean {
    if (target.appointmentId) return false;
    const meant = this.#ledger.find(target, now);
    if (!meant.ok) return meant.error.reason === "ambiguous_appointment";
    return !known.ok || known.value.id !== meant.value.id;
  }
}

type Found = Result<Appointment, ChangeRefusal>;

function refusalOf(...answers: Found[]): ChangeRefusal {
  const refused = answers.find((answer) => !answer.ok);
  if (!refused || refused.ok) throw new Error("nothing was refused");
  return refused.error;
}

function decideSettlement(appointment: Appointment, { action }: SettleCommand, now: EpochMs): Found {
  switch (action.do) {
    case "accept":
      return decideApproval(appointment, { accept: true }, now);
    case "decline":
      return decideApproval(appointment, { accept: false, reason: action.reason }, now);
    case "check_in":
      return decideCheckIn(appointment, now);
    case "complete":
      return decideComplete(appointment, now);
    case "no_show":
      return decideNoShow(appointment, now);
    default:
      return ok(action satisfies never);
  }
}

const EVENTS = {
  accept: "appointment_accepted",
  decline: "appointment_declined",
  check_in: "appointment_checked_in",
  complete: "appointment_completed",
  no_show: "appointment_missed",
} as const satisfies Record<SettleCommand["action"]["do"], CalendarEvent["type"]>;

function eventOf({ action }: SettleCommand, appointment: Appointment): CalendarEvent {
  return { type: EVENTS[action.do], appointment };
}
