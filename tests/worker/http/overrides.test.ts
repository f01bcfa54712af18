import { beforeAll, describe, expect, it } from "vitest";
import type { AppointmentView } from "../../../src/contracts/booking.ts";
import type { GroupView } from "../../../src/contracts/groups.ts";
import { NO_CAPS } from "../../../src/domain/booking/rulebook.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { closeOn, setPolicy } from "../../support/worker/catalogue.ts";
import { aClient, bookedBy, bookingBody, outcomeOf, wallTime } from "../../support/worker/client.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { type ApiRequest, aKey, aSession } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";

type AuditRow = { actor: string; action: string; subject_id: string; facts: string; request_id: string };
const OFF_GRID = { startsAt: wallTime(607) };
const insisting = { ...OFF_GRID, override: true };

const overridesOf = async (tenant: TestTenant) =>
  (await rawRows<AuditRow>(tenant, "audit_log")).filter(({ action }) => action.endsWith("_by_override"));

/** Everybody who may write, and whether they may insist. */
async function writers(tenant: TestTenant): Promise<{ who: string; credential: ApiRequest; mayInsist: boolean }[]> {
  return [
    { who: "owner", credential: { session: await aSession(tenant, "owner") }, mayInsist: true },
    { who: "manager", credential: { session: await aSession(tenant, "manager") }, mayInsist: true },
    { who: "staff", credential: { session: await aSession(tenant, "staff") }, mayInsist: false },
    { who: "key", credential: { key: await aKey(tenant) }, mayInsist: true },
    { who: "plain key", credential: { key: await aKey(tenant, ["appointments:write"]) }, mayInsist: false },
  ];
}

beforeAll(async () => {
  const { send } = await aClient();
  await send("/branches");
});

