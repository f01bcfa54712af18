import { describe, expect, it } from "vitest";
import type { AuditEntryView } from "../../../src/contracts/audit.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { type ApiRequest, aKey, aSession, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";

type Made = { id: string };

async function aTrail(tenant: TestTenant) {
  const owner = { session: await aSession(tenant, "owner") };
  const { user } = await (await request("/api/v1/me", owner)).json<{ user: Made }>();
  const send = async (path: string, who: ApiRequest, requestId: string, body: object) =>
    (await request(`/api/v1${path}`, { ...who, body, headers: { "x-request-id": requestId } })).json<Made>();
  const entries = async (subjectId: string, who: ApiRequest = owner) => {
    const list = await request(`/api/v1/audit-log?subjectId=${subjectId}`, who);
    return (await list.json<{ items: AuditEntryView[] }>()).items.reverse();
  };
  return { owner, userId: user.id, send, entries };
}

describe("the audit log tells who did what on the calendar", () => {
  it("who booked, moved and cancelled, from what to what, and by which request", async () => {
    const tenant = await aTenant();
    const { owner, userId, send, entries } = await aTrail(tenant);
    const key = await aKey(tenant);
    const [first, second] = [inTenDays(600), inTenDays(720)].map((at) => new Date(at).toISOString());
    const { branchId, cut: serviceId } = tenant;
    const customer = { name: "Erika Mustermann", phone: "+4915112345678" };
    const { id } = await send("/appointments", { key }, "trail-booked", {
      branchId,
      serviceId,
      startsAt: first,
      customer,
    });
    await send(`/appointments/${id}/reschedule`, owner, "trail-moved-1", { startsAt: second });
    await send(`/appointments/${id}/cancel`, owner, "trail-cancelled", { reason: "Erika is ill" });
    const told = await eventually(async () => {
      const all = await entries(id);
      expect(all).toHaveLength(3);
      return all;
    });
    const of = { serviceId, staffId: expect.any(String) };
    expect(told.map(({ actor, action, requestId, facts }) => ({ actor, action, requestId, facts }))).toMatchObject([
      {
        actor: expect.stringMatching(/^key_/),
        action: "appointment.booked",
        requestId: "trail-booked",
        facts: { branchId, version: 1, channel: "api", after: { ...of, status: "confirmed", startsAt: first } },
      },
      {
        actor: userId,
        action: "appointment.rescheduled",
        requestId: "trail-moved-1",
        facts: { version: 2, before: { startsAt: first }, after: { ...of, startsAt: second } },
      },
      { actor: userId, action: "appointment.cancelled", requestId: "trail-cancelled", facts: { version: 3 } },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/erika|49151/i);
    expect(await entries(id, { session: await aSession(await aTenant(), "owner") })).toEqual([]);
  });

  it("who blocked time and who waits, each once", async () => {
    const tenant = await aTenant();
    const { owner, userId, send, entries } = await aTrail(tenant);
    const { branchId, cut: serviceId, anna: calendarId } = tenant;
    const [from, to] = [inTenDays(600), inTenDays(720)].map((at) => new Date(at).toISOString());
    await send(`/branches/${branchId}/busy`, owner, "trail-blocked", { calendarId, startsAt: from, endsAt: to });
    const wish = { serviceId, from, to, customer: { name: "Erika", phone: "+4915112345678" } };
    const { id } = await send(`/branches/${branchId}/waitlist`, owner, "trail-waits", wish);
    const trail = async () => [...(await entries(calendarId)), ...(await entries(id))];
    await eventually(async () =>
      expect((await trail()).map(({ action, actor, requestId }) => [action, actor, requestId])).toEqual([
        ["busy.changed", userId, "trail-blocked"],
        ["waitlist.joined", userId, "trail-waits"],
      ]),
    );
  });
});

describe("the audit log tells what an edit of the catalogue changed", () => {
  it("from which value to which, but of people no names", async () => {
    const tenant = await aTenant();
    const { owner, entries } = await aTrail(tenant);
    const patch = (path: string, body: object) => request(`/api/v1${path}`, { ...owner, method: "PATCH", body });
    await patch(`/services/${tenant.cut}`, { priceMinor: 4_200, capacity: 2 });
    await patch(`/staff/${tenant.anna}`, { name: "Anna Berg" });
    const [[service], [member]] = [await entries(tenant.cut), await entries(tenant.anna)];
    expect(service?.facts).toMatchObject({
      before: { priceMinor: 3_500, capacity: 1 },
      after: { priceMinor: 4_200, capacity: 2 },
    });
    expect(member).toMatchObject({ action: "staff.changed", facts: { fields: ["name"] } });
    expect(JSON.stringify(member)).not.toContain("Anna");
  });
});
