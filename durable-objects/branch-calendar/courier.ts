import type { LoggedEvent } from "../../src/domain/booking/appointment.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { faultFacts, log } from "../../src/log.ts";
import type { Outcome } from "./ledger.ts";
import type { LiveSockets } from "./live-sockets.ts";
import type { Outbox } from "./outbox.ts";

/** Gathers the events of a busy moment into one D1 batch and one queue batch; the branch's sockets do not wait for it. */
const DRAIN_DELAY_MS = 200;
/** A branch that has drained a moment ago gathers for longer: a drain costs as much as several bookings. */
const BUSY_DRAIN_DELAY_MS = 600;
const MOMENT_MS = 1_000;
/** After a failed drain, or one that a crash cut short, the alarm tries again this much later. */
const DRAIN_RETRY_MS = 5_000;

/** Carries what was decided to the live sockets, the read model and the events queue, and sets the alarm for the rest. */
export class Courier {
  readonly #ctx: DurableObjectState;
  readonly #outbox: Outbox;
  readonly #live: LiveSockets;
  readonly #branch: () => Rulebook | null;
  #wakeAt: EpochMs | null = null;
  #drainIsDue = false;
  #drainedAt: EpochMs = 0;
  #committing: Promise<void> | null = null;

  constructor(ctx: DurableObjectState, outbox: Outbox, live: LiveSockets, branch: () => Rulebook | null) {
    this.#ctx = ctx;
    this.#outbox = outbox;
    this.#live = live;
    this.#branch = branch;
  }

  /** The commit that is being written, if any. */
  get committing(): Promise<void> | null {
    return this.#committing;
  }

  /** After a commit, in the same synchronous turn: the alarm is part of the same write. */
  tell<T>({ answer, events }: Outcome<T>): T {
    if (events.length === 0) return answer;
    this.#committing ??= this.#untilCommitted();
    this.#wakeBy(Date.now() + DRAIN_RETRY_MS);
    this.#live.publish(events);
    if (!this.#drainIsDue) {
      this.#drainIsDue = true;
      this.#ctx.waitUntil(this.#drainSoon());
    }
    return answer;
  }

  /** When the alarm rings: tells what was swept, drains, and sets the next alarm. Never throws. */
  async ring(sweep: () => LoggedEvent[], nextEnd: () => EpochMs | null): Promise<void> {
    this.#wakeAt = null;
    try {
      this.#live.publish(sweep());
    } catch (error) {
      log("error", "sweep_failed", { branchId: this.#branch()?.branchId, ...faultFacts(error) });
    }
    await this.tryDrain();
    const next = this.#outbox.hasWork() ? Date.now() + DRAIN_RETRY_MS : nextEnd();
    if (next !== null) this.#wakeBy(next);
  }

  /** False when D1, the feed or the queue refuse. */
  async tryDrain(): Promise<boolean> {
    const branch = this.#branch();
    if (!branch) return false;
    try {
      await this.#outbox.drain(branch);
      return true;
    } catch (error) {
      log("warn", "drain_postponed", { branchId: branch.branchId, ...faultFacts(error) });
      return false;
    }
  }

  /** A failed commit resets the object and breaks the answers that waited for it: nobody else needs to know. */
  async #untilCommitted(): Promise<void> {
    await this.#ctx.storage.sync().catch(() => {});
    this.#committing = null;
  }

  async #drainSoon(): Promise<void> {
    const isBusy = Date.now() - this.#drainedAt < MOMENT_MS;
    await scheduler.wait(isBusy ? BUSY_DRAIN_DELAY_MS : DRAIN_DELAY_MS);
    this.#drainIsDue = false;
    this.#drainedAt = Date.now();
    await this.tryDrain();
  }

  #wakeBy(at: EpochMs): void {
    if (this.#wakeAt !== null && this.#wakeAt <= at) return;
    this.#wakeAt = at;
    void this.#ctx.storage.setAlarm(at);
  }
}
