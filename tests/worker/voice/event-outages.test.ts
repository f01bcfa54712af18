import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import worker from "../../../src/index.ts";
import { callIdOf } from "../../../src/use-cases/voice/call-id.ts";
import { findCallView } from "../../../src/use-cases/voice/view-calls.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { problemOf } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { breakD1 } from "../../support/worker/outages.ts";
import { deliver, holdBackWebhooks } from "../../support/worker/queues.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callAnalyzed, callEnded, callStarted } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

type EventRow = { id: string; status: string; attempts: number; last_error: string | null };

async function viewOf(tenant: TestTenant) {
  return findCallView(env, { tenantId: tenant.tenantId, sight: "all" }, await callIdOf(tenant.connectionId, "call_1"));
}

/** A tenant whose connection the Worker knows by heart. */
async function aWarmTenant(): Promise<TestTenant> {
  const tenant = await aTenant();
  await postRetell(tenant, "/inbound", { event: "call_inbound", call_inbound: { to_number: tenant.phoneNumber } });
  return tenant;
}

function breakQueue() {
  for (const method of ["send", "sendBatch"] as const) {
    vi.spyOn(env.WEBHOOKS, method).mockRejectedValue(new Error("the queue is down"));
  }
}

async function runSweep(): Promise<void> {
  await worker.scheduled(createScheduledController({ cron: "*/5 * * * *", scheduledTime: Date.now() }), env);
}

beforeAll(async () => {
  await aWarmTenant();
});
afterEach(() => vi.restoreAllMocks());

describe("an event that arrives while D1 is away", () => {
  it("is acknowledged, travels sealed in the queue, and ends in the record", async () => {
    const tenant = await aWarmTenant();
    const sent = holdBackWebhooks();
    breakD1();
    for (const event of [callStarted(tenant), callAnalyzed(tenant)]) {
      expect((await postRetell(tenant, "", event)).status).toBe(204);
    }
    vi.restoreAllMocks();
    expect(await rawRows(tenant, "webhook_events")).toEqual([]);
    expect(JSON.stringify(sent)).not.toMatch(/15112345678|book a visit|John Doe/);

    // It waited in the queue while D1 was away, and comes twice once it is back.
    for (const body of [...sent, ...sent]) expect((await deliver("webhooks", [{ body }])).retried).toEqual([]);

    expect(await rawRows<EventRow>(tenant, "webhook_events")).toMatchObject([
      { status: "processed", attempts: 1 },
      { status: "processed", attempts: 1 },
    ]);
    expect(await viewOf(tenant)).toMatchObject({ status: "ended", sentiment: "positive" });
  });

  it("is tried again later while D1 stays away, and lost by nobody", async () => {
    const tenant = await aWarmTenant();
    const sent = holdBackWebhooks();
    breakD1();
    await postRetell(tenant, "", callStarted(tenant));
    const result = await deliver("webhooks", [{ body: sent[0], attempts: 3 }]);
    expect(result.acked).toEqual([]);
    expect(result.retried).toMatchObject([{ delaySeconds: 8 }]);
    vi.restoreAllMocks();

    await deliver("webhooks", [{ body: sent[0], attempts: 4 }]);
    expect(await viewOf(tenant)).toMatchObject({ status: "ongoing" });
  });

  it("is one event although the vendor's retry reached D1 first", async () => {
    const tenant = await aWarmTenant();
    const sent = holdBackWebhooks();
    breakD1();
    await postRetell(tenant, "", callStarted(tenant));
    vi.restoreAllMocks();
    const again = holdBackWebhooks();
    await postRetell(tenant, "", callStarted(tenant));
    for (const body of [...again, ...sent]) await deliver("webhooks", [{ body }]);

    expect(await rawRows(tenant, "webhook_events")).toHaveLength(1);
    expect(await rawRows(tenant, "calls")).toHaveLength(1);
  });

  it("is not acknowledged when the queue refuses too, so that the vendor sends it again", async () => {
    const tenant = await aWarmTenant();
    breakD1();
    breakQueue();
    const response = await postRetell(tenant, "", callEnded(tenant));
    expect(response.status).toBe(500);
    const problem = await problemOf(response);
    expect(problem.code).toBe("internal");
    expect(JSON.stringify(problem)).not.toMatch(/D1|queue/);
    vi.restoreAllMocks();

    expect((await postRetell(tenant, "", callEnded(tenant))).status).toBe(204);
    expect(await rawRows(tenant, "webhook_events")).toHaveLength(1);
  });

  it("is not acknowledged when it is too large for the queue", async () => {
    const tenant = await aWarmTenant();
    const sent = holdBackWebhooks();
    breakD1();
    const lines = [{ role: "user", content: "x".repeat(200_000) }];
    const response = await postRetell(tenant, "", callEnded(tenant, {}, { transcript_with_tool_calls: lines }));
    expect(response.status).toBe(500);
    expect(sent).toEqual([]);
  });
});

