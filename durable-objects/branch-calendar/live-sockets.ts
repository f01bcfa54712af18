import type { BranchFrame } from "../../src/contracts/live.ts";
import type { Viewer } from "../../src/contracts/viewer.ts";
import { hiddenEvent, toBranchEvent, type ViewContext } from "../../src/db/booking-views.ts";
import type { LoggedEvent } from "../../src/domain/booking/appointment.ts";
import { type Sight, seesEvent } from "../../src/domain/identity/sight.ts";
import { toRfc3339 } from "../../src/domain/time.ts";
import { faultFacts, log } from "../../src/log.ts";
import { admit, admittedSeats, sendQuietly } from "../sockets.ts";
import type { CalendarStore } from "./calendar-store.ts";

/** A viewer that is further behind loads the day again: that is cheaper than replaying it. */
const MAX_REPLAY = 1_000;

/**
 * The branch's live sockets. Names are opened by WebCrypto, which is asynchronous, so all sending runs in one queue:
 * every socket sees each event once, in order, whether replayed or live.
 */
export class LiveSockets {
  readonly #ctx: DurableObjectState;
  readonly #store: CalendarStore;
  readonly #context: () => Promise<ViewContext>;
  #queue: Promise<void> = Promise.resolve();

  constructor(ctx: DurableObjectState, store: CalendarStore, context: () => Promise<ViewContext>) {
    this.#ctx = ctx;
    this.#store = store;
    this.#context = context;
  }

  publish(events: readonly LoggedEvent[]): void {
    if (events.length === 0 || this.#ctx.getWebSockets().length === 0) return;
    this.#ctx.waitUntil(this.#inTurn(() => this.#send(events)));
  }

  /** Accepts the socket once it has caught up with the log, so that nothing slips between replay and live. */
  join(socket: WebSocket, since: number | null, viewer: Viewer): Promise<void> {
    return this.#inTurn(async () => {
      const frames = await this.#catchUp(since, viewer.sight);
      admit(this.#ctx, socket, viewer);
      for (const frame of frames) sendQuietly(socket, JSON.stringify(frame));
    });
  }

  async #send(events: readonly LoggedEvent[]): Promise<void> {
    const seats = admittedSeats(this.#ctx);
    const whole = await this.#toTexts(events, "all");
    const ofOne = Map.groupBy(seats, ({ sight }) => (sight === "all" ? "all" : sight.staffId));
    for (const [who, together] of ofOne) {
      const texts = who === "all" ? whole : await this.#toTexts(events, { staffId: who });
      for (const { socket } of together) for (const text of texts) sendQuietly(socket, text);
    }
  }

  async #toTexts(events: readonly LoggedEvent[], sight: Sight): Promise<string[]> {
    return (await this.#toFrames(events, sight)).map((frame) => JSON.stringify(frame));
  }

  async #catchUp(since: number | null, sight: Sight): Promise<BranchFrame[]> {
    const { timeZone } = await this.#context();
    const seq = this.#store.lastSeq();
    const hello: BranchFrame = { type: "hello", seq, serverTime: toRfc3339(timeZone, Date.now()) };
    if (since === null || since === seq) return [hello];
    if (since > seq || seq - since > MAX_REPLAY || since + 1 < (this.#store.firstSeq() ?? 0))
      return [hello, { type: "resync", seq }];
    return [hello, ...(await this.#toFrames(this.#store.eventsAfter(since, MAX_REPLAY), sight))];
  }

  /** Numbers have no holes, so what a viewer may not see is a frame too, that says nothing else. */
  async #toFrames(events: readonly LoggedEvent[], sight: Sight): Promise<BranchFrame[]> {
    const context = await this.#context();
    return Promise.all(
      events.map(async ({ seq, at, event }) => ({
        type: "event" as const,
        seq,
        at: toRfc3339(context.timeZone, at),
        event: seesEvent(sight, event) ? await toBranchEvent(event, context) : hiddenEvent(event),
      })),
    );
  }

  // A failed turn must not block the turns behind it; its viewers notice the hole in `seq` and load again.
  #inTurn(turn: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(turn);
    this.#queue = done.catch((error) => log("error", "live_send_failed", faultFacts(error)));
    return done;
  }
}
