import type { Hono } from "hono";
import { html } from "hono/html";
import * as z from "zod";
import type { Bench } from "../../vendor.ts";
import type { Account, Accounts, Booking } from "./account.ts";
import { refuse } from "./answers.ts";
import { cancelBooking, makeBooking, moveBooking } from "./bookings.ts";
import { announce } from "./deliver.ts";

const start = z.iso.datetime({ offset: true });
const wish = z.object({ start, eventTypeId: z.coerce.number(), name: z.string().default("Somebody") });
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

/** What people do at Cal.com itself, as a page with forms: `/host/{username}`. Every act sends its webhooks. */
export function addHostPage(app: Hono, bench: Bench, accounts: Accounts): void {
  app.get("/host", (c) => c.html(page("Hosts", html`<ul>${accounts.list().map(({ user }) => link(user))}</ul>`)));
  app.get("/host/:username", (c) => {
    const account = accounts.byUsername(c.req.param("username"));
    if (!account) return refuse(404, "No such host.");
    c.header("content-security-policy", POLICY);
    return c.html(hostPage(account));
  });
  app.post("/host/:username/:act", async (c) => {
    const account = accounts.byUsername(c.req.param("username"));
    if (!account) return refuse(404, "No such host.");
    const wrong = act(bench, account, c.req.param("act"), await c.req.parseBody());
    return wrong === null ? c.redirect(`/calcom/host/${account.user.username}`, 303) : refuse(400, wrong);
  });
}

/** Null: done. */
function act(bench: Bench, account: Account, name: string, form: Record<string, unknown>): string | null {
  const booking = account.bookings.find(({ uid }) => uid === form["uid"]);
  if (name === "book") return book(bench, account, form);
  if (name === "deliveries") return setDeliveries(account, form);
  if (!booking) return "No such booking.";
  if (name === "move") return move(bench, account, booking, form);
  if (name !== "cancel") return "No such act.";
  cancelBooking(booking, bench.now(), "Cancelled by the host");
  announce(bench, account, "BOOKING_CANCELLED", booking);
  return null;
}

function book(bench: Bench, account: Account, form: unknown): string | null {
  const parsed = wish.safeParse(form);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const eventType = account.eventTypes.find(({ id }) => id === parsed.data.eventTypeId);
  if (!eventType) return "No such event type.";
  const attendee = { name: parsed.data.name, email: "guest@guests.example", timeZone: "Europe/Berlin", language: "de" };
  const wanted = { eventType, start: Date.parse(parsed.data.start), minutes: eventType.lengthInMinutes, attendee };
  const made = makeBooking(account, { ...wanted, metadata: {} }, bench.now());
  if (!made) return "The host is not free.";
  announce(bench, account, made.status === "pending" ? "BOOKING_REQUESTED" : "BOOKING_CREATED", made);
  return null;
}

function move(bench: Bench, account: Account, booking: Booking, form: Record<string, unknown>): string | null {
  const at = start.safeParse(form["start"]);
  if (!at.success) return z.prettifyError(at.error);
  const moved = moveBooking(account, booking, Date.parse(at.data), bench.now());
  if (!moved) return "The host is not free.";
  announce(bench, account, "BOOKING_RESCHEDULED", moved, booking);
  return null;
}

function setDeliveries(account: Account, form: Record<string, unknown>): string | null {
  const mode = z.enum(["once", "twice", "never"]).safeParse(form["mode"]);
  if (!mode.success) return z.prettifyError(mode.error);
  account.deliveries = mode.data;
  return null;
}

type Markup = ReturnType<typeof html>;

function link({ username, name }: Account["user"]): Markup {
  return html`<li><a href="/calcom/host/${username}">${name}</a></li>`;
}

function hostPage({ user, eventTypes, bookings, deliveries }: Account): Markup {
  const act = (name: string) => `/calcom/host/${user.username}/${name}`;
  const types = eventTypes.map(({ id, title }) => html`<option value="${id}">${title}</option>`);
  const rows = bookings.map(
    ({
      uid,
      title,
      start,
      status,
    }) => html`<tr><td>${new Date(start).toISOString()}</td><td>${title}</td><td>${status}</td>
<td><form method="post" action="${act("move")}"><input type="hidden" name="uid" value="${uid}"><input name="start" aria-label="New start" placeholder="2030-01-07T10:00:00Z" required><button>Move</button></form>
<form method="post" action="${act("cancel")}"><input type="hidden" name="uid" value="${uid}"><button>Cancel</button></form></td></tr>`,
  );
  return page(
    user.name,
    html`<form method="post" action="${act("book")}">
<label>Event type <select name="eventTypeId">${types}</select></label>
<label>Start <input name="start" placeholder="2030-01-07T10:00:00Z" required></label>
<label>Name <input name="name" value="Somebody"></label><button>Book</button></form>
<form method="post" action="${act("deliveries")}"><label>Webhooks arrive <select name="mode">
${["once", "twice", "never"].map((mode) => html`<option ${mode === deliveries ? "selected" : ""}>${mode}</option>`)}
</select></label><button>Set</button></form>
<table><thead><tr><th>Start</th><th>What</th><th>Status</th><th>Acts</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function page(title: string, content: unknown): Markup {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title} · Cal.com (sandbox)</title>
<style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}td,th{padding:.3rem .6rem;text-align:left}form{margin:.5rem 0}</style>
</head><body><h1>${title}</h1>${content as Markup}</body></html>`;
}
