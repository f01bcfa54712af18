import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type AppointmentView, appointmentView, type HoldView, holdView } from "../../../src/contracts/booking.ts";
import { problem } from "../../../src/contracts/problem.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { closeOn } from "../../support/worker/catalogue.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { type ApiRequest, aKey, problemOf, request } from "../../support/worker/credentials.ts";
import { travel } from "../../support/worker/outages.ts";
import { rawRows } from "../../support/worker/rows.ts";

const at = (minute: number) => new Date(inTenDays(minute)).toISOString();
const SIX_MINUTES = 6 * 60_000;

type Client = { tenant: TestTenant; send: (path: string, options?: ApiRequest) => Promise<Response> };

async function aClient(tenantGiven?: TestTenant): Promise<Client> {
  const tenant = tenantGiven ?? (await aTenant());
  const key = await aKey(tenant);
  return { tenant, send: (path, options = {}) => request(`/api/v1${path}`, { key, ...options }) };
}

function booking({ branchId, cut, anna }: TestTenant, minute = 600, more: object = {}) {
  return { branchId, serviceId: cut, staffId: anna, startsAt: at(minute), customer: { name: "Erika" }, ...more };
}

async function book({ tenant, send }: Client, minute = 600): Promise<AppointmentView> {
  const response = await send("/appointments", { body: booking(tenant, minute) });
  expect(response.status).toBe(201);
  return appointmentView.parse(await response.json());
}

const withKey = (key: string) => ({ "idempotency-key": key });

beforeAll(async () => {
  await book(await aClient());
});
afterEach(() => vi.useRealTimers());

describe("a time that cannot be had", () => {
  const cases = [
    { code: "slot_taken", minute: 600, more: {}, arrange: (client: Client) => book(client) },
    { code: "outside_hours", minute: 1_260, more: {}, arrange: async () => {} },
    { code: "off_grid", minute: 607, more: {}, arrange: async () => {} },
    { code: "too_soon", minute: 600, more: { startsAt: new Date().toISOString() }, arrange: async () => {} },
    { code: "closed", minute: 600, more: {}, arrange: ({ tenant }: Client) => closeOn(tenant, dateInTenDays()) },
  ];

  it.each(cases)(
    "because of $code is a 409 with three alternatives that can be had",
    async ({ code, minute, more, arrange }) => {
      const client = await aClient();
      await arrange(client);
      const response = await client.send("/appointments", { body: booking(client.tenant, minute, more) });

      expect(response.status).toBe(409);
      const refused = await problemOf(response);
      expect(problem.parse(refused)).toMatchObject({ code, type: `urn:frontdesk:problem:${code}`, status: 409 });
      expect(refused.alternatives).toHaveLength(3);
      for (const { startsAt } of refused.alternatives ?? []) {
        const body = booking(client.tenant, minute, { startsAt });
        const held = await client.send(`/branches/${client.tenant.branchId}/holds`, {
          body: { serviceId: body.serviceId, staffId: body.staffId, startsAt },
        });
        expect(held.status).toBe(201);
        const hold = holdView.parse(await held.json());
        const path = `/branches/${client.tenant.branchId}/holds/${hold.id}`;
        expect((await client.send(path, { method: "DELETE" })).status).toBe(204);
      }
    },
  );
});

describe("a hold", () => {
  const place = async ({ tenant, send }: Client): Promise<HoldView> => {
    const { cut: serviceId, anna: staffId, branchId } = tenant;
    const response = await send(`/branches/${branchId}/holds`, { body: { serviceId, staffId, startsAt: at(600) } });
    expect(response.status).toBe(201);
    return holdView.parse(await response.json());
  };

  it("keeps others out until its holder books", async () => {
    const tenant = await aTenant();
    const [holder, rival] = [await aClient(tenant), await aClient(tenant)];
    const { id: holdId } = await place(holder);
    expect((await rival.send("/appointments", { body: booking(tenant) })).status).toBe(409);
    const stolen = await rival.send("/appointments", { body: booking(tenant, 600, { holdId }) });
    expect([stolen.status, (await problemOf(stolen)).code]).toEqual([409, "hold_not_found"]);
    await rival.send(`/branches/${tenant.branchId}/holds/${holdId}`, { method: "DELETE" });
    expect((await holder.send("/appointments", { body: booking(tenant, 600, { holdId }) })).status).toBe(201);
  });

  it("that has lapsed is a 409 with three alternatives", async () => {
    const client = await aClient();
    const { id: holdId } = await place(client);
    travel(SIX_MINUTES);
    const response = await client.send("/appointments", { body: booking(client.tenant, 600, { holdId }) });
    expect(response.status).toBe(409);
    const { code, alternatives } = await problemOf(response);
    expect(code).toBe("hold_expired");
    expect(alternatives).toHaveLength(3);
  });
});

