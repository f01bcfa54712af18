import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { accessBranch } from "../../../src/use-cases/booking/branch-access.ts";
import { checkDrift, rebuildReadModel } from "../../../src/use-cases/operations/check-drift.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";

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

  it("is found wanting by the drift check and made whole by a rebuild", async () => {
    const tenant = await aTenant();
    const kept = await book(tenant, 600);
    const lost = await book(tenant, 660);
    await tenant.calendar().drain(tenant.ref);
    await env.DB.batch([
      env.DB.prepare("DELETE FROM appointments WHERE id = ?").bind(lost.id),
      env.DB.prepare("UPDATE appointments SET version = 0 WHERE id = ?").bind(kept.id),
    ]);
    const access = await accessBranch(env, background, tenant);
    if (!access) throw new Error("the branch is missing");

    expect(await checkDrift(access, 1)).toEqual({ checked: 2, missing: 1, stale: 1, surplus: 0 });
    expect(await rebuildReadModel(access)).toBe(2);
    expect(await checkDrift(access, 2)).toEqual({ checked: 2, missing: 0, stale: 0, surplus: 0 });
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
