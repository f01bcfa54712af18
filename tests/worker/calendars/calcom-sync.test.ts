import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { configOf } from "../../../src/env.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { bookedBy, wallTime } from "../../support/worker/client.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { anOwner, aTarget } from "../../support/worker/google.ts";
import { playVendors } from "../../support/worker/vendors.ts";

let vendors: ReturnType<typeof playVendors>;
beforeEach(() => {
  vendors = playVendors();
});
afterEach(() => vi.restoreAllMocks());

type Booking = { uid: string; status: string; start: string; attendees: { email: string }[] };

/** An owner with an account at Cal.com, of which Anna's appointments go to an event type of any length. */
async function aConnected() {
  const client = await anOwner();
  const apiKey = `cal_live_${newId("key").slice(4)}`;
  const body = { provider: "calcom", name: "Anna", apiKey };
  const { id } = await (await client.send("/calendar-accounts", { body })).json<{ id: string }>();
  const choices = await (await client.send(`/calendar-accounts/${id}/calendars`)).json<{ items: { id: string }[] }>();
  const any = choices.items.find((choice) => choice.id.endsWith(":any"));
  await aTarget(client, id, { vendorCalendar: any?.id ?? "" });
  const authorization = `Bearer ${apiKey}`;
  const there = async <T>(path: string): Promise<T> => {
    const headers = { authorization, "cal-api-version": "2024-08-13" };
    return (await (await fetch(configOf(env).CALCOM_URL + path, { headers })).json<{ data: T }>()).data;
  };
  return { client, id, authorization, there, bookings: () => there<Booking[]>("/v2/bookings?sortStart=asc") };
}

it("an appointment is a booking at Cal.com as it is now: made, moved to another uid, cancelled", async () => {
  const { client, authorization, bookings } = await aConnected();
  const { tenant, send } = client;
  const until = async (expected: Partial<Booking>[]) => {
    await tenant.calendar().drain(tenant.ref);
    return eventually(async () => {
      const found = await bookings();
      expect(found).toMatchObject(expected);
      return found;
    }, 400); // Cal.com allows a key 120 requests a minute
  };
  const begun: unknown[] = [];
  const note = async () => begun.push(await env.DB.prepare("SELECT begun_at AS at FROM calendar_mirrors WHERE tenant_id = ?").bind(tenant.tenantId).first("at")); // biome-ignore format: one line
  vendors.spoil.before = async (asked) => {
    // Accounts of other tests may still have something to write.
    const isOurs = asked.authorization === authorization;
    if (isOurs && asked.method === "POST" && asked.path === "/v2/bookings") await note();
    return null;
  };
  const booked = await bookedBy(client, { customer: { name: "Erika", email: "erika@example.com" } });
  const [made] = await until([{ status: "accepted", start: new Date(booked.startsAt).toISOString() }]);
  expect(made?.attendees[0]?.email).toMatch(/^[0-9a-f]{32}@frontdesk\.invalid$/);
  await send(`/appointments/${booked.id}/reschedule`, { body: { startsAt: wallTime(780) } });
  const [, moved] = await until([{ status: "cancelled" }, { status: "accepted", start: wallTime(780) }]);
  expect(moved?.uid).not.toBe(made?.uid);
  await send(`/appointments/${booked.id}/cancel`, { body: {} });
  await until([{ status: "cancelled" }, { status: "cancelled" }]);
  await note();
  expect(begun).toEqual([expect.any(Number), null]); // whoever comes after a crash in between looks first
});

it("an account that is disconnected is told nothing more by Cal.com", async () => {
  const { client, id, there } = await aConnected();
  expect(await there("/v2/webhooks")).toHaveLength(1);
  expect((await client.send(`/calendar-accounts/${id}`, { method: "DELETE" })).status).toBe(204);
  expect(await there("/v2/webhooks")).toEqual([]);
});
