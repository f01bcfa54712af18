import type { Hono } from "hono";
import { html } from "hono/html";
import * as z from "zod";
import { refuse } from "./answers.ts";
import type { Store, StoredCalendar, StoredEvent } from "./store.ts";

const start = z.iso.datetime({ offset: true });
const HALF_HOUR_MS = 30 * 60_000;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

type Form = Record<string, unknown>;
type Act = (store: Store, calendar: StoredCalendar, form: Form) => string | null;

/** What people do in their calendar, as a page with forms: `/host`. Each act is told to whoever watches. */
export function addHostPage(app: Hono, store: Store): void {
  app.get("/host", (c) => {
    c.header("content-security-policy", POLICY);
    return c.html(page(store));
  });
  app.post("/host/:act", async (c) => {
    const form = await c.req.parseBody();
    const calendar = store.calendars.get(String(form["calendar"] ?? "team"));
    const act = acts[c.req.param("act")];
    const wrong = act && calendar ? act(store, calendar, form) : "No such act or calendar.";
    return wrong === null ? c.redirect("/google/host", 303) : refuse(400, wrong);
  });
}

const acts: Record<string, Act> = {
  add(store, calendar, form) {
    const at = start.safeParse(form["start"]);
    if (!at.success) return z.prettifyError(at.error);
    const id = store.next("evt").replaceAll(/[^a-v0-9]/g, "");
    const summary = String(form["summary"] ?? "Something else");
    store.save(calendar, { id, status: "confirmed", summary, ...timesFrom(Date.parse(at.data), HALF_HOUR_MS) });
    return null;
  },
  move(store, calendar, form) {
    const event = calendar.events.get(String(form["id"]));
    const at = start.safeParse(form["start"]);
    if (!event || !at.success) return "No such event or time.";
    store.save(calendar, { ...event, ...timesFrom(Date.parse(at.data), lengthOf(event)) });
    return null;
  },
  delete(store, calendar, form) {
    const event = calendar.events.get(String(form["id"]));
    if (!event) return "No such event.";
    store.save(calendar, { ...event, status: "cancelled" });
    return null;
  },
  deliveries(store, _calendar, form) {
    const mode = z.enum(["once", "twice", "never"]).safeParse(form["mode"]);
    if (!mode.success) return z.prettifyError(mode.error);
    store.settings.deliveries = mode.data;
    return null;
  },
};

function timesFrom(from: number, lengthMs: number): Pick<StoredEvent, "start" | "end"> {
  const at = (instant: number) => ({ dateTime: new Date(instant).toISOString() });
  return { start: at(from), end: at(from + lengthMs) };
}

function lengthOf({ start, end }: StoredEvent): number {
  const at = (time: { dateTime?: string }) => Date.parse(time.dateTime ?? "");
  return at(end) - at(start) || HALF_HOUR_MS;
}

type Markup = ReturnType<typeof html>;

function page({ calendars, settings, channels }: Store): Markup {
  const rows = [...calendars.values()].flatMap((calendar) =>
    [...calendar.events.values()].map((event) => row(calendar, event)),
  );
  const names = [...calendars.keys()].map((id) => html`<option>${id}</option>`);
  const modes = ["once", "twice", "never"].map(
    (mode) => html`<option ${mode === settings.deliveries ? "selected" : ""}>${mode}</option>`,
  );
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Google Calendar (sandbox)</title>
<style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}td,th{padding:.3rem .6rem;text-align:left}form{margin:.5rem 0}</style>
</head><body><h1>Google Calendar</h1>
<form method="post" action="/google/host/add"><label>Calendar <select name="calendar">${names}</select></label>
<label>Start <input name="start" placeholder="2030-01-07T10:00:00Z" required></label>
<label>What <input name="summary" value="Dentist"></label><button>Add</button></form>
<form method="post" action="/google/host/deliveries"><label>Notifications arrive <select name="mode">${modes}</select></label><button>Set</button></form>
<p>Channels that are open: ${channels.size}</p>
<table><thead><tr><th>Calendar</th><th>Start</th><th>What</th><th>Status</th><th>Acts</th></tr></thead><tbody>${rows}</tbody></table></body></html>`;
}

function row(calendar: StoredCalendar, { id, summary = "", start, status }: StoredEvent): Markup {
  const own = html`<input type="hidden" name="calendar" value="${calendar.id}"><input type="hidden" name="id" value="${id}">`;
  return html`<tr><td>${calendar.summary}</td><td>${JSON.stringify(start)}</td><td>${summary}</td><td>${status}</td>
<td><form method="post" action="/google/host/move">${own}<input name="start" aria-label="New start" placeholder="2030-01-07T10:00:00Z" required><button>Move</button></form>
<form method="post" action="/google/host/delete">${own}<button>Delete</button></form></td></tr>`;
}
