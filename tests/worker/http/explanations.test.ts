import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type SlotExplanationView, slotExplanationView } from "../../../src/contracts/booking.ts";
import { loadRulebook } from "../../../src/db/queries/catalogue.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { NO_CAPS } from "../../../src/domain/booking/rulebook.ts";
import { bookAppointment } from "../../../src/use-cases/booking/book-appointment.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { addService, closeOn, setPolicy } from "../../support/worker/catalogue.ts";
import { aClient, bookedBy, bookingBody, type Client, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { aKey, aSession, problemOf } from "../../support/worker/credentials.ts";
import { breakD1 } from "../../support/worker/outages.ts";

type Query = Record<string, string>;
const pathOf = ({ tenant }: Client, query: Query) => {
  const asked = { serviceId: tenant.cut, startsAt: wallTime(600), ...query };
  return `/branches/${tenant.branchId}/availability/explain?${new URLSearchParams(asked).toString()}`;
};

async function explain(client: Client, query: Query = {}): Promise<SlotExplanationView> {
  const response = await client.send(pathOf(client, query));
  expect(response.status).toBe(200);
  return slotExplanationView.parse(await response.json());
}

afterEach(() => {
  vi.restoreAllMocks();
});

beforeAll(async () => {
  const { send } = await aClient();
  await send("/branches");
});

describe("a cap of the customer", () => {
  it("is known to the alternatives: what is offered can be had", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { caps: { ...NO_CAPS, customerDay: 1 } });
    const client = await aClient(tenant);
    const customer = { name: "Erika", phone: "+4915112345678" };
    await bookedBy(client, { customer });
    const nextDay = await bookedBy(client, { customer, startsAt: wallTime(600 + 1_440) });

    const again = await client.send("/appointments", {
      body: bookingBody(tenant, { customer, startsAt: wallTime(720) }),
    });
    const move = { body: { startsAt: wallTime(720) } };
    const moved = await client.send(`/appointments/${nextDay.id}/reschedule`, move);

    for (const response of [again, moved]) {
      const problem = await problemOf(response);
      expect(problem).toMatchObject({ code: "daily_cap", title: "At most 1 a day per customer." });
      const days = problem.alternatives?.map(({ startsAt }) => startsAt.slice(0, 10));
      expect(days).toHaveLength(3);
      expect(days).not.toContain(dateInTenDays());
    }
  });
});

