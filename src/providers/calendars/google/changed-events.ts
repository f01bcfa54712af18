import { Temporal } from "temporal-polyfill";
import { err, ok } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { readAnswer } from "../../read-answer.ts";
import type { CalendarAnswer, OutsideEntries, OutsideEntry, SyncWindow } from "../port.ts";
import { type AskGoogle, refusedWith } from "./ask.ts";
import { eventsPath, KEY } from "./names.ts";
import { type GoogleEvent, googleEvents } from "./shapes.ts";

/** 2,500 events each. */
const MAX_PAGES = 8;

/** With a cursor no bounds can be given: what lies outside the window comes along, and the caller leaves it out. */
export async function changedEvents(
  ask: AskGoogle,
  target: string,
  cursor: string | null,
  window: SyncWindow,
): CalendarAnswer<OutsideEntries> {
  const entries: OutsideEntry[] = [];
  let pageToken: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query: string = queryOf(cursor, window, pageToken);
    const read = await readAnswer(googleEvents, ask({ method: "GET", path: `${eventsPath(target)}?${query}` }));
    if (!read.ok) return refusedWith(read.error) === 410 ? err({ reason: "cursor_expired" }) : read;
    const { items, nextPageToken, nextSyncToken, timeZone = "UTC" } = read.value;
    for (const event of items) {
      const entry = toEntry(event, timeZone);
      if (entry) entries.push(entry);
    }
    if (!nextPageToken) return ok({ entries, cursor: nextSyncToken ?? null, isFull: cursor === null });
    pageToken = nextPageToken;
  }
  return err({ reason: "too_many" });
}

function queryOf(cursor: string | null, { from, to }: SyncWindow, pageToken: string | null): string {
  const toUtc = (at: EpochMs) => new Date(at).toISOString();
  const bounds = cursor === null ? { timeMin: toUtc(from), timeMax: toUtc(to) } : { syncToken: cursor };
  const page = pageToken === null ? {} : { pageToken };
  return new URLSearchParams({ singleEvents: "true", showDeleted: "true", maxResults: "2500", ...bounds, ...page }).toString(); // biome-ignore format: one line
}

/** Null: nothing of it is a time, as of what has neither beginning nor end. */
export function toEntry(event: GoogleEvent, zone: string): OutsideEntry | null {
  const { id, etag = null, status, start, end, updated } = event;
  const updatedAt = updated === undefined ? null : Date.parse(updated) || null;
  const ref = { externalId: id, etag, updatedAt, key: event.extendedProperties?.private?.[KEY] ?? null };
  if (status === "cancelled") return { ...ref, kind: "gone" };
  const [startsAt, endsAt] = [instantOf(start, zone), instantOf(end, zone)];
  if (startsAt === null || endsAt === null || startsAt >= endsAt) return null;
  return { ...ref, kind: "present", startsAt, endsAt, isBusy: isBusy(event) };
}

/** Who declined an invitation is free then, though it goes on to stand in their calendar. */
function isBusy({ transparency, attendees = [] }: GoogleEvent): boolean {
  const isDeclined = attendees.some(({ self, responseStatus }) => self && responseStatus === "declined");
  return transparency !== "transparent" && !isDeclined;
}

/** A whole day begins at midnight of the calendar's own zone, which is not always 24 hours from the next. */
function instantOf(time: GoogleEvent["start"], zone: string): EpochMs | null {
  if (time?.dateTime) return Date.parse(time.dateTime) || null;
  if (!time?.date) return null;
  return Temporal.PlainDate.from(time.date).toZonedDateTime(zone).epochMilliseconds;
}
