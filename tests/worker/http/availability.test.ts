import { describe, expect, it } from "vitest";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { aKey, request } from "../../support/worker/credentials.ts";

type Found = { slots: { branchId: string; serviceId: string; startsAt: string; staffIds: string[] }[] };

async function search(tenant: TestTenant, query: Record<string, string>, key?: string): Promise<Response> {
  const window = { from: new Date(inTenDays(540)).toISOString(), to: new Date(inTenDays(720)).toISOString() };
  const parameters = new URLSearchParams({ branchIds: tenant.branchId, ...window, ...query }).toString();
  return request(`/api/v1/availability?${parameters}`, { key: key ?? (await aKey(tenant)) });
}

async function slotsOf(response: Response): Promise<Found["slots"]> {
  expect(response.status).toBe(200);
  return ((await response.json()) as Found).slots;
}

describe("availability of several services", () => {
  it("is one list by time, of what a booking would get", async () => {
    const tenant = await aTenant();
    await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(540) }));
    const slots = await slotsOf(await search(tenant, { serviceIds: `${tenant.cut},${tenant.colour}`, limit: "200" }));
    const starts = slots.map(({ startsAt }) => Date.parse(startsAt));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(new Set(slots.map(({ serviceId }) => serviceId))).toEqual(new Set([tenant.cut, tenant.colour]));
    expect(slots[0]).toMatchObject({ branchId: tenant.branchId, serviceId: tenant.cut });
  });

  it("ends with the earliest that were asked for", async () => {
    const tenant = await aTenant();
    const all = await slotsOf(await search(tenant, { serviceIds: tenant.cut, limit: "200" }));
    expect(await slotsOf(await search(tenant, { serviceIds: tenant.cut, limit: "3" }))).toEqual(all.slice(0, 3));
  });

  it("tells a slot once, however often branch and service are named", async () => {
    const tenant = await aTenant();
    const twice = { branchIds: `${tenant.branchId},${tenant.branchId}`, serviceIds: `${tenant.cut},${tenant.cut}` };
    const once = await slotsOf(await search(tenant, { serviceIds: tenant.cut, limit: "3" }));
    expect(await slotsOf(await search(tenant, { ...twice, limit: "3" }))).toEqual(once);
  });

  it("leaves out services that the branch does not offer", async () => {
    const tenant = await aTenant();
    expect(await slotsOf(await search(tenant, { serviceIds: newId("svc") }))).toEqual([]);
  });

  it.each([
    ["no service", { serviceIds: "" }],
    ["what is no id", { serviceIds: "cut" }],
    ["more than ten", { serviceIds: Array.from({ length: 11 }, () => newId("svc")).join(",") }],
    ["a window that is over before it begins", { serviceIds: newId("svc"), to: "2020-01-01T00:00:00Z" }],
    ["more than 62 days", { serviceIds: newId("svc"), to: new Date(inTenDays(540) + 63 * 86_400_000).toISOString() }],
  ])("refuses %s", async (_, query) => {
    expect((await search(await aTenant(), query)).status).toBe(400);
  });

  it("knows no branch of another tenant", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    expect((await search(tenant, { serviceIds: tenant.cut }, await aKey(other))).status).toBe(404);
    const both = { branchIds: `${other.branchId},${tenant.branchId}`, serviceIds: tenant.cut };
    expect((await search(tenant, both, await aKey(other))).status).toBe(404);
  });
});
