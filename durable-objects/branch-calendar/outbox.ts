import { type EventsMessage, MAX_EVENTS_A_MESSAGE } from "../../src/contracts/queue-messages.ts";
import { projectAppointments } from "../../src/db/queries/read-model.ts";
import { tenantDb } from "../../src/db/tenant-db.ts";
import type { Appointment, CalendarEvent, LoggedEvent } from "../../src/domain/booking/appointment.ts";
import type { BranchRef } from "../../src/domain/booking/commands.ts";
import { trailOf } from "../../src/domain/booking/trail.ts";
import { DAY_MS, type EpochMs } from "../../src/domain/time.ts";
import { log } from "../../src/log.ts";
import { tenantFeed } from "../stubs.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { feedEntries, toNews, toNotice } from "./news.ts";

const CURSOR = "drained_seq";
const LOG_KEPT_MS = 30 * DAY_MS;
const TIME_KEPT_MS = 60 * DAY_MS;

type Branch = Pick<BranchRef, "tenantId" | "branchId">;

/**
 * Carries the branch's log to the read model, to the tenant's live feed and to the events queue, in order, at least
 * once: one D1 batch, one call and one message a round. The cursor moves only after all have taken it, and all ignore
 * what they already know. Viewers are told here: the queue gathers, and they do not wait for it.
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

  /**
   * Delivers what the log holds by now. What comes meanwhile is left to gather for the next drain: a drain that went on
   * for as long as bookings come would deliver them one by one. Callers share a round. Throws when D1, the feed or the
   * queue refuse.
   */
  async drain(branch: Branch): Promise<void> {
    const last = this.#store.lastSeq();
    while (this.#cursor() < last) {
      this.#running ??= this.#deliverNext(branch).finally(() => {
        this.#running = null;
      });
      await this.#running;
    }
  }

  /**
   * Lets go of what D1 has and nobody asks the object for any more: the log after a month, past time after two. At most
   * `limit` events; true when more are left.
   */
  prune(now: EpochMs, limit: number): boolean {
    this.#store.forgetBlocksBefore(now - TIME_KEPT_MS);
    return this.#store.forgetEvents(this.#cursor(), now - LOG_KEPT_MS, limit) >= limit;
  }

  /** Of a log that is ahead of the cursor, so there is a next. */
  async #deliverNext(branch: Branch): Promise<void> {
    const events = this.#store.eventsAfter(this.#cursor(), MAX_EVENTS_A_MESSAGE);
    await this.#deliver(branch, events);
    this.#store.saveSetting(CURSOR, String(events.at(-1)!.seq));
  }

  async #deliver(branch: Branch, events: LoggedEvent[]): Promise<void> {
    const { tenantId, branchId } = branch;
    const latest = new Map(events.flatMap(({ event }) => appointmentOf(event)).map((each) => [each.id, each]));
    await projectAppointments(tenantDb(this.#env.DB, tenantId), branchId, [...latest.values()]);
    const message: EventsMessage = {
      tenantId,
      branchId,
      events: events.flatMap(toNews),
      notices: events.flatMap(toNotice),
      trail: events.flatMap((event) => trailOf(branchId, event) ?? []),
    };
    if (message.events.length + message.trail.length === 0) return;
    const entries = feedEntries(message);
    if (entries.length > 0) await tenantFeed(this.#env, tenantId).publish(entries);
    await this.#env.EVENTS.send(message);
    log("info", "calendar_drained", { branchId: branch.branchId, ...drainedFacts(events) });
  }

  #cursor(): number {
    return Number(this.#store.setting(CURSOR) ?? 0);
  }
}

/** Up to which event, and for which requests: enough to follow one from its webhook to here. */
function drainedFacts(events: LoggedEvent[]) {
  const requestIds = new Set(events.flatMap(({ requestId }) => (requestId ? [requestId] : [])));
  return { lastSeq: events.at(-1)?.seq, count: events.length, requestIds: [...requestIds] };
}

function appointmentOf(event: CalendarEvent): Appointment[] {
  return "appointment" in event ? [event.appointment] : [];
}
