import { createHash } from "node:crypto";
import { uuidv7obj } from "uuidv7";
import {
  type BusyAnswers,
  type BusyCommands,
  type BusyTime,
  type Conflict,
  clashOf,
  MANUAL_SOURCE,
  MAX_BUSY_INTERVALS,
  MAX_BUSY_WINDOW_MS,
  MAX_SOURCE_LENGTH,
  tellAnew,
  toBusyBlocks,
} from "../../src/domain/booking/busy.ts";
import { appointmentId, type BusyId, type CalendarId, formatId } from "../../src/domain/ids.ts";
import { err, ok } from "../../src/domain/result.ts";
import { DAY_MS, type EpochMs } from "../../src/domain/time.ts";
import { BusyStore } from "./busy-store.ts";
import type { Append, Done, Ledger, Outcome } from "./ledger.ts";

/** As long as blocks are kept. */
const KEPT_MS = 60 * DAY_MS;

type Handlers = { [What in keyof BusyCommands]: (command: BusyCommands[What]) => Outcome<BusyAnswers[What]> };
type Turn = { append: Append; now: EpochMs };

/** Time that is taken for other reasons than appointments. It refuses nobody: where it clashes, it says so. */
export class BusyDesk {
  readonly #ledger: Ledger;
  readonly #store: BusyStore;

  constructor(ledger: Ledger, sql: SqlStorage) {
    this.#ledger = ledger;
    this.#store = new BusyStore(sql);
  }