describe("an appointment that cannot be changed", () => {
  it("because it is cancelled is a 409", async () => {
    const client = await aClient();
    const { id } = await book(client);
    const cancelled = await client.send(`/appointments/${id}/cancel`, { body: {} });
    expect(await cancelled.json()).toMatchObject({ status: "cancelled", version: 2 });
    for (const [path, body] of [
      ["cancel", {}],
      ["reschedule", { startsAt: at(720) }],
    ] as const) {
      const response = await client.send(`/appointments/${id}/${path}`, { body });
      expect([response.status, (await problemOf(response)).code]).toEqual([409, "already_cancelled"]);
    }
  });

  it("because it is over is a 409", async () => {
    const client = await aClient();
    const { id } = await book(client);
    travel(11 * 86_400_000);
    const fresh = await aClient(client.tenant); // its session of the day
    const response = await fresh.send(`/appointments/${id}/cancel`, { body: {} });
    expect([response.status, (await problemOf(response)).code]).toEqual([409, "already_over"]);
  });
});

describe("a request with an Idempotency-Key", () => {
  it("sent again gets the same answer and has one effect", async () => {
    const { tenant, send } = await aClient();
    const once = { body: booking(tenant), headers: withKey("one") };
    const [first, ...later] = await Promise.all(Array.from({ length: 10 }, () => send("/appointments", once)));
    const answer = await first?.json();
    for (const response of [...later, await send("/appointments", once)]) {
      expect(response.status).toBe(201);
      expect(await response.json()).toEqual(answer);
    }
    await tenant.calendar().drain(tenant.ref);
    expect(await rawRows(tenant, "appointments")).toHaveLength(1);
  });

  it("sent again with another body is a 422 and changes nothing", async () => {
    const { tenant, send } = await aClient();
    await send("/appointments", { body: booking(tenant), headers: withKey("one") });
    for (const other of [booking(tenant, 720), booking(tenant, 600, { notes: "more" })]) {
      const response = await send("/appointments", { body: other, headers: withKey("one") });
      expect([response.status, (await problemOf(response)).code]).toEqual([422, "idempotency_mismatch"]);
    }
    await tenant.calendar().drain(tenant.ref);
    expect(await rawRows(tenant, "appointments")).toHaveLength(1);
  });

  it("means something else to another client, another tenant and another route", async () => {
    const [one, other] = [await aClient(), await aClient()];
    const second = await aClient(one.tenant);
    const headers = withKey("shared");
    const statuses = [];
    statuses.push((await one.send("/appointments", { body: booking(one.tenant), headers })).status);
    statuses.push((await second.send("/appointments", { body: booking(one.tenant, 720), headers })).status);
    statuses.push((await other.send("/appointments", { body: booking(other.tenant), headers })).status);
    const { cut: serviceId, branchId } = one.tenant;
    const hold = { serviceId, startsAt: at(840) };
    statuses.push((await one.send(`/branches/${branchId}/holds`, { body: hold, headers })).status);
    expect(statuses).toEqual([201, 201, 201, 201]);
  });

  it("moves and cancels once, and keeps its answer although the appointment has changed since", async () => {
    const client = await aClient();
    const { id } = await book(client);
    const move = { body: { startsAt: at(720) }, headers: withKey("move") };
    const moved = await (await client.send(`/appointments/${id}/reschedule`, move)).json();
    const cancel = { body: { reason: "ill" }, headers: withKey("cancel") };
    const cancelled = await (await client.send(`/appointments/${id}/cancel`, cancel)).json();
    expect(await (await client.send(`/appointments/${id}/cancel`, cancel)).json()).toEqual(cancelled);
    expect(await (await client.send(`/appointments/${id}/reschedule`, move)).json()).toEqual(moved);
    expect(cancelled).toMatchObject({ status: "cancelled", version: 3 });
  });

  it("holds a slot once", async () => {
    const { tenant, send } = await aClient();
    const hold = { body: { serviceId: tenant.cut, startsAt: at(600) }, headers: withKey("hold") };
    const path = `/branches/${tenant.branchId}/holds`;
    const [first, second] = [await (await send(path, hold)).json(), await (await send(path, hold)).json()];
    expect(second).toEqual(first);
  });

  it("gets the same refusal again", async () => {
    const client = await aClient();
    const { id } = await book(client);
    const refusedOnce = { body: booking(client.tenant), headers: withKey("refused") };
    expect((await client.send("/appointments", refusedOnce)).status).toBe(409);
    await client.send(`/appointments/${id}/cancel`, { body: {} });
    expect((await client.send("/appointments", refusedOnce)).status).toBe(409);
  });

  it.each(["", "x".repeat(256)])("of a length that cannot be kept is a 400", async (key) => {
    const { tenant, send } = await aClient();
    const response = await send("/appointments", { body: booking(tenant), headers: withKey(key) });
    expect(response.status).toBe(400);
  });
});
