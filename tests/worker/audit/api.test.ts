import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { AuditEntryView, AuditReport } from "../../../src/contracts/audit.ts";
import type { JobMessage } from "../../../src/contracts/queue-messages.ts";
import { PLATFORM } from "../../../src/db/tenant-db.ts";
import worker from "../../../src/index.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { append, storedEntries, writeEntries } from "../../support/worker/audit.ts";
import { type ApiRequest, anOperatorKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { deliver } from "../../support/worker/queues.ts";

type Page = { items: AuditEntryView[]; nextCursor: string | null };

async function anAuditedTenant(count: number): Promise<{ tenant: TestTenant; owner: ApiRequest }> {
  const tenant = await aTenant();
  await writeEntries(tenant.tenantId, count);
  return { tenant, owner: { session: await aSession(tenant, "owner") } };
}

async function pageOf(query: string, who: ApiRequest): Promise<Page> {
  return (await request(`/api/v1/audit-log${query}`, who)).json();
}

beforeAll(async () => {
  await anAuditedTenant(1);
});
afterEach(() => vi.restoreAllMocks());

describe("GET /api/v1/audit-log", () => {
  it("lists a tenant's own entries, newest first, in pages", async () => {
    const { tenant, owner } = await anAuditedTenant(5);
    const stored = (await storedEntries(tenant.tenantId)).map(({ id }) => id).reverse();
    const first = await pageOf("?limit=3", owner);
    const second = await pageOf(`?limit=3&cursor=${first.nextCursor}`, owner);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(stored);
    expect(second.nextCursor).toBeNull();
    expect(first.items[0]).toMatchObject({
      actor: "system",
      action: "test.done",
      facts: { before: { step: 4 }, after: { step: 5 } },
      requestId: "req-12345678",
    });
    const { owner: stranger } = await anAuditedTenant(0);
    expect(await pageOf("", stranger)).toEqual({ items: [], nextCursor: null });
  });

  it("filters by actor, action, subject and time", async () => {
    const { owner } = await anAuditedTenant(5);
    const steps = async (query: string) => (await pageOf(query, owner)).items.map(({ subjectId }) => subjectId);
    expect(await steps("?subjectId=subject-2")).toEqual(["subject-2"]);
    expect(await steps("?actor=usr_nobody")).toEqual([]);
    expect(await steps("?action=test.undone")).toEqual([]);
    const span = "from=1970-01-01T00:00:01.001Z&to=1970-01-01T00:00:01.003Z";
    expect(await steps(`?actor=system&action=test.done&${span}`)).toEqual(["subject-2", "subject-1"]);
  });

  it("is for owners and managers", async () => {
    const { tenant } = await anAuditedTenant(1);
    for (const role of ["staff", "viewer"] as const) {
      const response = await request("/api/v1/audit-log", { session: await aSession(tenant, role) });
      expect((await problemOf(response)).code).toBe("forbidden");
    }
  });
});

describe("abuse 33: the audit log as CSV", () => {
  it("has no cell that a spreadsheet would run, and the same entries", async () => {
    const { tenant, owner } = await anAuditedTenant(2);
    for (const [index, start] of ["=", "+", "-", "@", "\t", "\r"].entries()) {
      const evil = `${start}HYPERLINK("https://evil.example","x")`;
      const query = "UPDATE audit_log SET subject_id = ?, request_id = ? WHERE tenant_id = ? AND subject_id = ?";
      await env.DB.prepare(query).bind(evil, evil, tenant.tenantId, "subject-0").run();
      const response = await request("/api/v1/audit-log/export", owner);
      expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
      expect(response.headers.get("content-disposition")).toContain("attachment");
      const text = await response.text();
      const quoted = `"'${evil.replaceAll('"', '""')}"`;
      expect(text.split(quoted)).toHaveLength(3);
      expect(text.replaceAll(quoted, "")).not.toContain("HYPERLINK");
      const reset = "UPDATE audit_log SET subject_id = 'subject-0' WHERE tenant_id = ? AND subject_id = ?";
      await env.DB.prepare(reset).bind(tenant.tenantId, evil).run();
      expect(index).toBeLessThan(6);
    }
  });

  it("has every entry once, however many pages there are", async () => {
    const { tenant, owner } = await anAuditedTenant(0);
    for (let i = 0; i < 5; i++) await writeEntries(tenant.tenantId, 50, 1_000 + i * 50);
    const text = await (await request("/api/v1/audit-log/export", owner)).text();
    const ids = (await storedEntries(tenant.tenantId)).slice(0, 250).map(({ id }) => id);
    const [header, ...lines] = text.trimEnd().split("\r\n");
    expect(header).toBe("id,at,actor,action,subjectId,facts,requestId,seq,hash");
    expect(lines.map((line) => line.slice(0, line.indexOf(",")))).toEqual(ids.reverse());
  });
});

describe("POST /api/v1/audit-log/verify", () => {
  it("tells an intact chain from a broken one, for the tenant and for the operator, by id and by slug", async () => {
    const { tenant, owner } = await anAuditedTenant(3);
    const operator = { key: await anOperatorKey() };
    const verify = async (path: string, body: object, who: ApiRequest) =>
      (await request(`/api/v1${path}`, { ...who, body })).json<AuditReport>();
    expect(await verify("/audit-log/verify", {}, owner)).toMatchObject({ isIntact: true, checkedTo: 3, findings: [] });

    await env.DB.prepare("DELETE FROM audit_log WHERE tenant_id = ? AND seq = 2").bind(tenant.tenantId).run();
    const findings = [expect.objectContaining({ kind: "deleted", seq: 2 })];
    expect(await verify("/audit-log/verify", {}, owner)).toMatchObject({ isIntact: false, findings });
    const named = { tenant: tenant.tenantId };
    expect(await verify("/operations/audit-log/verify", named, operator)).toMatchObject({ isIntact: false, findings });
    expect(await verify("/operations/audit-log/verify", {}, operator)).toMatchObject({ isIntact: true });
    const unknown = await request("/api/v1/operations/audit-log/verify", { ...operator, body: { tenant: "nobody" } });
    expect((await problemOf(unknown)).code).toBe("not_found");
  });
});

describe("the chain is woken", () => {
  it("after a change, by the jobs queue, without being asked", async () => {
    const { tenant, owner } = await anAuditedTenant(0);
    const sent = vi.spyOn(env.JOBS, "sendBatch");
    const body = { name: "Cem", branchId: tenant.branchId };
    expect((await request("/api/v1/staff", { ...owner, body })).status).toBe(201);
    await eventually(() => expect(sent).toHaveBeenCalled());
    await eventually(async () => {
      expect((await storedEntries(tenant.tenantId)).map(({ seq }) => seq)).toEqual([1]);
    });
  });

  it("by the cron, for entries whose wake-up was lost, and each night its head is kept for every tenant", async () => {
    const { tenant } = await anAuditedTenant(2);
    await writeEntries(PLATFORM, 1);
    const sent = vi.spyOn(env.JOBS, "sendBatch").mockResolvedValue({} as QueueSendBatchResponse);
    vi.spyOn(env.JOBS, "send").mockResolvedValue({} as QueueSendResponse);
    const cron = (name: string) =>
      worker.scheduled(createScheduledController({ cron: name, scheduledTime: Date.now() }), env);
    await cron("*/5 * * * *");
    await cron("17 3 * * *");
    const jobs = sent.mock.calls.flatMap(([messages]) => [...messages].map(({ body }) => body as JobMessage));
    const ofThis = jobs.filter((job) => "owner" in job && [tenant.tenantId, PLATFORM].includes(job.owner));
    expect(ofThis.map(({ type }) => type).sort()).toEqual([
      "anchor_audit",
      "anchor_audit",
      "chain_audit",
      "chain_audit",
    ]);
    expect(
      (
        await deliver(
          "jobs",
          ofThis.map((body) => ({ body })),
        )
      ).retried,
    ).toEqual([]);
    const kept = await env.FILES.list({ prefix: `audit-heads/${tenant.tenantId}/` });
    expect(kept.objects).toHaveLength(1);
    expect(await append(tenant.tenantId)).toBe(0);
  });
});
