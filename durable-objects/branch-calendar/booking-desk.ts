import { type Appointment, GAVE_TIME_BACK, type Hold } from "../../src/domain/booking/appointment.ts";
import type {
  BookCommand,
  ChangeHoldCommand,
  HoldChange,
  HoldCommand,
  ImportAnswer,
  ImportedAppointment,
  ReleaseCommand,
} from "../../src/domain/booking/commands.ts";
import {
  customerOf,
  decideBooking,
  decideHold,
  decideHoldChange,
  decideImport,
} from "../../src/domain/booking/decide.ts";
import type { BookingRefusal } from "../../src/domain/booking/refusal.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { err, type Result } from "../../src/domain/result.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import type { Append, Ledger, Outcome } from "./ledger.ts";

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

  changeHold(rules: Rulebook, command: ChangeHoldCommand, now: EpochMs): Outcome<Result<Hold, BookingRefusal>> {
    const ledger = this.#ledger;
    return ledger.once(command, now, (append) => {
      const { change, holder } = command;
      const hold = this.#meant(change, holder, now);
      const decision = decideHoldChange({ hold, holder }, change, now);
      if (!decision.ok) return err({ ...decision.error, alternatives: [] });
      if (hold) ledger.store.deleteHold(hold);
      ledger.take(rules, decision.value);
      append({ type: "hold_placed", hold: decision.value });
      return decision;
    });
  }

  /** What whoever has the secret could claim. */
  shared(secretHash: string, now: EpochMs): Hold | undefined {
    return this.#ledger.store.liveHolds(now).find(({ claimHash }) => claimHash === secretHash);
  }

  #meant(change: HoldChange, by: string, now: EpochMs): Hold | undefined {
    const { store } = this.#ledger;
    if (change.do === "claim") return this.shared(change.claimHash, now);
    if (change.do === "carry") return store.liveHolds(now).findLast(({ holder }) => holder === by);
    return store.hold(change.holdId);
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
      const customer = customerOf(command.contact);
      if (!decision.ok) return ledger.refuse(facts, decision.error, { ...command.wish, customer });
      if (hold) ledger.endHold(hold, "booked", append);
      ledger.take(rules, decision.value);
      append({ type: "appointment_booked", appointment: decision.value });
      return decision;
    });
  }

  /** Takes appointments over from elsewhere. Known ids are skipped, so that an import can be repeated. */
  import(rules: Rulebook, list: readonly ImportedAppointment[], actor: string, now: EpochMs): Outcome<ImportAnswer> {
    return this.#ledger.transact(actor, now, (append) => this.#takeOver(rules, list, now, append));
  }

  /** What an import would do. It is done and undone, so that the list's own overlaps show as well. */
  previewImport(rules: Rulebook, list: readonly ImportedAppointment[], now: EpochMs): ImportAnswer {
    const undo = new Error("undone");
    let answer: ImportAnswer = { imported: 0, known: 0, refused: [] };
    try {
      this.#ledger.transact("preview", now, (append) => {
        answer = this.#takeOver(rules, list, now, append);
        throw undo;
      });
    } catch (error) {
      if (error !== undo) throw error;
    }
    return answer;
  }

  #takeOver(rules: Rulebook, list: readonly ImportedAppointment[], now: EpochMs, append: Append): ImportAnswer {
    const { store } = this.#ledger;
    const answer: ImportAnswer = { imported: 0, known: 0, refused: [] };
    for (const imported of list) {
      if (store.appointment(imported.id)) {
        answer.known++;
        continue;
      }
      const decision = decideImport(this.#ledger.facts(rules, now), imported);
      if (!decision.ok) {
        answer.refused.push({ id: imported.id, reason: decision.error.reason });
        continue;
      }
      if (GAVE_TIME_BACK.includes(decision.value.status)) store.saveAppointment(decision.value);
      else this.#ledger.take(rules, decision.value);
      append({ type: "appointment_imported", appointment: decision.value });
      answer.imported++;
    }
    return answer;
  }
}
