import { createScheduledController, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { BranchFrame } from "../../../src/contracts/live.ts";
import { type JobMessage, jobMessage } from "../../../src/contracts/queue-messages.ts";
import worker from "../../../src/index.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { rawStub } from "../../support/worker/calendar-object.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { aKey, anOperatorKey, aSession, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { deliver } from "../../support/worker/queues.ts";
import { connect } from "../../support/worker/sockets.ts";

type Report = { checked: number; missing: number; stale: number; surplus: number };

async function runCron(cron: string): Promise<void> {
  await worker.scheduled(createScheduledController({ cron, scheduledTime: Date.now() }), env);
}

async function reportsOf({ tenantId, branchId }: TestTenant): Promise<Report[]> {
  const query = "SELECT checked, missing, stale, surplus FROM drift_reports WHERE tenant_id = ? AND branch_id = ?";
  return (await env.DB.prepare(query).bind(tenantId, branchId).all<Report>()).results;
}

async function sessionsOf({ tenantId }: TestTenant): Promise<number> {
  const query = "SELECT count(*) AS count FROM sessions WHERE tenant_id = ?";
  return (await env.DB.prepare(query).bind(tenantId).first<number>("count")) ?? 0;
}

async function book(tenant: TestTenant, minute: number) {
  const answer = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(minute) }));
  if (!answer.ok) throw new Error(answer.error.reason);
  await tenant.calendar().drain(tenant.ref);
  return answer.value;
}

function checkOf({ tenantId, branchId }: TestTenant): JobMessage {
  return { type: "check_drift", tenantId, branchId };
}

beforeAll(async () => {
  await book(await aTenant(), 540);
});
afterEach(() => vi.restoreAllMocks());