describe("an event whose wake-up was lost", () => {
  const age = (tenant: TestTenant, ms: number) =>
    env.DB.prepare("UPDATE webhook_events SET received_at = received_at - ? WHERE tenant_id = ?")
      .bind(ms, tenant.tenantId)
      .run();

  it("is acknowledged, for it is stored, and woken by the sweep", async () => {
    const tenant = await aWarmTenant();
    breakQueue();
    expect((await postRetell(tenant, "", callStarted(tenant))).status).toBe(204);
    vi.restoreAllMocks();
    expect(await viewOf(tenant)).toBeNull();
    await age(tenant, 3 * 60_000);

    await runSweep();

    await eventually(async () => expect(await viewOf(tenant)).toMatchObject({ status: "ongoing" }));
    expect(await rawRows<EventRow>(tenant, "webhook_events")).toMatchObject([{ status: "processed" }]);
  });

  it("is left alone by the sweep while it may still be on its way, and once it is processed", async () => {
    const tenant = await aWarmTenant();
    const [held] = [holdBackWebhooks()];
    await postRetell(tenant, "", callStarted(tenant));
    const woken = vi.spyOn(env.WEBHOOKS, "sendBatch").mockResolvedValue({} as QueueSendBatchResponse);
    woken.mockClear();
    const wokenEvents = () => JSON.stringify(woken.mock.calls.map(([messages]) => [...messages]));
    const [event] = await rawRows<EventRow>(tenant, "webhook_events");

    await runSweep();
    expect(wokenEvents()).not.toContain(event?.id);
    await age(tenant, 3 * 60_000);
    await runSweep();
    expect(wokenEvents()).toContain(event?.id);
    woken.mockClear();
    await deliver("webhooks", [{ body: held[0] }]);
    await runSweep();
    expect(wokenEvents()).not.toContain(event?.id);
  });
});

describe("an event that cannot be merged", () => {
  it("keeps its error, without anything personal, and is merged when the trouble is over", async () => {
    const tenant = await aWarmTenant();
    const sent = holdBackWebhooks();
    await postRetell(tenant, "", callStarted(tenant));
    const feed = vi.spyOn(env.TENANT_FEED, "getByName").mockImplementation(() => {
      throw new Error("the feed is down");
    });
    expect((await deliver("webhooks", [{ body: sent[0] }])).retried).toHaveLength(1);
    expect(await rawRows<EventRow>(tenant, "webhook_events")).toMatchObject([
      { status: "received", attempts: 1, last_error: "Error: the feed is down" },
    ]);
    feed.mockRestore();

    expect((await deliver("webhooks", [{ body: sent[0], attempts: 2 }])).retried).toEqual([]);
    expect(await rawRows<EventRow>(tenant, "webhook_events")).toMatchObject([{ status: "processed", attempts: 2 }]);
    expect(await rawRows(tenant, "calls")).toHaveLength(1);
  });

  it("of an event that is gone is no error", async () => {
    const tenant = await aTenant();
    const body = { type: "webhook_received", tenantId: tenant.tenantId, eventId: `evt_${"0".repeat(26)}` };
    expect((await deliver("webhooks", [{ body }])).retried).toEqual([]);
  });
});
