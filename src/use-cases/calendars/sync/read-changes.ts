import { err, ok } from "../../../domain/result.ts";
import type {
  CalendarAnswer,
  CalendarVendor,
  OutsideEntries,
  OutsideEntry,
  SyncWindow,
} from "../../../providers/calendars/port.ts";

const MAX_PARTS = 20;
/** A budget that is spent comes back call by call: so much of it makes going on worth while. */
const GATHER_MS = 10_000;
/** All in all less than the lease of whoever reads. */
const MAX_WAITS = 8;

export type Wait = (ms: number) => Promise<unknown>;

/**
 * All that changed since `cursor`, or all that stands in the window. A vendor that tells it in parts is asked again, and
 * one whose budget is spent in between is waited for: who began anew would never come to the end.
 */
export async function readChanges(
  vendor: CalendarVendor,
  target: string,
  cursor: string | null,
  window: SyncWindow,
  wait: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): CalendarAnswer<OutsideEntries> {
  const entries = new Map<string, OutsideEntry>();
  let [place, waits] = [cursor, 0];
  for (let part = 0; part < MAX_PARTS; part++) {
    const read = await vendor.changes(target, place, window);
    if (!read.ok && (part === 0 || read.error.reason !== "over_budget" || ++waits > MAX_WAITS)) return read;
    if (!read.ok) {
      await wait(GATHER_MS);
      continue;
    }
    for (const entry of read.value.entries) entries.set(entry.externalId, entry); // a later part is the newer one
    place = read.value.cursor;
    if (!read.value.hasMore) return ok({ entries: [...entries.values()], cursor: place, isFull: cursor === null });
  }
  return err({ reason: "too_many" });
}
