import type { EventMessage } from "../../src/contracts/queue-messages.ts";
import { projectAppointments } from "../../src/db/queries/read-model.ts";
import { tenantDb } from "../../src/db/tenant-db.ts";
import type { Appointment, CalendarEvent, LoggedEvent } from "../../src/domain/booking/appointment.ts";
import type { BranchRef } from "../../src/domain/booking/commands.ts";
import type { CalendarStore } from "./calendar-store.ts";

/** Queues take at most 100 messages a call, so one round is one D1 batch and one queue batch. */
const ROUND = 100;
const CURSOR = "drained_seq";

type Branch = Pick<BranchRef, "tenantId" | "branchId">;

/**
 * Carries the branch's log to the read model and to the events queue, in order, at least once. The cursor moves only
 * after both have taken a round, and both ignore what they already know.
 */
export class Outbox {
  readonly #store: CalendarStore;
  readonly #env: Env;
  #running: Promise<void> | null = null;

  constructor(store: CalendarStore, env: Env) {
    this.#store = store;
    this.#env = env;
  }

  hasWork(): boolean {
    return this.#store.lastSeq() > this.#cursor();
  }

  /** Drains until nothing is left. Callers share a running drain. Throws when D1 or the queue refuse. */
  drain(branch: Branch): Promise<void> {
    this.#running ??= this.#drainAll(branch).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #drainAll(branch: Branch): Promise<void> {
    for (;;) {
      const events = this.#store.eventsAfter(this.#cursor(), ROUND);
      const last = events.at(-1);
      if (!last) return;
      await this.#deliver(branch, events);
      this.#store.saveSetting(CURSOR, String(last.seq));
    }
  }

  async #deliver(branch: Branch, events: LoggedEvent[]): Promise<void> {
    const latest = new Map(events.flatMap(({ event }) => appointmentOf(event)).map((each) => [each.id, each]));
    if (latest.size === 0) return;
    await projectAppointments(tenantDb(this.#env.DB, branch.tenantId), branch.branchId, [...latest.values()]);
    const messages = events.flatMap((logged) => toMessage(branch, logged));
    if (messages.length > 0) await this.#env.EVENTS.sendBatch(messages.map((body) => ({ body })));
  }

  #cursor(): number {
    return Number(this.#store.setting(CURSOR) ?? 0);
  }
}

function appointmentOf(event: CalendarEvent): Appointment[] {
  return "appointment" in event ? [event.appointment] : [];
}

/** Others are told what happened, not what was taken over: an import is no news. */
function toMessage(branch: Branch, { seq, at, event }: LoggedEvent): EventMessage[] {
  if (!("appointment" in event) || event.type === "appointment_imported") return [];
  const { id: appointmentId, source } = event.appointment;
  const { tenantId, branchId } = branch;
  return [{ type: event.type, tenantId, branchId, seq, at, appointmentId, callId: source.callId }];
}
