import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { CalendarTargetId } from "../../../src/domain/ids.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { configOf } from "../../../src/env.ts";
import { pullTarget } from "../../../src/use-cases/calendars/sync/pull-target.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aClient, bookedBy, type Client, wallTime } from "../../support/worker/client.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { aGoogleAccount, allowGoogle, anOwner, aTarget, playGoogle } from "../../support/worker/google.ts";
import { playVendors } from "../../support/worker/vendors.ts";

beforeAll(async () => {
  await bookedBy(await aClient());
});
afterEach(() => vi.restoreAllMocks());

async function readNow({ tenant: { tenantId } }: Client, targetId: CalendarTargetId): Promise<void> {
  await env.DB.prepare("UPDATE calendar_targets SET next_sync_at = 1 WHERE id = ?").bind(targetId).run();
  await pullTarget(env, { waitUntil: () => {} }, { tenantId, targetId }, Date.now() + 1);
}

async function untilWritten({ tenant }: Client, version: number): Promise<void> {
  await tenant.calendar().drain(tenant.ref);
  await eventually(async () => {
    const row = await env.DB.prepare("SELECT state, done_version AS done FROM calendar_mirrors WHERE tenant_id = ?").bind(tenant.tenantId).first(); // biome-ignore format: one line
    expect(row).toMatchObject({ state: "done", done: version });
  });
}

const openProposals = async ({ send }: Client) =>
  (await (await send("/calendar-proposals?state=open")).json<{ items: { id: string }[] }>()).items;

/** Anna's Google calendar with one appointment of ours, at ten. Nothing is read but by the test. */
async function aWritten() {
  const played = playGoogle();
  vi.spyOn(env.CALENDARS, "send").mockResolvedValue({} as QueueSendResponse);
  const owner = await anOwner();
  const account = await aGoogleAccount(owner, played.google);
  const target = await aTarget(owner, account.id);
  const booked = await bookedBy(owner, { staffId: owner.tenant.anna });
  await untilWritten(owner, 1);
  const team = played.google.store.calendars.get("team") ?? expect.fail("no calendar");
  const event = [...team.events.values()][0] ?? expect.fail("nothing was written");
  return { ...played, owner, account, target, booked, team, event };
}

describe("our own entries", () => {
  it("are nobody's change when they were read before we wrote, whatever the clocks say", async () => {
    const { owner, target, booked, spoil, google } = await aWritten();
    const address = `${configOf(env).GOOGLE_API_URL}/calendar/v3/calendars/team/events`;
    const token = [...google.store.tokens.access.keys()].at(-1);
    const old = await google.app.request(address, { headers: { authorization: `Bearer ${token}` } });
    const text = await old.text();
    expect(text).toContain(new Date(booked.startsAt).toISOString());
    await owner.send(`/appointments/${booked.id}/reschedule`, { body: { startsAt: wallTime(720) } });
    await untilWritten(owner, 2);
    await env.DB.prepare("UPDATE calendar_mirrors SET updated_at = 1 WHERE tenant_id = ?").bind(owner.tenant.tenantId).run(); // biome-ignore format: one line
    spoil.before = ({ method, url }) => (method === "GET" && url.includes("/events?") ? new Response(text) : null);
    await readNow(owner, target.id);
    expect(await openProposals(owner)).toEqual([]);
  });

  it("are somebody's change when they were moved there, also where our own clock is ahead", async () => {
    const { owner, target, event, team, google } = await aWritten();
    await env.DB.prepare("UPDATE calendar_mirrors SET updated_at = ? WHERE tenant_id = ?").bind(Date.now() + HOUR_MS, owner.tenant.tenantId).run(); // biome-ignore format: one line
    google.store.save(team, { ...event, start: { dateTime: wallTime(780) }, end: { dateTime: wallTime(840) } });
    await readNow(owner, target.id);
    const [raised] = await openProposals(owner);
    expect(raised).toMatchObject({ kind: "moved", startsAt: wallTime(780) });
    // Told again, as in the daily reading in full, it is the same proposal.
    await env.DB.prepare("UPDATE calendar_targets SET full_sync_at = NULL WHERE id = ?").bind(target.id).run();
    await readNow(owner, target.id);
    expect(await openProposals(owner)).toMatchObject([{ id: raised?.id }]);
  });

  it("that are told as gone without a time are looked at before anybody is asked", async () => {
    const { owner, target, event, spoil, asked } = await aWritten();
    const gone = { items: [{ id: event.id, status: "cancelled" }], nextSyncToken: "1" };
    spoil.before = ({ method, url }) => (method === "GET" && url.includes("/events?") ? Response.json(gone) : null);
    await readNow(owner, target.id);
    expect(asked.at(-1)).toBe(`GET /calendar/v3/calendars/team/events/${event.id}`);
    expect(await openProposals(owner)).toEqual([]); // it stands
  });

  it("that somebody moves at Cal.com, where they get another uid, are proposed and followed", async () => {
    playVendors();
    vi.spyOn(env.CALENDARS, "send").mockResolvedValue({} as QueueSendResponse);
    const owner = await anOwner();
    const apiKey = `cal_live_${newId("key").slice(4)}`;
    const body = { provider: "calcom", name: "Anna", apiKey };
    const { id } = await (await owner.send("/calendar-accounts", { body })).json<{ id: string }>();
    const choices = await (await owner.send(`/calendar-accounts/${id}/calendars`)).json<{ items: { id: string }[] }>();
    const any = choices.items.find((choice) => choice.id.endsWith(":any"));
    const target = await aTarget(owner, id, { vendorCalendar: any?.id ?? "" });
    const booked = await bookedBy(owner, { staffId: owner.tenant.anna });
    await untilWritten(owner, 1);
    const headers = { authorization: `Bearer ${apiKey}`, "cal-api-version": "2024-08-13" };
    const there = async <T>(path: string) =>
      (await (await fetch(configOf(env).CALCOM_URL + path, { headers })).json<{ data: T }>()).data;
    const [made] = await there<{ uid: string }[]>("/v2/bookings");
    const { username } = await there<{ username: string }>("/v2/me");
    const form = new URLSearchParams({ uid: made?.uid ?? "", start: wallTime(780) });
    await fetch(`${configOf(env).CALCOM_URL}/host/${username}/move`, {
      method: "POST",
      body: form,
      redirect: "manual",
    });
    await readNow(owner, target.id);
    const [raised] = await openProposals(owner);
    expect(raised).toMatchObject({ kind: "moved", appointmentId: booked.id, startsAt: wallTime(780) });
    expect((await owner.send(`/calendar-proposals/${raised?.id}/accept`, { body: {} })).status).toBe(200);
    await untilWritten(owner, 2);
    expect(await there("/v2/bookings?status=upcoming")).toMatchObject([{ start: wallTime(780), status: "accepted" }]);
  });
});