describe("a cap of a customer who is known by number and address", () => {
  const [phone, email] = ["+4915112345679", "erika@example.com"];
  const byPhone = { name: "Erika", phone };
  const byEmail = { name: "Erika", email };
  const body = ({ tenant }: Client, customer: object, minute: number) =>
    bookingBody(tenant, { customer, startsAt: wallTime(minute) });

  async function aKnownCustomer(): Promise<Client> {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { caps: { ...NO_CAPS, customerDay: 1 } });
    const client = await aClient(tenant);
    await bookedBy(client, { customer: { ...byPhone, email }, startsAt: wallTime(600 - 1_440) });
    await tenant.calendar().drain(tenant.ref);
    return client;
  }

  it.each([
    ["number", byPhone, byEmail],
    ["address", byEmail, byPhone],
  ])("counts a booking that names the %s alone with one that names the other", async (_, first, second) => {
    const client = await aKnownCustomer();
    await bookedBy(client, { customer: first });
    const again = await client.send("/appointments", { body: body(client, second, 720) });
    expect(await problemOf(again)).toMatchObject({ code: "daily_cap", title: "At most 1 a day per customer." });
  });

  it("counts the dates of a series and what is offered to who waits", async () => {
    const client = await aKnownCustomer();
    const { tenant, send } = client;
    const others = await bookedBy(client, { customer: { name: "Otto", phone: "+4915112345677" } });
    await bookedBy(client, { customer: byPhone, startsAt: wallTime(840) });
    const { branchId, cut: serviceId } = tenant;
    const series = { branchId, serviceId, startsAt: wallTime(900), rrule: "FREQ=DAILY;COUNT=2", customer: byEmail };
    expect(await problemOf(await send("/series", { body: series }))).toMatchObject({
      occurrences: [{ status: "daily_cap" }, { status: "free" }],
    });
    const wish = { serviceId, from: wallTime(540), to: wallTime(1_080), customer: byEmail };
    const joined = await send(`/branches/${branchId}/waitlist`, { body: wish });
    const { id } = await joined.json<{ id: string }>();
    await send(`/appointments/${others.id}/cancel`, { body: {} });
    const entries = await (await send(`/branches/${branchId}/waitlist`)).json<{ items: object[] }>();
    expect(entries.items).toMatchObject([{ id, status: "waiting" }]);
  });

  it("does not keep a booking waiting for a database that is away", async () => {
    const { tenant } = await aKnownCustomer();
    const rules = await loadRulebook(tenantDb(env.DB, tenant.tenantId), tenant.branchId);
    if (!rules) throw new Error("the branch is missing");
    const access = { env, ref: tenant.ref, rules, vault: tenant.vault };
    breakD1();
    const booked = await bookAppointment(access, {
      wish: { serviceId: tenant.cut, staffId: null, startsAt: inTenDays(600) },
      holdId: null,
      holder: "test",
      actor: "test",
      customer: { ...byEmail, phone: null, notes: null },
      source: { channel: "web", callId: null },
      language: "en",
      idempotency: { key: "away", fingerprint: "same", scope: "api" },
    });
    expect(booked).toMatchObject({ ok: true });
  });
});

describe("an explanation", () => {
  it("of a free time names nothing that refuses it", async () => {
    const client = await aClient();
    const { anna, ben } = client.tenant;
    expect(await explain(client)).toEqual({
      isFree: true,
      timeZone: "Europe/Berlin",
      refusals: [],
      staff: [anna, ben].map((staffId) => ({ staffId, code: null, title: null })),
    });
  });

  it("tells what each member would answer, and nothing of who took the time", async () => {
    const client = await aClient();
    const { anna, ben } = client.tenant;
    await bookedBy(client, { customer: { name: "Zacharias Zuckmayer" } });
    const response = await client.send(pathOf(client, { startsAt: wallTime(615) }));
    const text = await response.text();
    expect(text).not.toContain("Zacharias");
    expect(text).not.toContain("apt_");
    expect(JSON.parse(text)).toMatchObject({
      isFree: true,
      staff: [
        { staffId: anna, code: "slot_taken", title: "That time is taken." },
        { staffId: ben, code: null },
      ],
    });
    expect(await explain(client, { staffId: anna })).toMatchObject({ isFree: false, staff: [{ staffId: anna }] });
  });

  it("names every rule with what it knows", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.colour, { capacity: 2, caps: { ...NO_CAPS, branchDay: 2 } });
    await closeOn(tenant, dateInTenDays(1));
    const client = await aClient(tenant);
    const colour = { serviceId: tenant.colour };
    expect((await explain(client, { startsAt: wallTime(607) })).refusals).toMatchObject([
      { code: "off_grid", stepMinutes: 15 },
    ]);
    const soon = await explain(client, { startsAt: new Date(Date.now() + 60_000).toISOString() });
    expect(soon.refusals[0]).toMatchObject({ code: "too_soon", earliest: expect.stringMatching(/T.*\+0\d:00$/) });
    const far = await explain(client, { startsAt: "2199-06-01T10:00:00Z" });
    expect(far.refusals[0]).toMatchObject({ code: "too_far", latest: expect.any(String) });
    expect((await explain(client, { startsAt: wallTime(600 + 1_440) })).staff[0]?.code).toBe("closed");
    expect((await explain(client, { startsAt: wallTime(1_200) })).staff[0]?.code).toBe("outside_hours");
    expect((await explain(client, { ...colour, partySize: "3" })).staff).toMatchObject([
      { staffId: tenant.anna, code: "no_capacity", title: "Only 2 seats are left.", seatsLeft: 2 },
    ]);
    expect((await explain(client, { staffId: tenant.ben, ...colour })).refusals).toMatchObject([
      { code: "staff_not_offered", staffId: tenant.ben },
    ]);
    await bookedBy(client, { ...colour, partySize: 2 });
    await bookedBy(client, { ...colour, startsAt: wallTime(720) });
    expect((await explain(client, { ...colour, startsAt: wallTime(840) })).staff).toMatchObject([
      { code: "daily_cap", of: "branch", limit: 2 },
    ]);
  });

  it("tells of a service that nobody does that nobody does it", async () => {
    const client = await aClient();
    const serviceId = await addService(client.tenant, { name: "Nails", staffIds: [] });
    expect(await explain(client, { serviceId })).toMatchObject({
      isFree: false,
      refusals: [{ code: "staff_unavailable" }],
      staff: [],
    });
  });

  it("is for everybody who may see the calendar, and of the own tenant only", async () => {
    const client = await aClient();
    const { tenant } = client;
    const viewer = await aClient(tenant, { session: await aSession(tenant, "viewer") });
    expect((await explain(viewer)).isFree).toBe(true);
    const stranger = await aTenant();
    const foreign = await aClient(tenant, { session: await aSession(stranger, "owner") });
    expect(await outcomeOf(await foreign.send(pathOf(client, {})))).toBe("404 not_found");
    const callsOnly = await aClient(tenant, { key: await aKey(tenant, ["calls:read"]) });
    expect(await outcomeOf(await callsOnly.send(pathOf(client, {})))).toBe("403 forbidden");
  });

  it.each<Query>([
    { startsAt: "9999-12-31T23:59:59Z" },
    { startsAt: "0001-01-01T00:00:00Z" },
    { partySize: "0" },
    { partySize: "two" },
    { staffId: "somebody" },
    { override: "true" },
  ])("for %j is a 400", async (query) => {
    const client = await aClient();
    expect(await outcomeOf(await client.send(pathOf(client, query)))).toBe("400 invalid_input");
  });
});

