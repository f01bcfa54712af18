import { DurableObject } from "cloudflare:workers";
import type { FeedEvent, FeedFrame } from "../../src/contracts/live.ts";
import { configOf } from "../../src/env.ts";
import { log } from "../../src/log.ts";
import { migrate } from "../migrate.ts";
import { admit, admittedSockets, answerPings, readSince, sendQuietly } from "../sockets.ts";
import { FeedStore } from "./feed-store.ts";
import { feedMigrations } from "./migrations.ts";
import { SseStreams } from "./sse-streams.ts";

/** What happened, under a key that makes a repeated delivery harmless. */
export type FeedEntry = {
  key: string;
  event: FeedEvent;
  at: number;
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
    const sockets = admittedSockets(this.ctx);
    for (const frame of fresh) {
      const text = JSON.stringify(frame);
      for (const socket of sockets) sendQuietly(socket, text);
      this.#streams.send(frame);
    }
  }

  /** The Worker has authenticated the viewer and chosen this object by the tenant of the credential. */
  override async fetch(request: Request): Promise<Response> {
    const since = readSince(request) ?? lastEventId(request);
    const frames = this.#catchUp(since);
    if (request.headers.get("upgrade") !== "websocket") return this.#streams.open(frames, request.signal);

    const { 0: client, 1: server } = new WebSocketPair();
    admit(this.ctx, server);
    for (const frame of frames) sendQuietly(server, JSON.stringify(frame));
    return new Response(null, { status: 101, webSocket: client });
  }

  #catchUp(since: number | null): FeedFrame[] {
    const { first, last } = this.#store.range();
    const hello: FeedFrame = { type: "hello", seq: last, serverTime: new Date().toISOString() };
    if (since === null || since === last) return [hello];
    const isGone = since > last || since + 1 < first;
    return isGone ? [hello, { type: "resync", seq: last }] : [hello, ...this.#store.after(since)];
  }
}

/** What an EventSource sends when it reconnects. */
function lastEventId(request: Request): number | null {
  const text = request.headers.get("last-event-id");
  const seq = Number(text);
  return text && Number.isSafeInteger(seq) && seq >= 0 ? seq : null;
}
