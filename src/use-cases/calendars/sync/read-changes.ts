import { err, ok } from "../../../domain/result.ts";
import type {
  CalendarAnswer,
  CalendarVendor,
  OutsideEntries,
  OutsideEntry,
  SyncWindow,
} from "../../../providers/calendars/port.ts";

const MAX_PARTS = 10;

/** All that changed since `cursor`, or all that stands in the window. A vendor that tells it in parts is asked again. */
export async function readChanges(
  vendor: CalendarVendor,
  target: string,
  cursor: string | null,
  window: SyncWindow,
): CalendarAnswer<OutsideEntries> {
  const entries = new Map<string, OutsideEntry>();
  let place = cursor;
  for (let part = 0; part < MAX_PARTS; part++) {
    const read = await vendor.changes(target, place, window);
    if (!read.ok) return read;
    for (const entry of read.value.entries) entries.set(entry.externalId, entry); // a later part is the newer one
    place = read.value.cursor;
    if (!read.value.hasMore) return ok({ entries: [...entries.values()], cursor: place, isFull: cursor === null });
  }
  return err({ reason: "too_many" });
}
