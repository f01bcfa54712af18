import { err, ok } from "../../../domain/result.ts";
import { readAnswer } from "../../read-answer.ts";
import type { CalendarAnswer, CalendarChoice, CalendarVendor, MirrorEntry, MirrorRef, OutsideEntry } from "../port.ts";
import { type AskGoogle, refusedWith } from "./ask.ts";
import { changedEvents, toEntry } from "./changed-events.ts";
import { stopChannel, watchEvents } from "./channels.ts";
import { freeBusy } from "./free-busy.ts";
import { eventsPath, KEY } from "./names.ts";
import { type GoogleEvent, googleCalendars, googleEvent } from "./shapes.ts";

const MAX_PAGES = 10;

/** An account at Google Calendar, API version 3. */
export function googleCalendar(ask: AskGoogle): CalendarVendor {
  return {
    takesOurIds: true,
    list: () => listCalendars(ask),
    put: (target, entry, known) => (known ? change(ask, target, entry, known) : create(ask, target, entry)),
    remove: (target, known) => remove(ask, target, known),
    find: (target, key) => find(ask, target, key),
    look: (target, known) => look(ask, target, known),
    changes: (target, cursor, window) => changedEvents(ask, target, cursor, window),
    busy: (target, window) => freeBusy(ask, target, window),
    watch: (target, wish) => watchEvents(ask, target, wish),
    unwatch: (channel) => stopChannel(ask, channel),
  };
}

async function listCalendars(ask: AskGoogle): CalendarAnswer<CalendarChoice[]> {
  const found: CalendarChoice[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ maxResults: "250", ...(pageToken ? { pageToken } : {}) });
    const read = await readAnswer(
      googleCalendars,
      ask({ method: "GET", path: `/users/me/calendarList?${query.toString()}` }),
    );
    if (!read.ok) return read;
    for (const { id, summary, summaryOverride, accessRole } of read.value.items) {
      const isWritable = accessRole === "owner" || accessRole === "writer";
      found.push({ id, name: summaryOverride ?? summary, isWritable, lengthMinutes: null });
    }
    pageToken = read.value.nextPageToken;
    if (!pageToken) break;
  }
  return ok(found);
}

/** The id is ours, so a repeated creation meets the first one: then it is brought to what it shall say. */
async function create(ask: AskGoogle, target: string, entry: MirrorEntry): CalendarAnswer<MirrorRef> {
  const path = `${eventsPath(target)}?sendUpdates=none`;
  const made = await readAnswer(googleEvent, ask({ method: "POST", path, json: { id: entry.key, ...toEvent(entry) } }));
  if (made.ok) return ok(toRef(made.value));
  if (refusedWith(made.error) !== 409) return made;
  return patch(ask, target, entry, { externalId: entry.key, etag: null });
}

async function change(ask: AskGoogle, target: string, entry: MirrorEntry, known: MirrorRef): CalendarAnswer<MirrorRef> {
  const changed = await patch(ask, target, entry, known);
  if (changed.ok) return changed;
  const status = refusedWith(changed.error);
  if (status === 412) return err({ reason: "changed_meanwhile" });
  return status === 404 || status === 410 ? create(ask, target, entry) : changed;
}

/** `status` brings back what was deleted: it goes on to occupy its id. */
async function patch(ask: AskGoogle, target: string, entry: MirrorEntry, known: MirrorRef): CalendarAnswer<MirrorRef> {
  const path = `${eventsPath(target, known.externalId)}?sendUpdates=none`;
  const json = { ...toEvent(entry), status: "confirmed" };
  const changed = await readAnswer(googleEvent, ask({ method: "PATCH", path, json, ifMatch: known.etag }));
  return changed.ok ? ok(toRef(changed.value)) : changed;
}

async function remove(ask: AskGoogle, target: string, { externalId, etag }: MirrorRef): CalendarAnswer<void> {
  const path = `${eventsPath(target, externalId)}?sendUpdates=none`;
  const removed = await ask({ method: "DELETE", path, ifMatch: etag });
  if (removed.ok) return ok(undefined);
  const status = refusedWith(removed.error);
  if (status === 412) return err({ reason: "changed_meanwhile" });
  return status === 404 || status === 410 ? ok(undefined) : removed;
}

async function find(ask: AskGoogle, target: string, key: string): CalendarAnswer<MirrorRef | null> {
  const read = await readAnswer(googleEvent, ask({ method: "GET", path: eventsPath(target, key) }));
  if (read.ok) return ok(read.value.status === "cancelled" ? null : toRef(read.value));
  const status = refusedWith(read.error);
  return status === 404 || status === 410 ? ok(null) : read;
}

async function look(ask: AskGoogle, target: string, { externalId }: MirrorRef): CalendarAnswer<OutsideEntry | null> {
  const read = await readAnswer(googleEvent, ask({ method: "GET", path: eventsPath(target, externalId) }));
  if (read.ok) return ok(toEntry(read.value, "UTC"));
  const status = refusedWith(read.error);
  return status === 404 || status === 410 ? ok(null) : read;
}

/** No attendees: the customer is told by the business, not by whoever owns the calendar. */
function toEvent({ key, version, title, description, location, startsAt, endsAt, timeZone }: MirrorEntry) {
  const at = (instant: number) => ({ dateTime: new Date(instant).toISOString(), timeZone });
  return {
    summary: title,
    description,
    ...(location === null ? {} : { location }),
    start: at(startsAt),
    end: at(endsAt),
    transparency: "opaque",
    extendedProperties: { private: { [KEY]: key, frontdeskVersion: String(version) } },
  };
}

function toRef({ id, etag, updated }: GoogleEvent): MirrorRef {
  return { externalId: id, etag: etag ?? null, updatedAt: updated === undefined ? null : Date.parse(updated) || null };
}
