import type { FeedEvent, FeedFrame } from "../../src/contracts/live.ts";
import type { StaffId } from "../../src/domain/ids.ts";
import type { FeedEntry } from "./tenant-feed.ts";

type EventFrame = Extract<FeedFrame, { type: "event" }>;
type Row = { seq: number; at: number; event: string; staff_id: StaffId | null };
/** A frame, and on whose calendar it happened; null when on none. */
export type KeptFrame = { frame: EventFrame; staffId: StaffId | null };

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
  append(entries: readonly FeedEntry[]): KeptFrame[] {
    const fresh = entries.flatMap(({ key, at, event, staffId = null }) =>
      this.#sql
        .exec<Row>(
          "INSERT INTO events (key, at, event, staff_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING *",
          key,
          at,
          JSON.stringify(event),
          staffId,
        )
        .toArray(),
    );
    const last = fresh.at(-1)?.seq ?? 0;
    // Not each time: a few too many cost less than a delete with every event.
    if (last % PRUNE_EVERY < fresh.length) this.#sql.exec("DELETE FROM events WHERE seq <= ?", last - KEPT);
    return fresh.map(toFrame);
  }

  after(seq: number): KeptFrame[] {
    return this.#sql
      .exec<Row>("SELECT seq, at, event, staff_id FROM events WHERE seq > ? ORDER BY seq LIMIT ?", seq, KEPT)
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

function toFrame({ seq, at, event, staff_id: staffId }: Row): KeptFrame {
  return {
    frame: { type: "event", seq, at: new Date(at).toISOString(), event: JSON.parse(event) as FeedEvent },
    staffId,
  };
}
