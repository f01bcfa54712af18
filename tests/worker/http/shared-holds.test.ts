import { describe, expect, it } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { expireHolds } from "../../support/worker/calendar-object.ts";
import { aHold, inTenDays } from "../../support/worker/commands.ts";
import { aKey, problemOf, request } from "../../support/worker/credentials.ts";

type Shared = { token: string; expiresAt: string };

/** A caller holds ten o'clock and is cut off. */
async function aDroppedCall(tenant: TestTenant) {
  const held = await tenant.calendar().hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(600) }));
  if (!held.ok) throw new Error(held.error.reason);
  return held.value;
}

const holds = (tenant: TestTenant) => `/api/v1/branches/${tenant.branchId}/holds`;

async function share(tenant: TestTenant, holdId: string): Promise<Shared> {
  const key = await aKey(tenant);
  const response = await request(`${holds(tenant)}/${holdId}/share`, { key, method: "POST", body: {} });
  expect(response.status).toBe(201);
  return response.json();
}

function claim(tenant: TestTenant, token: string, key: string): Promise<Response> {
  return request(`${holds(tenant)}/claim`, { key, method: "POST", body: { token } });
}

function book(tenant: TestTenant, holdId: string, key: string): Promise<Response> {
  const customer = { name: "Erika", phone: "+4915112345678" };
  const startsAt = new Date(inTenDays(600)).toISOString();
  const body = { branchId: tenant.branchId, serviceId: tenant.cut, startsAt, holdId, customer };
  return request("/api/v1/appointments", { key, method: "POST", body });
}

describe("a hold of a call that dropped", () => {
  it("is finished elsewhere by whoever has the link, and by nobody else", async () => {
    const tenant = await aTenant();
    const hold = await aDroppedCall(tenant);
    const { token, expiresAt } = await share(tenant, hold.id);
    expect(Math.abs(Date.parse(expiresAt) - hold.expiresAt)).toBeLessThan(1_000);
    const [web, stranger] = [await aKey(tenant), await aKey(tenant)];
    expect(await problemOf(await book(tenant, hold.id, stranger))).toMatchObject({ code: "hold_not_found" });

    expect((await claim(tenant, token, web)).status).toBe(200);
    expect((await book(tenant, hold.id, web)).status).toBe(201);
  });

  it("is claimed once", async () => {
    const tenant = await aTenant();
    const { token } = await share(tenant, (await aDroppedCall(tenant)).id);
    const keys = await Promise.all(Array.from({ length: 8 }, () => aKey(tenant)));
    const answers = await Promise.all(keys.map((key) => claim(tenant, token, key)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("cannot be claimed once it has lapsed, with a guess, or by another tenant", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const { token } = await share(tenant, (await aDroppedCall(tenant)).id);
    expect((await claim(tenant, token, await aKey(other))).status).toBe(404);
    expect((await claim(other, token, await aKey(other))).status).toBe(409);
    expect((await claim(tenant, "x".repeat(43), await aKey(tenant))).status).toBe(409);
    await expireHolds(tenant);
    expect(await problemOf(await claim(tenant, token, await aKey(tenant)))).toMatchObject({ code: "hold_expired" });
  });

  it("keeps its secret to itself", async () => {
    const tenant = await aTenant();
    const { token } = await share(tenant, (await aDroppedCall(tenant)).id);
    const day = await tenant.calendar().day(tenant.ref, { start: inTenDays(0), end: inTenDays(1_439) });
    expect(JSON.stringify(day)).not.toContain(token);
  });
});
