import { DurableObject } from "cloudflare:workers";
import type { FeedEvent, FeedFrame } from "../../src/contracts/live.ts";
import { readViewer, type Whose } from "../../src/contracts/viewer.ts";
import { type Sight, sees } from "../../src/domain/identity/sight.ts";
import type { StaffId } from "../../src/domain/ids.ts";
import { configOf } from "../../src/env.ts";
import { log } from "../../src/log.ts";
import { migrate } from "../migrate.ts";
import { admit, admittedSeats, answerPings, closeSockets, readSince, sendQuietly } from "../sockets.ts";
import { FeedStore } from "./feed-store.ts";
import { feedMigrations } from "./migrations.ts";
import { SseStreams } from "./sse-streams.ts";

/** What happened, under a key that makes a repeated delivery harmless. */
export type FeedEntry = {
  key: string;
  event: FeedEvent;
  at: number;
  /** On whose calendar it happened. Who sees one calendar alone is told of nothing else. */
  staffId?: StaffId | null;
  /** Of the request that caused it. */
  requestId?: string | null;
};

/** All live viewers of one tenant, by WebSocket (hibernating) or SSE, and what they may have missed. */
export class TenantFeed extends DurableObject<Env> {
  readonly #store = new FeedStore(this.ctx.storage.sql);
  readonly #streams = new SseStreams();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    configOf(env); // so that LOG_LEVEL counts here too
    migrate(ctx.storage, feedMigrations);
    answerPings(ctx);
  }

  /** Tells every viewer, once per key. Entries that were told before are skipped. */
  async publish(entries: FeedEntry[]): Promise<void> {
    const fresh = this.ctx.storage.transactionSync(() => this.#store.append(entries));
    const requestIds = [...new Set(entries.flatMap(({ requestId }) => (requestId ? [requestId] : [])))];
    log("info", "feed_published", { count: fresh.length, requestIds });
    const seats = admittedSeats(this.ctx);
    for (const { frame, staffId } of fresh) {
      const text = JSON.stringify(frame);
      for (const { socket, sight } of seats) if (sees(sight, staffId)) sendQuietly(socket, text);
      this.#streams.send(frame, staffId);
    }
  }

  /** Of users, sessions or keys that have lost what they had. */
  async closeViews(whose: Whose): Promise<void> {
    closeSockets(this.ctx, whose);
    this.#streams.end(whose);
  }

  /** The Worker has authenticated the viewer and chosen this object by the tenant of the credential. */
  override async fetch(request: Request): Promise<Response> {
    const since = readSince(request) ?? lastEventId(request);
    const viewer = readViewer(request);
    const frames = this.#catchUp(since, viewer.sight);
    if (request.headers.get("upgrade") !== "websocket") return this.#streams.open(frames, viewer, request.signal);

    const { 0: client, 1: server } = new WebSocketPair();
    admit(this.ctx, server, viewer);
    for (const frame of frames) sendQuietly(server, JSON.stringify(frame));
    return new Response(null, { status: 101, webSocket: client });
  }

  #catchUp(since: number | null, sight: Sight): FeedFrame[] {
    const { first, last } = this.#store.range();
    const hello: FeedFrame = { type: "hello", seq: last, serverTime: new Date().toISOString() };
    if (since === null || since === last) return [hello];
    const isGone = since > last || since + 1 < first;
    if (isGone) return [hello, { type: "resync", seq: last }];
    const missed = this.#store.after(since).filter(({ staffId }) => sees(sight, staffId));
    return [hello, ...missed.map(({ frame }) => frame)];
  }
}

/** What an EventSource sends when it reconnects. */
function lastEventId(request: Request): number | null {
  const text = request.headers.get("last-event-id");
  const seq = Number(text);
  return text && Number.isSafeInteger(seq) && seq >= 0 ? seq : null;
}