  answer<What extends keyof BusyCommands>(
    what: What,
    command: BusyCommands[What],
    now: EpochMs,
  ): Outcome<BusyAnswers[What]> {
    const handlers: Handlers = {
      set: (each) => this.#set(each, now),
      block: (each) => this.#block(each, now),
      free: (each) => this.#free(each, now),
      dismiss: (each) => this.#dismiss(each, now),
      list: ({ window, limit }) => ({ answer: this.#store.busyIn(window, limit), events: [] }),
      conflicts: ({ limit }) => ({ answer: this.#store.openConflicts(limit), events: [] }),
    };
    return handlers[what](command);
  }

  /** An appointment that was moved or is over may be in nobody's way any more. */
  afterwards(append: Append, { events, now }: Done): void {
    for (const { event } of events) {
      if (!("appointment" in event) || event.appointment.version === 1) continue;
      for (const conflict of this.#store.openConflictsOf(event.appointment.id)) {
        const busy = this.#store.busy(conflict.busyId);
        if (!busy || !clashOf(event.appointment, busy)) this.#resolve(conflict, { append, now });
      }
    }
  }

  #set(command: BusyCommands["set"], now: EpochMs): Outcome<BusyAnswers["set"]> {
    refuseUnbounded(command);
    const { source, calendarId, window, intervals } = command;
    return this.#ledger.transact(command, now, (append) => {
      const before = this.#store.saidAbout(calendarId, source, window);
      const after = tellAnew(before, window, intervals).map((span): BusyTime => {
        return { ...span, id: idOf(source, calendarId, span.start), calendarId, source, sealedNote: null };
      });
      const [known, told] = [new Set(before.map(nameOf)), new Set(after.map(nameOf))];
      const removed = before.filter((busy) => !told.has(nameOf(busy)));
      const added = after.filter((busy) => !known.has(nameOf(busy)));
      this.#replace(removed, added, { append, now });
      this.#store.forgetBefore(now - KEPT_MS);
      if (removed.length + added.length > 0) append({ type: "busy_changed", calendarId });
      return { added: added.length, removed: removed.length };
    });
  }

  #block({ busy, fingerprint, ...by }: BusyCommands["block"], now: EpochMs): Outcome<BusyAnswers["block"]> {
    return this.#ledger.transact(by, now, (append) => {
      const known = this.#store.busy(busy.id);
      if (known) {
        const isSame = this.#store.fingerprintOf(busy.id) === fingerprint;
        return isSame ? ok(known) : err({ reason: "idempotency_mismatch" });
      }
      this.#add(busy, undefined, { append, now }, fingerprint);
      append({ type: "busy_changed", calendarId: busy.calendarId });
      return ok(busy);
    });
  }

  #free({ busyId, only, ...by }: BusyCommands["free"], now: EpochMs): Outcome<BusyAnswers["free"]> {
    return this.#ledger.transact(by, now, (append) => {
      const busy = this.#store.busy(busyId);
      if (!busy || isOther(only, busy)) return ok(false);
      if (busy.source !== MANUAL_SOURCE) return err({ reason: "not_manual" });
      this.#replace([busy], [], { append, now });
      append({ type: "busy_changed", calendarId: busy.calendarId });
      return ok(true);
    });
  }

  #dismiss({ conflictId, only, ...by }: BusyCommands["dismiss"], now: EpochMs): Outcome<BusyAnswers["dismiss"]> {
    return this.#ledger.transact(by, now, (append) => {
      const conflict = this.#store.conflict(conflictId);
      if (!conflict || isOther(only, conflict)) return null;
      if (conflict.resolvedAt !== null) return conflict;
      return this.#resolve(conflict, { append, now });
    });
  }

  /** The same id in both lists is the same time with another end: what clashed before clashes on. */
  #replace(removed: readonly BusyTime[], added: readonly BusyTime[], turn: Turn): void {
    const [before, after] = [byId(removed), byId(added)];
    for (const busy of removed) this.#remove(busy, after.get(busy.id), turn);
    for (const busy of added) this.#add(busy, before.get(busy.id), turn, null);
  }

  #remove(busy: BusyTime, successor: BusyTime | undefined, turn: Turn): void {
    this.#ledger.store.freeOwned(busy.id, busy);
    this.#store.deleteBusy(busy.id);
    for (const conflict of this.#store.openConflictsWith(busy.id)) {
      const appointment = this.#ledger.store.appointment(conflict.appointmentId);
      const clashesOn = successor && appointment && clashOf(appointment, successor);
      if (!clashesOn) this.#resolve(conflict, turn);
    }
  }

  #add(busy: BusyTime, predecessor: BusyTime | undefined, turn: Turn, fingerprint: string | null): void {
    const { store } = this.#ledger;
    const taken = store.taken.read([busy.calendarId], busy).get(busy.calendarId) ?? [];
    const owners = new Set(taken.map(({ owner }) => owner));
    for (const block of toBusyBlocks(busy)) store.saveBlock(block);
    this.#store.saveBusy(busy, fingerprint);
    for (const owner of owners) {
      const id = appointmentId.safeParse(owner);
      const appointment = id.success ? store.appointment(id.data) : undefined;
      if (!appointment || appointment.endsAt <= turn.now || (predecessor && clashOf(appointment, predecessor)))
        continue;
      const clash = clashOf(appointment, busy);
      if (clash) this.#raise({ ...clash, appointmentId: appointment.id, busy }, turn);
    }
  }

  #raise(
    { busy, ...clash }: Pick<Conflict, "start" | "end" | "appointmentId"> & { busy: BusyTime },
    { append, now }: Turn,
  ): void {
    const id = formatId("cfl", uuidv7obj().bytes);
    const conflict = {
      id,
      ...clash,
      busyId: busy.id,
      calendarId: busy.calendarId,
      raisedAt: now,
      resolvedAt: null,
    };
    this.#store.saveConflict(conflict);
    append({ type: "conflict_raised", conflict });
  }

  #resolve(conflict: Conflict, { append, now }: Turn): Conflict {
    const resolved = { ...conflict, resolvedAt: now };
    this.#store.saveConflict(resolved);
    append({ type: "conflict_resolved", conflict: resolved });
    return resolved;
  }
}

function isOther(only: CalendarId | null, { calendarId }: { calendarId: CalendarId }): boolean {
  return only !== null && calendarId !== only;
}

/** The same time told again by the same source is the same row. */
function idOf(source: string, calendarId: string, start: EpochMs): BusyId {
  const digest = createHash("sha256").update(`${source}|${calendarId}|${start}`).digest();
  return formatId("bsy", digest.subarray(0, 16));
}

function nameOf({ start, end }: BusyTime): string {
  return `${start}|${end}`;
}

function byId(list: readonly BusyTime[]): Map<BusyId, BusyTime> {
  return new Map(list.map((busy) => [busy.id, busy]));
}

/** Callers read outside calendars in bounded parts; whoever does not has a bug. */
function refuseUnbounded({ source, window, intervals }: BusyCommands["set"]): void {
  if (source === MANUAL_SOURCE || source.length > MAX_SOURCE_LENGTH) throw new RangeError("not a source of busy time");
  if (intervals.length > MAX_BUSY_INTERVALS) throw new RangeError("too many busy intervals at once");
  const length = window.end - window.start;
  if (length <= 0 || length > MAX_BUSY_WINDOW_MS) throw new RangeError("not a window of busy time");
}