describe("an explanation of a move", () => {
  const explainMove = async ({ send }: Client, id: string, query: Query) => {
    const response = await send(`/appointments/${id}/reschedule/explain?${new URLSearchParams(query).toString()}`);
    expect(response.status).toBe(200);
    return slotExplanationView.parse(await response.json());
  };
  const codesOf = ({ refusals }: SlotExplanationView) => refusals.map(({ code }) => code);

  it("counts its own time as free, and as much of it as it takes", async () => {
    const client = await aClient();
    const { anna } = client.tenant;
    const { id } = await bookedBy(client, { startsAt: wallTime(600) });
    await bookedBy(client, { startsAt: wallTime(720) });
    const within = { startsAt: wallTime(615), staffId: anna };
    expect(await explain(client, within)).toMatchObject({ isFree: false, staff: [{ code: "slot_taken" }] });
    expect(await explainMove(client, id, within)).toMatchObject({ isFree: true });
    const longer = { ...within, durationMinutes: "120" };
    expect(await explainMove(client, id, longer)).toMatchObject({ isFree: false, staff: [{ code: "slot_taken" }] });
  });

  it("names what refuses the move itself, and asks no raster of the start that it has", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { caps: { ...NO_CAPS, branchDay: 1 } });
    const client = await aClient(tenant);
    const { id } = await bookedBy(client, { startsAt: wallTime(607), override: true });
    expect(codesOf(await explainMove(client, id, { startsAt: wallTime(607), durationMinutes: "45" }))).toEqual([]);
    const moved = await explainMove(client, id, { startsAt: wallTime(622), staffId: tenant.anna });
    expect([codesOf(moved), moved.staff.map(({ code }) => code)]).toEqual([["off_grid"], [null]]);
    const body = { startsAt: wallTime(622) };
    expect(await outcomeOf(await client.send(`/appointments/${id}/reschedule`, { body }))).toBe("409 off_grid");
  });

  it("of what is cancelled says so, as the move would", async () => {
    const client = await aClient();
    const { id } = await bookedBy(client);
    await client.send(`/appointments/${id}/cancel`, { body: {} });
    const startsAt = wallTime(660);
    const explained = await explainMove(client, id, { startsAt });
    expect([explained.isFree, codesOf(explained)]).toEqual([false, ["already_cancelled"]]);
    const move = await client.send(`/appointments/${id}/reschedule`, { body: { startsAt } });
    expect(await outcomeOf(move)).toBe("409 already_cancelled");
  });

  it("is none of another tenant's appointment", async () => {
    const [owner, other] = [await aClient(), await aClient()];
    const { id } = await bookedBy(owner);
    const path = `/appointments/${id}/reschedule/explain?startsAt=${encodeURIComponent(wallTime(660))}`;
    expect((await owner.send(path)).status).toBe(200);
    expect((await other.send(path)).status).toBe(404);
    expect((await owner.send(path.replace("reschedule/explain?", "reschedule/explain?override=true&"))).status).toBe(
      400,
    );
  });
});

