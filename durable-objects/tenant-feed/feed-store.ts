import type { FeedEvent, FeedFrame } from "../../src/contracts/live.ts";
import type { FeedEntry } from "./tenant-feed.ts";

type EventFrame = Extract<FeedFrame, { type: "event" }>;
type Row = { seq: number; at: number; event: string };

/** A viewer that was away longer than this loads its pages again. */
const KEPT = 1_000;
const PRUNE_EVERY = 100;

/** The last events of a tenant, for replay. */
export class FeedStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Keeps the entries whose key is new and returns them as frames. */
  append(entries: readonly FeedEntry[]): EventFrame[] {
    const fresh = entries.flatMap(({ key, at, event }) =>
      this.#sql
        .exec<Row>(
          "INSERT INTO events (key, at, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING seq, at, event",
          key,
          at,
          JSON.stringify(event),
        )
        .toArray(),
    );
    const last = fresh.at(-1)?.seq ?? 0;
    // Not each time: a few too many cost less than a delete with every event.
    if (last % PRUNE_EVERY < fresh.length) this.#sql.exec("DELETE FROM events WHERE seq <= ?", last - KEPT);
    return fresh.map(toFrame);
  }

  after(seq: number): EventFrame[] {
    return this.#sql
      .exec<Row>("SELECT seq, at, event FROM events WHERE seq > ? ORDER BY seq LIMIT ?", seq, KEPT)
      .toArray()
      .map(toFrame);
  }

  /** The first and last seq that can be replayed; 1 and 0 when nothing has happened yet. */
  range(): { first: number; last: number } {
    const { first, last } = this.#sql
      .exec<{ first: number | null; last: number | null }>("SELECT min(seq) AS first, max(seq) AS last FROM events")
      .one();
    return { first: first ?? 1, last: last ?? 0 };
  }
}

function toFrame({ seq, at, event }: Row): EventFrame {
  return { type: "event", seq, at: new Date(at).toISOString(), event: JSON.parse(event) as FeedEvent };
}
