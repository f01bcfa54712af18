import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { findDiffering, repairAppointments } from "../../../src/db/queries/read-model.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { AppointmentId, StaffId } from "../../../src/domain/ids.ts";
import { DAY_MS } from "../../../src/domain/time.ts";
import { accessBranch } from "../../../src/use-cases/booking/branch-access.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { checkDrift, rebuildReadModel } from "../../../src/use-cases/operations/check-drift.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { rawStub } from "../../support/worker/calendar-object.ts";
import { aBooking, anImported, inTenDays } from "../../support/worker/commands.ts";
import { aKey, anOperatorKey, aSession, request } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";

const background = { waitUntil: () => {} };

type Row = { id: string; version: number; status: string; starts_at: number; customer_id: string };

async function rowsOf(tenant: TestTenant): Promise<Row[]> {
  const query = "SELECT id, version, status, starts_at, customer_id FROM appointments WHERE tenant_id = ? ORDER BY id";
  return (await env.DB.prepare(query).bind(tenant.tenantId).all<Row>()).results;
}

async function book(tenant: TestTenant, minute: number, phone?: string) {
  const options = { startsAt: inTenDays(minute), ...(phone ? { phone } : {}) };
  const answer = await tenant.calendar().book(tenant.ref, await aBooking(tenant, options));
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value;
}

async function run(query: string, ...values: unknown[]): Promise<void> {
  await env.DB.prepare(query)
    .bind(...values)
    .run();
}

function rowOf(id: string) {
  return env.DB.prepare("SELECT * FROM appointments WHERE id = ?").bind(id).first();
}

async function moveTo(
  tenant: TestTenant,
  appointmentId: AppointmentId,
  wanted: { startsAt: number; staffId: StaffId },
) {
  const idempotency = { key: crypto.randomUUID(), fingerprint: "m", scope: "api" } as const;
  const target = { appointmentId, phoneIndex: null };
  const moved = await tenant.calendar().reschedule(tenant.ref, { target, ...wanted, actor: "test", idempotency });
  if (!moved.ok) throw new Error(moved.error.reason);
  await tenant.calendar().drain(tenant.ref);
  return moved.value;
}

async function accessOf(tenant: TestTenant) {
  const access = await accessBranch(env, background, tenant);
  if (!access) throw new Error("the branch is missing");
  return access;
}

function breakD1() {
  vi.spyOn(env.DB, "batch").mockRejectedValue(new Error("D1 is down"));
}

afterEach(() => vi.restoreAllMocks());

