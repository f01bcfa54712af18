import type { Appointment, Hold } from "../../src/domain/booking/appointment.ts";
import type {
  BookCommand,
  ExtendCommand,
  HoldCommand,
  ImportAnswer,
  ImportedAppointment,
  ReleaseCommand,
} from "../../src/domain/booking/commands.ts";
import { decideBooking, decideExtension, decideHold, decideImport } from "../../src/domain/booking/decide.ts";
import type { BookingRefusal, HoldRefusal } from "../../src/domain/booking/refusal.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import type { Result } from "../../src/domain/result.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import type { Ledger, Outcome } from "./ledger.ts";

/** Commands that take time. */
export class BookingDesk {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  hold(rules: Rulebook, command: HoldCommand, now: EpochMs): Outcome<Result<Hold, BookingRefusal>> {
    const ledger = this.#ledger;
    return ledger.once(command, now, (append) => {
      const facts = ledger.facts(rules, now);
      const decision = decideHold(facts, ledger.store.liveHolds(now), command);
      if (!decision.ok) return ledger.refuse(facts, decision.error, command.wish);
      ledger.take(rules, decision.value);
      append({ type: "hold_placed", hold: decision.value });
      return decision;
    });
  }

  extend(rules: Rulebook, command: ExtendCommand, now: EpochMs): Outcome<Result<Hold, HoldRefusal>> {
    const ledger = this.#ledger;
    return ledger.transact(command.actor, now, (append) => {
      const hold = ledger.store.hold(command.holdId);
      const decision = decideExtension({ hold, holder: command.holder }, now);
      if (!decision.ok || !hold) return decision;
      ledger.store.deleteHold(hold);
      ledger.take(rules, decision.value);
      append({ type: "hold_placed", hold: decision.value });
      return decision;
    });
  }

  /** False when the holder has no such hold (any more). */
  release({ holdId, holder, actor }: ReleaseCommand, now: EpochMs): Outcome<boolean> {
    const ledger = this.#ledger;
    return ledger.transact(actor, now, (append) => {
      const hold = ledger.store.hold(holdId);
      if (hold?.holder !== holder) return false;
      ledger.endHold(hold, "released", append);
      return true;
    });
  }

  book(rules: Rulebook, command: BookCommand, now: EpochMs): Outcome<Result<Appointment, BookingRefusal>> {
    const ledger = this.#ledger;
    return ledger.once(command, now, (append) => {
      const { holdId, holder } = command;
      const hold = holdId ? ledger.store.hold(holdId) : undefined;
      const facts = ledger.facts(rules, now, hold);
      const decision = decideBooking(facts, command, holdId ? { hold, holder } : null);
      if (!decision.ok) return ledger.refuse(facts, decision.error, command.wish);
      if (hold) ledger.endHold(hold, "booked", append);
      ledger.take(rules, decision.value);
      append({ type: "appointment_booked", appointment: decision.value });
      return decision;
    });
  }

  /** Takes appointments over from elsewhere. Known ids are skipped, so that an import can be repeated. */
  import(rules: Rulebook, list: readonly ImportedAppointment[], actor: string, now: EpochMs): Outcome<ImportAnswer> {
    const ledger = this.#ledger;
    return ledger.transact(actor, now, (append) => {
      const answer: ImportAnswer = { imported: 0, known: 0, refused: [] };
      for (const imported of list) {
        if (ledger.store.appointment(imported.id)) {
          answer.known++;
          continue;
        }
        const decision = decideImport(ledger.facts(rules, now), imported);
        if (!decision.ok) {
          answer.refused.push({ id: imported.id, reason: decision.error.reason });
          continue;
        }
        if (decision.value.status === "cancelled") ledger.store.saveAppointment(decision.value);
        else ledger.take(rules, decision.value);
        append({ type: "appointment_imported", appointment: decision.value });
        answer.imported++;
      }
      return answer;
    });
  }
}