describe("an override", () => {
  it("is for owners, managers and keys with the permission, when booking and when moving", async () => {
    const tenant = await aTenant();
    const outcomes = [];
    for (const [index, { who, credential, mayInsist }] of (await writers(tenant)).entries()) {
      const client = await aClient(tenant, credential);
      const { id } = await bookedBy(client, { startsAt: wallTime(540 + index * 45) });
      const moved = await client.send(`/appointments/${id}/reschedule`, { body: insisting });
      const body = bookingBody(tenant, { startsAt: wallTime(900 + index), staffId: tenant.ben, override: true });
      const booked = await client.send("/appointments", { body });
      outcomes.push([who, await outcomeOf(moved), await outcomeOf(booked)]);
      for (const response of [moved, booked]) {
        if (!mayInsist) continue;
        const { id: made } = await response.json<AppointmentView>();
        expect((await client.send(`/appointments/${made}/cancel`, { body: {} })).status).toBe(200);
      }
    }
    expect(outcomes).toEqual([
      ["owner", "200", "201"],
      ["manager", "200", "201"],
      ["staff", "403 forbidden", "403 forbidden"],
      ["key", "200", "201"],
      ["plain key", "403 forbidden", "403 forbidden"],
    ]);
  });

  it("makes raster, notice, horizon and caps give way", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { caps: { ...NO_CAPS, branchDay: 1 } });
    const client = await aClient(tenant);
    await bookedBy(client);
    for (const [more, code] of [
      [OFF_GRID, "off_grid"],
      [{ startsAt: new Date(Date.now() + 3_000 * 86_400_000).toISOString() }, "too_far"],
      [{ startsAt: wallTime(720) }, "daily_cap"],
    ] as const) {
      const refused = await client.send("/appointments", { body: bookingBody(tenant, more) });
      expect(await outcomeOf(refused)).toBe(`409 ${code}`);
    }
    expect((await bookedBy(client, { startsAt: wallTime(721), override: true })).status).toBe("confirmed");
  });

  it("never makes way for what is taken, for closed days or for other hours", async () => {
    const tenant = await aTenant();
    await closeOn(tenant, dateInTenDays(1));
    const client = await aClient(tenant);
    await bookedBy(client);
    for (const [startsAt, code] of [
      [wallTime(615), "slot_taken"],
      [wallTime(1_200), "outside_hours"],
      [wallTime(600 + 1_440), "closed"],
      [new Date(Date.now() - 2 * 3_600_000).toISOString(), "too_soon"],
    ]) {
      const body = bookingBody(tenant, { startsAt, override: true });
      expect(await outcomeOf(await client.send("/appointments", { body }))).toBe(`409 ${code}`);
    }
    expect(await overridesOf(tenant)).toEqual([]);
  });

  it.each(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])("of the year in %s is a 400", async (startsAt) => {
    const { tenant, send } = await aClient();
    const body = bookingBody(tenant, { startsAt, override: true });
    expect(await outcomeOf(await send("/appointments", { body }))).toBe("400 invalid_input");
  });

  it("leaves one audit entry with the appointment and the actor, and nothing personal, however often it is sent", async () => {
    const client = await aClient();
    const body = bookingBody(client.tenant, insisting);
    const headers = { "idempotency-key": "one", "x-request-id": "req-12345678" };
    const { id } = await (await client.send("/appointments", { body, headers })).json<AppointmentView>();
    await client.send("/appointments", { body, headers });
    const move = { startsAt: wallTime(733), override: true, overrideReason: "walk_in" };
    await client.send(`/appointments/${id}/reschedule`, { body: move });

    const rows = await overridesOf(client.tenant);
    expect(rows).toMatchObject([
      { action: "appointment.booked_by_override", subject_id: id, request_id: "req-12345678" },
      { action: "appointment.rescheduled_by_override", subject_id: id },
    ]);
    const told = ["branchId", "serviceId", "staffId", "startsAt", "version"];
    for (const [index, { actor, facts }] of rows.entries()) {
      expect(actor).toMatch(/^key_/);
      expect(Object.keys(JSON.parse(facts)).sort()).toEqual([...told, ...(index === 1 ? ["reason"] : [])].sort());
    }
    expect(JSON.parse(rows[1]?.facts ?? "")).toMatchObject({ reason: "walk_in" });
  });

  it("of a series needs the permission too, makes the raster give way for every date, and leaves one entry", async () => {
    const tenant = await aTenant();
    const { branchId, cut, anna } = tenant;
    const customer = { name: "Erika", phone: "+4915112345678" };
    const dates = { ...insisting, rrule: "FREQ=DAILY;COUNT=3" };
    const body = { branchId, serviceId: cut, staffId: anna, customer, ...dates };
    const plain = await aClient(tenant, { session: await aSession(tenant, "staff") });
    const { customer: _, ...wish } = body;
    expect(await outcomeOf(await plain.send("/series/preview", { body: wish }))).toBe("403 forbidden");
    expect(await outcomeOf(await plain.send("/series", { body }))).toBe("403 forbidden");

    const owner = await aClient(tenant, { session: await aSession(tenant, "owner") });
    const headers = { "idempotency-key": "one" };
    const booked = await owner.send("/series", { body, headers });
    const { id, appointments } = await booked.json<GroupView>();
    await owner.send("/series", { body, headers });
    expect(appointments).toHaveLength(3);
    const rows = await overridesOf(tenant);
    expect(rows).toMatchObject([{ action: "series.booked_by_override", subject_id: id }]);
    expect(JSON.parse(rows[0]?.facts ?? "")).toMatchObject({ appointments: appointments.map((each) => each.id) });
  });

  it("has a reason of the list, and a reason alone insists on nothing", async () => {
    const client = await aClient();
    for (const more of [{ override: true, overrideReason: "Mrs Lindner is a friend" }, { overrideReason: "walk_in" }]) {
      const refused = await client.send("/appointments", { body: bookingBody(client.tenant, more) });
      expect(refused.status).toBe(400);
      const { errors } = await refused.json<{ errors: { field: string }[] }>();
      expect(errors.map(({ field }) => field)).toEqual(["overrideReason"]);
    }
  });

  it("that is not asked for leaves no entry", async () => {
    const client = await aClient();
    await bookedBy(client);
    expect(await overridesOf(client.tenant)).toEqual([]);
  });
});