describe("the read model", () => {
  it("gets each appointment and one customer per phone number", async () => {
    const tenant = await aTenant();
    const first = await book(tenant, 600, "+4915100000001");
    const second = await book(tenant, 660, "+4915100000001");
    const third = await book(tenant, 720, "+4915100000002");
    await tenant.calendar().drain(tenant.ref);

    const rows = await rowsOf(tenant);

    expect(rows.map(({ id }) => id)).toEqual([first.id, second.id, third.id].sort());
    expect(new Set(rows.map((row) => row.customer_id)).size).toBe(2);
    expect(rows.find(({ id }) => id === first.id)?.customer_id).toBe(first.contact.customerId);
  });

  it("never goes back to an older version", async () => {
    const tenant = await aTenant();
    const appointment = await book(tenant, 600);
    const idempotency = { key: "m", fingerprint: "m", scope: "api" } as const;
    const target = { appointmentId: appointment.id, phoneIndex: null };
    const wanted = { target, startsAt: inTenDays(700), staffId: null, actor: "test", idempotency };
    await tenant.calendar().reschedule(tenant.ref, { ...wanted, startsAt: inTenDays(705) });
    await tenant.calendar().drain(tenant.ref);

    const { projectAppointments } = await import("../../../src/db/queries/read-model.ts");
    const { tenantDb } = await import("../../../src/db/tenant-db.ts");
    await projectAppointments(tenantDb(env.DB, tenant.tenantId), tenant.branchId, [appointment]);

    expect(await rowsOf(tenant)).toMatchObject([{ version: 2, starts_at: inTenDays(705) }]);
  });

  it("takes what was there when its drain began: what is booked meanwhile gathers for the next", async () => {
    vi.spyOn(scheduler, "wait").mockReturnValue(new Promise(() => {})); // none but the drains that are asked for
    const tenant = await aTenant();
    const first = await book(tenant, 600);
    const batch = env.DB.batch.bind(env.DB);
    const meanwhile = [660, 720, 780];
    vi.spyOn(env.DB, "batch").mockImplementation(async (statements) => {
      const minute = meanwhile.shift();
      if (minute !== undefined) await book(tenant, minute);
      return batch(statements);
    });

    await tenant.calendar().drain(tenant.ref);
    const once = await rowsOf(tenant);
    await tenant.calendar().drain(tenant.ref);
    await tenant.calendar().drain(tenant.ref);

    expect(once.map(({ id }) => id)).toEqual([first.id]);
    expect(await rowsOf(tenant)).toHaveLength(3);
  });

  it("catches up by alarm after D1 was away, and bookings go on meanwhile", async () => {
    const tenant = await aTenant();
    await tenant.calendar().refreshRules(tenant.ref);
    breakD1();
    const appointment = await book(tenant, 600);
    expect(await tenant.calendar().drain(tenant.ref)).toBe(false);
    vi.restoreAllMocks();
    expect(await rowsOf(tenant)).toEqual([]);

    await runDurableObjectAlarm(
      env.BRANCH_CALENDAR.get(env.BRANCH_CALENDAR.idFromName(`${tenant.tenantId}/${tenant.branchId}`)),
    );

    expect((await rowsOf(tenant)).map(({ id }) => id)).toEqual([appointment.id]);
  });

  it("is tried again by the alarm as long as D1 is away", async () => {
    const tenant = await aTenant();
    await tenant.calendar().refreshRules(tenant.ref);
    breakD1();
    await book(tenant, 600);
    const stub = rawStub(tenant);
    for (let round = 0; round < 2; round++) expect(await runDurableObjectAlarm(stub)).toBe(true);
    const next = await runInDurableObject(stub, (_, { storage }) => storage.getAlarm());
    expect(next).toBeLessThanOrEqual(Date.now() + 5_000);
  });

  it("has the price of whoever does it after a move", async () => {
    const tenant = await aTenant();
    const staffTerms = [{ staffId: tenant.ben, durationMinutes: null, priceMinor: 5_000, weight: 1 }];
    await run("UPDATE services SET policy = ? WHERE id = ?", JSON.stringify({ staffTerms }), tenant.cut);
    const { id } = await book(tenant, 600);
    await tenant.calendar().drain(tenant.ref);
    expect(await rowOf(id)).toMatchObject({ staff_id: tenant.anna, price_minor: 3_500 });
    await moveTo(tenant, id, { startsAt: inTenDays(660), staffId: tenant.ben });

    expect(await rowOf(id)).toMatchObject({ staff_id: tenant.ben, price_minor: 5_000, version: 2 });
  });

  it("takes a burst of bookings in few batches", async () => {
    const tenant = await aTenant();
    await tenant.calendar().refreshRules(tenant.ref);
    const batch = vi.spyOn(env.DB, "batch");
    const minutes = Array.from({ length: 12 }, (_, index) => 540 + index * 45);
    await Promise.all(minutes.map((minute) => book(tenant, minute)));
    await tenant.calendar().drain(tenant.ref);

    expect(await rowsOf(tenant)).toHaveLength(12);
    expect(batch.mock.calls.length).toBeLessThanOrEqual(3);
  });
});

const AGREED = { missing: 0, stale: 0, surplus: 0, appointmentIds: [] };