describe("the nightly cron", () => {
  it("asks for one drift check per branch and one pruning of each kind, and does nothing itself", async () => {
    const tenants = [await aTenant(), await aTenant()];
    const single = vi.spyOn(env.JOBS, "send").mockResolvedValue({} as QueueSendResponse);
    const batches = vi.spyOn(env.JOBS, "sendBatch").mockResolvedValue({} as QueueSendBatchResponse);

    await runCron("17 3 * * *");

    expect(single.mock.calls.map(([body]) => body)).toEqual([
      { type: "prune_sessions" },
      { type: "prune_idempotency_keys" },
      { type: "prune_webhooks" },
      { type: "prune_emails" },
      { type: "prune_operations" },
      { type: "prune_account_tokens" },
      { type: "prune_call_files" },
    ]);
    const asked = batches.mock.calls.flatMap(([messages]) => [...messages].map(({ body }) => jobMessage.parse(body)));
    for (const tenant of tenants) {
      expect(asked.filter((job) => "branchId" in job && job.branchId === tenant.branchId)).toEqual([checkOf(tenant)]);
    }
    expect(await reportsOf(tenants[0] as TestTenant)).toEqual([]);
  });

  it("reaches every branch, in batches that the queue takes", async () => {
    const tenant = await aTenant();
    const statement = env.DB.prepare(
      "INSERT INTO branches (tenant_id, id, name, time_zone, language, address, created_at) VALUES (?, ?, 'B', 'Europe/Berlin', 'de', '', 1)",
    );
    const ids = Array.from({ length: 230 }, () => newId("brn"));
    await env.DB.batch(ids.map((id) => statement.bind(tenant.tenantId, id)));
    vi.spyOn(env.JOBS, "send").mockResolvedValue({} as QueueSendResponse);
    const batches = vi.spyOn(env.JOBS, "sendBatch").mockResolvedValue({} as QueueSendBatchResponse);

    await runCron("17 3 * * *");

    const sizes = batches.mock.calls.map(([messages]) => [...messages].length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    const asked = JSON.stringify(batches.mock.calls.map(([messages]) => [...messages]));
    for (const id of ids) expect(asked.split(id)).toHaveLength(2);
    await env.DB.prepare("DELETE FROM branches WHERE name = 'B'").run();
  });

  it("ends in a report for each branch and in fewer sessions, by the real queue", async () => {
    const tenant = await aTenant();
    await book(tenant, 600);
    await aSession(tenant, "owner");
    await aSession(tenant, "owner");
    await env.DB.prepare(
      "UPDATE sessions SET expires_at = 1 WHERE token_hash IN (SELECT token_hash FROM sessions WHERE tenant_id = ? LIMIT 1)",
    )
      .bind(tenant.tenantId)
      .run();

    await runCron("17 3 * * *");

    await eventually(async () => {
      expect(await reportsOf(tenant)).toEqual([{ checked: 1, missing: 0, stale: 0, surplus: 0 }]);
      expect(await sessionsOf(tenant)).toBe(1);
    });
  });

  it("has no name for a schedule that nobody wrote a job for", async () => {
    await expect(runCron("0 0 1 1 *")).rejects.toThrow("0 0 1 1 *");
  });
});

describe("a drift check", () => {
  it("reports what the read model lacks, has too old and has too much", async () => {
    const tenant = await aTenant();
    const [missing, stale] = [await book(tenant, 540), await book(tenant, 600)];
    await book(tenant, 660);
    await env.DB.batch([
      env.DB.prepare("UPDATE appointments SET id = ? WHERE id = ?").bind(newId("apt"), missing.id),
      env.DB.prepare("UPDATE appointments SET version = 0 WHERE id = ?").bind(stale.id),
    ]);

    expect((await deliver("jobs", [{ body: checkOf(tenant) }])).retried).toEqual([]);

    expect(await reportsOf(tenant)).toEqual([{ checked: 3, missing: 1, stale: 1, surplus: 1 }]);
  });

  it("of a branch that is gone is no error", async () => {
    const tenant = await aTenant();
    const body = checkOf({ ...tenant, branchId: newId("brn") });
    expect((await deliver("jobs", [{ body }])).retried).toEqual([]);
  });

  it("is tried again later when the calendar cannot be asked, and its neighbours are not held up", async () => {
    const [one, two] = [await aTenant(), await aTenant()];
    await Promise.all([one, two].map((tenant) => book(tenant, 540)));
    const get = env.BRANCH_CALENDAR.getByName.bind(env.BRANCH_CALENDAR);
    const broken = `${one.tenantId}/${one.branchId}`;
    vi.spyOn(env.BRANCH_CALENDAR, "getByName").mockImplementation((name) => {
      if (name === broken) throw new Error("this calendar is down");
      return get(name);
    });
    const { acked, retried } = await deliver("jobs", [
      { id: "one", body: checkOf(one) },
      { id: "two", body: checkOf(two) },
    ]);
    expect([acked, retried]).toEqual([["two"], [{ id: "one", delaySeconds: 2 }]]);
    expect(await reportsOf(two)).toHaveLength(1);
  });

  it("lets the calendar forget its old log, never what D1 does not have, and late viewers load again", async () => {
    const tenant = await aTenant();
    const old = await book(tenant, 540);
    await book(tenant, 660);
    await runInDurableObject(rawStub(tenant), (_, { storage }) => {
      storage.sql.exec("UPDATE events SET at = 1");
      storage.sql.exec("UPDATE settings SET value = '0' WHERE name = 'drained_seq'");
    });
    const logged = () =>
      runInDurableObject(rawStub(tenant), (_, { storage }) => storage.sql.exec("SELECT seq FROM events").toArray());
    expect(await tenant.calendar().prune(tenant.ref)).toBe(false);
    expect(await logged()).toHaveLength(2); // not drained, as far as the object knows

    await deliver("jobs", [{ body: checkOf(tenant) }]);
    expect(await logged()).toEqual([{ seq: 2 }]); // the last one stays, for the count goes on
    const again = await book(tenant, 780);
    const late = await connect<BranchFrame>(`/live/branches/${tenant.branchId}?since=0`, { key: await aKey(tenant) });
    await eventually(() => expect(late.frames.map(({ type }) => type)).toEqual(["hello", "resync"]));
    late.close();
    expect(await tenant.calendar().appointment(tenant.ref, again.id)).toMatchObject({ id: again.id });
    expect(await tenant.calendar().appointment(tenant.ref, old.id)).toMatchObject({ id: old.id });
  });

  it("can be asked for by the operator, who can then rebuild", async () => {
    const tenant = await aTenant();
    const appointment = await book(tenant, 540);
    await env.DB.prepare("DELETE FROM appointments WHERE id = ?").bind(appointment.id).run();
    const key = await anOperatorKey();
    const base = `/api/v1/operations/tenants/${tenant.tenantId}/branches/${tenant.branchId}`;
    const check = async () => (await request(`${base}/drift-check`, { key, method: "POST" })).json();

    expect(await check()).toEqual({ checked: 1, missing: 1, stale: 0, surplus: 0, appointmentIds: [appointment.id] });
    expect(await (await request(`${base}/rebuild`, { key, method: "POST" })).json()).toEqual({ written: 1 });
    expect(await check()).toEqual({ checked: 1, missing: 0, stale: 0, surplus: 0, appointmentIds: [] });
    expect(await reportsOf(tenant)).toHaveLength(2);
  });
});
