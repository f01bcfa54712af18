import { Hono } from "hono";
import * as z from "zod";
import { refuse } from "./answers.ts";
import type { Store, StoredEvent } from "./store.ts";

const time = z.strictObject({ dateTime: z.iso.datetime({ offset: true }).optional(), date: z.iso.date().optional(), timeZone: z.string().optional() }); // biome-ignore format: one line
/** What Google's description allows of what we send; anything else is a mistake of ours. */
const written = z.strictObject({
  id: z
    .string()
    .regex(/^[a-v0-9]{5,1024}$/)
    .optional(),
  status: z.enum(["confirmed", "tentative", "cancelled"]).optional(),
  summary: z.string(),
  description: z.string().optional(),
  location: z.string().optional(),
  start: time,
  end: time,
  transparency: z.enum(["opaque", "transparent"]).optional(),
  extendedProperties: z.strictObject({ private: z.record(z.string(), z.string()) }).optional(),
});

export function eventRoutes(store: Store): Hono {
  const { calendars, save, next } = store;
  const app = new Hono();
  app.get("/users/me/calendarList", (c) => {
    const items = [...calendars.values()].map(({ id, summary, accessRole }) => ({ id, summary, accessRole }));
    return c.json({ kind: "calendar#calendarList", items });
  });
  app.get("/calendars/:calendar/events", (c) => {
    const calendar = calendars.get(c.req.param("calendar"));
    if (!calendar) return refuse(404, "Not Found", "notFound");
    const { syncToken, timeMin, timeMax, pageToken } = c.req.query();
    if (syncToken && (timeMin || timeMax)) return refuse(400, "Sync token cannot be used with bounds", "invalid");
    const since = syncToken ? Number(syncToken) : 0;
    if (syncToken && !(since <= store.latest()))
      return refuse(410, "Sync token is no longer valid", "fullSyncRequired");
    const all = [...calendar.events.values()].filter((event) => event.change > since && isWithin(event, c.req.query()));
    const [from, size] = [Number(pageToken ?? 0), store.settings.pageSize];
    const items = all.slice(from, from + size).map(shown);
    const isLast = from + size >= all.length;
    const next = isLast ? { nextSyncToken: String(store.latest()) } : { nextPageToken: String(from + size) };
    return c.json({ kind: "calendar#events", timeZone: "Europe/Berlin", items, ...next });
  });
  app.post("/calendars/:calendar/events", async (c) => {
    const calendar = calendars.get(c.req.param("calendar"));
    const event = written.safeParse(await c.req.json());
    if (!calendar) return refuse(404, "Not Found", "notFound");
    if (!event.success) return refuse(400, z.prettifyError(event.error), "invalid");
    const id = event.data.id ?? next("evt").replaceAll(/[^a-v0-9]/g, "");
    if (calendar.events.has(id)) return refuse(409, "The requested identifier already exists.", "duplicate");
    return c.json(shown(save(calendar, { status: "confirmed", ...plain(event.data), id })));
  });
  app.get("/calendars/:calendar/events/:id", (c) => {
    const event = calendars.get(c.req.param("calendar"))?.events.get(c.req.param("id"));
    return event ? c.json(shown(event)) : refuse(404, "Not Found", "notFound");
  });
  app.patch("/calendars/:calendar/events/:id", async (c) => {
    const calendar = calendars.get(c.req.param("calendar"));
    const known = calendar?.events.get(c.req.param("id"));
    const change = written.partial().safeParse(await c.req.json());
    if (!calendar || !known) return refuse(404, "Not Found", "notFound");
    if (!change.success) return refuse(400, z.prettifyError(change.error), "invalid");
    if (!fits(known, c.req.header("if-match"))) return refuse(412, "Precondition Failed", "conditionNotMet");
    return c.json(shown(save(calendar, { ...known, ...plain(change.data), id: known.id })));
  });
  app.delete("/calendars/:calendar/events/:id", (c) => {
    const calendar = calendars.get(c.req.param("calendar"));
    const known = calendar?.events.get(c.req.param("id"));
    if (!calendar || !known) return refuse(404, "Not Found", "notFound");
    if (known.status === "cancelled") return refuse(410, "Resource has been deleted", "deleted");
    if (!fits(known, c.req.header("if-match"))) return refuse(412, "Precondition Failed", "conditionNotMet");
    save(calendar, { ...known, status: "cancelled" });
    return c.body(null, 204);
  });
  return app;
}

/** Bounds by instants; whole days are always told. */
function isWithin({ start, end }: StoredEvent, { timeMin, timeMax }: Record<string, string>): boolean {
  const [from, to] = [instantOf(start), instantOf(end)];
  if (!timeMin || !timeMax || from === null || to === null) return true;
  return from < Date.parse(timeMax) && to > Date.parse(timeMin);
}

function instantOf(time: { dateTime?: string }): number | null {
  return time.dateTime ? Date.parse(time.dateTime) : null;
}

function fits({ etag }: StoredEvent, wanted: string | undefined): boolean {
  return wanted === undefined || wanted === etag;
}

/** Deleted ones tell little. */
function shown(event: StoredEvent) {
  const { id, etag, status, updated } = event;
  return status === "cancelled" ? { id, etag, status, updated } : { ...event, change: undefined };
}

/** Without keys that nobody sent. */
function plain(event: object): Pick<StoredEvent, "start" | "end"> {
  const given = Object.entries(event).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Pick<StoredEvent, "start" | "end">; // its schema has been checked
}
