import { env } from "cloudflare:workers";
import ICAL from "ical.js";
import { beforeAll, describe, expect, it } from "vitest";
import { createdFeedView } from "../../../src/contracts/calendars.ts";
import { aClient, bookedBy, type Client, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";

beforeAll(async () => {
  await bookedBy(await aClient());
});

/** An owner, for whoever may tell names to a calendar program is a person. */
async function anOwner(): Promise<Client> {
  const { tenant } = await aClient();
  return aClient(tenant, { session: await aSession(tenant, "owner") });
}

async function aFeed({ tenant, send }: Client, more: object = {}) {
  const response = await send("/calendar-feeds", { body: { branchId: tenant.branchId, ...more } });
  if (response.status !== 201) throw new Error(await response.text());
  return createdFeedView.parse(await response.json());
}

const read = (url: string, headers: Record<string, string> = {}) => request(new URL(url).pathname, { headers });

async function eventsAt(url: string): Promise<{ calendar: ICAL.Component; events: ICAL.Event[] }> {
  const calendar = new ICAL.Component(ICAL.parse(await (await read(url)).text()));
  return { calendar, events: calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event)) };
}

describe("a calendar feed", () => {
  it("shows a member's appointments to a calendar program, as they are now", async () => {
    const owner = await anOwner();
    const { tenant, send } = owner;
    const { url } = await aFeed(owner, { staffId: tenant.anna });
    const booked = await bookedBy(owner, { customer: { name: "Erika\r\nBEGIN:VEVENT" } });
    await bookedBy(owner, { staffId: tenant.ben });
    await tenant.calendar().drain(tenant.ref);

    const { events, calendar } = await eventsAt(url);
    expect(events).toHaveLength(1);
    expect(events[0]?.uid).toBe(`${booked.id}@frontdesk`);
    expect(events[0]?.startDate.toJSDate().toISOString()).toBe(new Date(booked.startsAt).toISOString());
    expect(events[0]?.summary).toContain("Erika BEGIN:VEVENT");
    expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH");

    const sequence = Number(events[0]?.sequence);
    await send(`/appointments/${booked.id}/reschedule`, { body: { startsAt: wallTime(720) } });
    await tenant.calendar().drain(tenant.ref);
    const [moved] = (await eventsAt(url)).events;
    expect(moved?.startDate.toJSDate().toISOString()).toBe(wallTime(720));
    expect(Number(moved?.sequence)).toBeGreaterThan(sequence);

    await send(`/appointments/${booked.id}/cancel`, { body: {} });
    await tenant.calendar().drain(tenant.ref);
    expect((await eventsAt(url)).events).toEqual([]);
  });

  it("tells no name when it is to show only that time is taken", async () => {
    const owner = await anOwner();
    const { url } = await aFeed(owner, { details: "busy" });
    await bookedBy(owner);
    await owner.tenant.calendar().drain(owner.tenant.ref);
    const { events } = await eventsAt(url);
    expect(events.map(({ summary }) => summary)).toEqual(["Busy"]);
    expect(await (await read(url)).text()).not.toContain("Erika");
  });

  it("is read again only when it has changed", async () => {
    const { url } = await aFeed(await anOwner());
    const etag = (await read(url)).headers.get("etag") ?? "";
    expect(etag).not.toBe("");
    expect((await read(url, { "if-none-match": etag })).status).toBe(304);
  });

  it("is nobody's once it was revoked; its address is stored nowhere and shown once", async () => {
    const owner = await anOwner();
    const { id, url } = await aFeed(owner);
    const token = new URL(url).pathname.slice("/calendar/".length, -".ics".length);
    expect(JSON.stringify((await env.DB.prepare("SELECT * FROM calendar_feeds").all()).results)).not.toContain(token);
    expect(await (await owner.send("/calendar-feeds")).text()).not.toContain(token);
    expect((await read(url)).status).toBe(200);
    expect((await owner.send(`/calendar-feeds/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await read(url)).status).toBe(404);
    const actions = (await rawRows<{ action: string }>(owner.tenant, "audit_log")).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["calendar_feed.created", "calendar_feed.revoked"]));
  });

  it("is made by people alone, for what is the business's own", async () => {
    const owner = await anOwner();
    const stranger = await anOwner();
    const { branchId, anna } = owner.tenant;
    const byKey = await aClient(owner.tenant);
    expect(await outcomeOf(await byKey.send("/calendar-feeds", { body: { branchId } }))).toBe("403 forbidden");
    expect(await outcomeOf(await stranger.send("/calendar-feeds", { body: { branchId } }))).toBe("404 not_found");
    const other = { branchId: stranger.tenant.branchId, staffId: anna };
    expect(await outcomeOf(await stranger.send("/calendar-feeds", { body: other }))).toBe("404 not_found");
  });

  it.each(["x", "a".repeat(43), "../../etc"])("does not exist at %s", async (token) => {
    expect((await request(`/calendar/${encodeURIComponent(token)}.ics`)).status).toBe(404);
  });
});