describe("a read model that was damaged", () => {
  it.each([
    { what: "another time", set: "starts_at = starts_at + 3600000, ends_at = ends_at + 3600000" },
    { what: "another end", set: "ends_at = ends_at + 1" },
    { what: "another status", set: "status = 'no_show'" },
    { what: "another member", set: "staff_id = 'stf_other'" },
    { what: "another service", set: "service_id = 'svc_other'" },
    { what: "another price", set: "price_minor = 1" },
    { what: "another branch", set: "branch_id = 'brn_other'" },
    { what: "other words", set: "sealed_contact = 'x'" },
    { what: "another address", set: "email_index = 'x'" },
    { what: "a reason for nothing", set: "cancel_reason = 'x'" },
    { what: "a place in a series", set: "group_id = 'ser_x', group_kind = 'series', group_position = 1" },
    { what: "other rooms", set: "resource_ids = '[\"res_x\"]'" },
    { what: "more seats", set: "party_size = 2" },
    { what: "somebody checked in", set: "checked_in_at = 1" },
    { what: "a time to accept it", set: "approval_expires_at = 1" },
    { what: "another channel", set: "channel = 'web', call_id = 'cal_x'" },
    { what: "another age", set: "created_at = 1, updated_at = 1" },
    { what: "no customer", set: "customer_id = NULL" },
    { what: "a customer that is none", set: "customer_id = 'cus_none'" },
    { what: "an older version", set: "version = 0" },
    { what: "a version that never was", set: "version = 9, starts_at = 1" },
  ])("by $what is found, and becomes what it was", async ({ set }) => {
    const tenant = await aTenant();
    const { id } = await book(tenant, 600);
    await book(tenant, 660, "+4915100000009");
    await tenant.calendar().drain(tenant.ref);
    const access = await accessOf(tenant);
    const before = await rowOf(id);
    await run(`UPDATE appointments SET ${set} WHERE id = ?`, id);
    expect(await rowOf(id)).not.toEqual(before);

    expect(await checkDrift(access, 1)).toEqual({ ...AGREED, checked: 2, stale: 1, appointmentIds: [id] });
    expect(await rebuildReadModel(access)).toBe(1);
    expect(await rowOf(id)).toEqual(before);
    expect(await checkDrift(access, 2)).toEqual({ ...AGREED, checked: 2 });
    expect(await rebuildReadModel(access)).toBe(0);
  });

  it("by lost rows and customers gets all of them again, past and cancelled ones too", async () => {
    const tenant = await aTenant();
    await book(tenant, 600, "+4915100000001");
    await anImported(tenant, "no_show", -90 * DAY_MS);
    await anImported(tenant, "cancelled", -80 * DAY_MS);
    await tenant.calendar().drain(tenant.ref);
    await tenant.calendar().prune(tenant.ref);
    const [rows, customers] = [await rawRows(tenant, "appointments"), await rawRows(tenant, "customers")];
    const access = await accessOf(tenant);
    await run("DELETE FROM appointments WHERE tenant_id = ?", tenant.tenantId);
    await run("DELETE FROM customers WHERE tenant_id = ?", tenant.tenantId);

    expect(await checkDrift(access, 1)).toMatchObject({ checked: 3, missing: 3, stale: 0, surplus: 0 });
    expect(await rebuildReadModel(access)).toBe(3);

    expect(sorted(await rawRows(tenant, "appointments"))).toEqual(sorted(rows));
    const known = ({ id, phone_index, email_index, sealed_contact }: Record<string, unknown>) => ({
      id,
      phone_index,
      email_index,
      sealed_contact,
    });
    expect(sorted((await rawRows(tenant, "customers")).map(known))).toEqual(sorted(customers.map(known)));
  });

  it("lets those be who were erased, and those who were found to be somebody else's", async () => {
    const tenant = await aTenant();
    const [erased, merged] = [await book(tenant, 600, "+4915100000001"), await book(tenant, 660, "+4915100000002")];
    const other = await book(tenant, 720, "+4915100000003");
    await tenant.calendar().drain(tenant.ref);
    await run("UPDATE customers SET erased_at = 1, phone_index = NULL WHERE id = ?", erased.contact.customerId);
    await run("UPDATE appointments SET sealed_contact = '-', email_index = NULL WHERE id = ?", erased.id);
    await run("UPDATE appointments SET customer_id = ? WHERE id = ?", other.contact.customerId, merged.id);
    const access = await accessOf(tenant);
    expect(await checkDrift(access, 1)).toEqual({ ...AGREED, checked: 3 });

    await run("UPDATE appointments SET staff_id = 'stf_other' WHERE tenant_id = ?", tenant.tenantId);
    expect(await rebuildReadModel(access)).toBe(3);
    expect(await rowOf(erased.id)).toMatchObject({ sealed_contact: "-", staff_id: tenant.anna });
    expect(await rowOf(merged.id)).toMatchObject({ customer_id: other.contact.customerId, staff_id: tenant.anna });
    expect(await rawRows(tenant, "customers")).toHaveLength(3);
  });

  it("by rows of nobody's making names them and lets them stand", async () => {
    const tenant = await aTenant();
    const { id } = await book(tenant, 600);
    await tenant.calendar().drain(tenant.ref);
    const row = (await rowOf(id)) ?? {};
    const extra = newId("apt");
    const columns = Object.keys(row).join(", ");
    const values = columns.replace(/\bid\b/, "?");
    await run(`INSERT INTO appointments (${columns}) SELECT ${values} FROM appointments WHERE id = ?`, extra, id);
    const access = await accessOf(tenant);

    expect(await checkDrift(access, 1)).toEqual({ ...AGREED, checked: 1, surplus: 1, appointmentIds: [extra] });
    expect(await rebuildReadModel(access)).toBe(0);
    expect(await rowOf(extra)).toMatchObject({ id: extra });
  });

  it("is told from one that lags behind: bookings and moves meanwhile are no drift, and are never undone", async () => {
    const tenant = await aTenant();
    await tenant.calendar().refreshRules(tenant.ref);
    const access = await accessOf(tenant);
    const booking = async (minute: number, staffId: StaffId) => {
      const answer = await tenant
        .calendar()
        .book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(minute), staffId }));
      if (!answer.ok) throw new Error(answer.error.reason);
      return moveTo(tenant, answer.value.id, { startsAt: inTenDays(minute + 60), staffId });
    };
    const staff = [tenant.anna, tenant.ben].flatMap((staffId) =>
      [540, 660, 780, 900].map((minute) => ({ minute, staffId })),
    );
    const moved = Promise.all(staff.map(({ minute, staffId }) => booking(minute, staffId)));
    for (let round = 0; round < 6; round++) {
      expect(await checkDrift(access, round)).toMatchObject({ missing: 0, stale: 0, surplus: 0 });
      await rebuildReadModel(access);
    }

    for (const { id, startsAt } of await moved) {
      expect(await rowOf(id)).toMatchObject({ version: 2, starts_at: startsAt });
    }
    expect(await checkDrift(access, 9)).toEqual({ ...AGREED, checked: 8 });
  });

  it("is not set back by what was read before the row changed", async () => {
    const tenant = await aTenant();
    const first = await book(tenant, 600);
    const db = tenantDb(env.DB, tenant.tenantId);
    const moved = await moveTo(tenant, first.id, { startsAt: inTenDays(660), staffId: tenant.anna });

    expect(await findDiffering(db, tenant.branchId, [first])).toEqual([{ appointment: first, seen: 2 }]);
    await repairAppointments(db, tenant.branchId, [{ appointment: first, seen: 1 }]);

    expect(await rowOf(first.id)).toMatchObject({ version: 2, starts_at: moved.startsAt });
  });

  it("of another tenant is none of an owner's business, and no branch is reached under a foreign tenant", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    await book(theirs, 600);
    const path = (tenantId: string, branchId: string) => `/api/v1/operations/tenants/${tenantId}/branches/${branchId}`;
    for (const what of ["drift-check", "rebuild"]) {
      const key = await anOperatorKey();
      const crossed = await request(`${path(mine.tenantId, theirs.branchId)}/${what}`, { key, method: "POST" });
      expect(crossed.status).toBe(404);
      const own = path(mine.tenantId, mine.branchId);
      for (const by of [{ key: await aKey(mine) }, { session: await aSession(mine, "owner") }])
        expect((await request(`${own}/${what}`, { ...by, method: "POST" })).status).toBe(403);
    }
  });
});

function sorted<Row extends Record<string, unknown>>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => (String(a["id"]) < String(b["id"]) ? -1 : 1));
}