describe("a calendar that is very full", () => {
  it("blocks all of its time, though a branch takes 2,000 spans at once", async () => {
    const { owner, target, google, team } = await aWritten();
    const first = Date.parse(wallTime(0));
    const at = (instant: number) => ({ dateTime: new Date(instant).toISOString() });
    for (let hour = 0; hour < 2_300; hour++) {
      const start = first + hour * HOUR_MS;
      google.store.save(team, { id: `evt${hour}`, status: "confirmed", start: at(start), end: at(start + HOUR_MS / 2) }); // biome-ignore format: one line
    }
    await readNow(owner, target.id);
    const row = await env.DB.prepare("SELECT busy_count AS count, last_error AS error FROM calendar_targets WHERE id = ?").bind(target.id).first(); // biome-ignore format: one line
    expect(row).toEqual({ count: 2_300, error: null });
    const { tenant } = owner;
    const busyAt = (hour: number) => {
      const window = { start: first + hour * HOUR_MS, end: first + (hour + 1) * HOUR_MS };
      return tenant.calendar().busy(tenant.ref, "list", { window, limit: 10 });
    };
    expect(await Promise.all([0, 1_999, 2_000, 2_299, 2_300].map(async (hour) => JSON.stringify(await busyAt(hour)).split("bsy_").length - 1))).toEqual([1, 1, 1, 1, 0]); // biome-ignore format: one line
  });
});

describe("what can be chosen of an account", () => {
  it("is asked of the vendor once in a while, when somebody wants it fresh, and after connecting again", async () => {
    const played = playGoogle();
    const { google, asked } = played;
    const owner = await anOwner();
    const account = await aGoogleAccount(owner, google);
    const path = `/calendar-accounts/${account.id}/calendars`;
    const lists = () => asked.filter((each) => each.endsWith("/calendarList")).length;
    const shown = async (query = "") => (await owner.send(path + query)).json<{ items: { id: string }[] }>();
    const before = lists();
    const first = await shown();
    expect(await shown()).toEqual(first);
    expect(lists()).toBe(before + 1);
    google.store.calendars.set("new", { id: "new", summary: "New", accessRole: "owner", events: new Map() });
    expect((await shown("?fresh=true")).items).toHaveLength(first.items.length + 1);
    expect((await shown()).items).toHaveLength(first.items.length + 1);
    expect(lists()).toBe(before + 2);
    const { state, code } = await allowGoogle(owner, google, { accountId: account.id });
    await owner.send("/calendar-accounts/google/complete", { body: { state, code } });
    const after = lists();
    await shown();
    expect(lists()).toBe(after + 1);
    const kept = () => env.DB.prepare("SELECT * FROM calendar_choices WHERE account_id = ?").bind(account.id).all();
    expect(JSON.stringify((await kept()).results)).not.toContain("owner@example.com");
    await owner.send(`/calendar-accounts/${account.id}`, { method: "DELETE" });
    expect((await kept()).results).toEqual([]);
  });
});
