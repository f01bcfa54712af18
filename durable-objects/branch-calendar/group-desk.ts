import type {
  BookPackageCommand,
  BookSeriesCommand,
  CancelGroupCommand,
  GroupAnswer,
  Idempotency,
  MoveGroupCommand,
} from "../../src/domain/booking/commands.ts";
import { decideGroupCancel, decideGroupMove } from "../../src/domain/booking/groups/change.ts";
import type { GroupConflict, GroupPlan, PartReport } from "../../src/domain/booking/groups/group.ts";
import {
  decidePackage,
  findPackageStarts,
  nearestPackageStarts,
  type PackageQuery,
  type PackageStarts,
} from "../../src/domain/booking/groups/package.ts";
import { decideSeries, previewSeries, type SeriesWish } from "../../src/domain/booking/groups/series.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import type { SeriesId } from "../../src/domain/ids.ts";
import { ok, type Result } from "../../src/domain/result.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import type { GroupAnswerStore, GroupResult } from "./group-answer-store.ts";
import type { Append, Ledger, Outcome } from "./ledger.ts";

type By = { actor: string; idempotency: Idempotency };

/** Commands on a whole series or package: all of it in one transaction, with one event for each appointment. */
export class GroupDesk {
  readonly #ledger: Ledger;
  readonly #answers: GroupAnswerStore;

  constructor(ledger: Ledger, answers: GroupAnswerStore) {
    this.#ledger = ledger;
    this.#answers = answers;
  }

  bookSeries(rules: Rulebook, command: BookSeriesCommand, now: EpochMs): Outcome<GroupResult> {
    const decide = () => decideSeries(this.#ledger.facts(rules, now), command);
    return this.#once(command, now, (append) => this.#book(rules, command.groupId, decide(), append));
  }

  bookPackage(rules: Rulebook, command: BookPackageCommand, now: EpochMs): Outcome<GroupResult> {
    const decide = () => decidePackage(this.#ledger.facts(rules, now), command);
    return this.#once(command, now, (append) => this.#book(rules, command.groupId, decide(), append));
  }

  cancel(command: CancelGroupCommand, now: EpochMs): Outcome<GroupResult> {
    const ledger = this.#ledger;
    return this.#once(command, now, (append) => {
      const decision = decideGroupCancel(ledger.store.groupMembers(command.groupId), command, now);
      if (!decision.ok) return decision;
      for (const { before, after } of decision.value) {
        ledger.settle(before, after);
        append({ type: "appointment_cancelled", appointment: after });
      }
      return ok({ id: command.groupId, appointments: decision.value.map(({ after }) => after), report: [] });
    });
  }

  move(rules: Rulebook, command: MoveGroupCommand, now: EpochMs): Outcome<GroupResult> {
    const ledger = this.#ledger;
    return this.#once(command, now, (append) => {
      const members = ledger.store.groupMembers(command.groupId);
      const decision = decideGroupMove(ledger.facts(rules, now), members, command);
      if (!decision.ok) return decision;
      const { changes, report } = decision.value;
      for (const { before, after } of changes) {
        ledger.move(rules, before, after);
        append({ type: "appointment_rescheduled", appointment: after, previousStartsAt: before.startsAt });
      }
      return ok({ id: command.groupId, appointments: changes.map(({ after }) => after), report });
    });
  }

  previewSeries(rules: Rulebook, wish: SeriesWish, now: EpochMs): PartReport[] {
    return previewSeries(this.#ledger.facts(rules, now), wish);
  }

  findPackageStarts(rules: Rulebook, query: PackageQuery, now: EpochMs): PackageStarts {
    const facts = this.#ledger.facts(rules, now);
    const starts = findPackageStarts(facts, query);
    const nearest = starts.length > 0 ? [] : nearestPackageStarts(facts, { ...query, startsAt: query.from });
    return { starts, nearest };
  }

  #book(rules: Rulebook, id: SeriesId, decision: Result<GroupPlan, GroupConflict>, append: Append): GroupResult {
    if (!decision.ok) return decision;
    for (const appointment of decision.value.appointments) {
      this.#ledger.take(rules, appointment);
      append({ type: "appointment_booked", appointment });
    }
    const answer: GroupAnswer = { id, ...decision.value };
    return ok(answer);
  }

  /** The same key is the same command: it gets the answer it got. */
  #once(by: By, now: EpochMs, decide: (append: Append) => GroupResult): Outcome<GroupResult> {
    const { idempotency } = by;
    return this.#ledger.transact(by, now, (append) => {
      const known = this.#answers.recall(idempotency, now);
      if (known) return known;
      const seqs: number[] = [];
      const answer = decide((event) => {
        const seq = append(event);
        seqs.push(seq);
        return seq;
      });
      this.#answers.remember(idempotency, answer, { first: seqs[0] ?? 0, last: seqs.at(-1) ?? -1 }, now);
      return answer;
    });
  }
}