describe("a refused booking", () => {
  it("explains itself beside its code", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { capacity: 2 });
    const client = await aClient(tenant);
    await bookedBy(client, { partySize: 1 });
    const refuse = async (more: object) => {
      const response = await client.send("/appointments", { body: bookingBody(tenant, more) });
      expect(response.status).toBe(409);
      return problemOf(response);
    };
    expect(await refuse({ partySize: 2 })).toMatchObject({ code: "no_capacity", explanation: { seatsLeft: 1 } });
    expect(await refuse({ startsAt: wallTime(607) })).toMatchObject({ explanation: { stepMinutes: 15 } });
    expect(await refuse({ startsAt: wallTime(615) })).toMatchObject({ code: "slot_taken", explanation: {} });
  });
});

describe("a hold", () => {
  const place = async (client: Client, more: object = {}) => {
    const body = { serviceId: client.tenant.cut, staffId: client.tenant.anna, startsAt: wallTime(600), ...more };
    const response = await client.send(`/branches/${client.tenant.branchId}/holds`, { body });
    return response.json<{ id: string; expiresAt: string; partySize: number; isExtended: boolean }>();
  };
  const extend = ({ tenant, send }: Client, id: string, headers = {}) =>
    send(`/branches/${tenant.branchId}/holds/${id}/extend`, { body: {}, headers });

  it("is extended once, and by its holder only", async () => {
    const client = await aClient();
    const { id, expiresAt } = await place(client);
    const rival = await aClient(client.tenant);
    expect(await outcomeOf(await extend(rival, id))).toBe("409 hold_not_found");
    const headers = { "idempotency-key": "one" };
    const extended = await (await extend(client, id, headers)).json<{ isExtended: boolean; expiresAt: string }>();
    expect(extended.isExtended).toBe(true);
    expect(Date.parse(extended.expiresAt)).toBeGreaterThanOrEqual(Date.parse(expiresAt));
    expect(await (await extend(client, id, headers)).json()).toEqual(extended);
    expect(await outcomeOf(await extend(client, id))).toBe("409 hold_extended");
  });

  it("of several seats is booked as it was held", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { capacity: 3 });
    const client = await aClient(tenant);
    const hold = await place(client, { partySize: 2 });
    expect(hold.partySize).toBe(2);
    const body = bookingBody(tenant, { partySize: 2 });
    expect((await problemOf(await client.send("/appointments", { body }))).explanation).toEqual({ seatsLeft: 1 });
    expect(await bookedBy(client, { holdId: hold.id })).toMatchObject({ partySize: 2, priceMinor: 7_000 });
  });
});
