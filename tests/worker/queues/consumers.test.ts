import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { EventsMessage } from "../../../src/contracts/queue-messages.ts";
import { openForPlatform } from "../../../src/db/vault.ts";
import { masterKeysOf } from "../../../src/env.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { breakD1 } from "../../support/worker/outages.ts";
import { deliver } from "../../support/worker/queues.ts";

/** Messages of this file; others write dead letters too. */
const OURS = "message_id IN ('m1', 'm2', 'm3')";

type DeadLetter = { id: string; queue: string; messageId: string; body: string };

async function deadLetters(queue: string): Promise<DeadLetter[]> {
  const query = `SELECT id, queue, message_id AS messageId, body FROM dead_letters
    WHERE queue = ? AND ${OURS} ORDER BY message_id`;
  return (await env.DB.prepare(query).bind(queue).all<DeadLetter>()).results;
}

async function bodyOf({ id, body }: DeadLetter): Promise<unknown> {
  return JSON.parse(await openForPlatform(masterKeysOf(env), { purpose: "dead_letter.body", row: id }, body));
}

async function forgetDeadLetters(): Promise<void> {
  await env.DB.prepare(`DELETE FROM dead_letters WHERE ${OURS}`).run();
}

function anEvent(tenant: TestTenant, seq: number): EventsMessage {
  const { tenantId, branchId } = tenant;
  const appointmentId = newId("apt");
  const event = { type: "appointment_booked", seq, at: 1, appointmentId, callId: null, staffId: null } as const;
  const act = { actor: "web", action: "appointment.booked", subjectId: appointmentId, requestId: null, facts: {} };
  return { tenantId, branchId, events: [event], notices: [], trail: [{ seq, at: 1, ...act }] };
}

/** What the tenant's audit log has of its calendars. */
async function audited(tenant: TestTenant): Promise<number> {
  const query = "SELECT count(*) AS count FROM audit_log WHERE tenant_id = ? AND action = 'appointment.booked'";
  return (await env.DB.prepare(query).bind(tenant.tenantId).first<{ count: number }>())?.count ?? 0;
}

/** Each booking asks for its customer's name to be indexed. */
function breakJobsOf(isBroken: (tenantId: string) => boolean): void {
  const send = env.JOBS.send.bind(env.JOBS);
  vi.spyOn(env.JOBS, "send").mockImplementation(async (body, options) => {
    if (isBroken((body as { tenantId: string }).tenantId)) throw new Error("this queue is down");
    return send(body, options);
  });
}

beforeAll(async () => {
  await deliver("events", [{ body: anEvent(await aTenant(), 1) }]);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await forgetDeadLetters();
});

const MALFORMED = [
  { body: "not an object" },
  { body: 7 },
  { body: null },
  { body: {} },
  { body: { type: "appointment_booked" } },
  { body: { type: "check_drift", tenantId: "ten_1", branchId: "x" } },
];

describe.each(["webhooks", "events", "jobs", "webhooks-staging", "events-production"])("the queue %s", (queue) => {
  it.each(MALFORMED)(
    "stores a message it cannot read ($body) for an operator, and is done with it",
    async ({ body }) => {
      const { acked, retried } = await deliver(queue, [{ id: "m1", body }]);
      expect([acked, retried]).toEqual([["m1"], []]);
      const letters = await deadLetters(queue);
      expect(letters).toMatchObject([{ messageId: "m1", queue }]);
      expect(letters[0] && (await bodyOf(letters[0]))).toEqual(body);
    },
  );

  it("stores it once, however often it comes", async () => {
    for (let time = 0; time < 3; time++) await deliver(queue, [{ id: "m1", body: {} }]);
    expect(await deadLetters(queue)).toHaveLength(1);
  });

  it("tries again later when even that fails", async () => {
    breakD1();
    const { acked, retried } = await deliver(queue, [{ id: "m1", attempts: 2, body: {} }]);
    expect([acked, retried]).toEqual([[], [{ id: "m1", delaySeconds: 4 }]]);
  });
});

describe("a message that fails", () => {
  it("is tried again later, without its neighbours", async () => {
    const [good, bad] = [await aTenant(), await aTenant()];
    breakJobsOf((tenantId) => tenantId === bad.tenantId);

    const { acked, retried } = await deliver("events", [
      { id: "before", body: anEvent(good, 1) },
      { id: "bad", body: anEvent(bad, 1) },
      { id: "malformed", body: { type: "?" } },
      { id: "after", body: anEvent(good, 2) },
    ]);

    expect(acked).toEqual(["before", "malformed", "after"]);
    expect(retried).toEqual([{ id: "bad", delaySeconds: 2 }]);
    expect(await audited(good)).toBe(2);
    vi.restoreAllMocks();
    await deliver("events", [{ id: "bad", attempts: 2, body: anEvent(bad, 1) }]);
    expect(await audited(bad)).toBe(1);
  });

  it.each([
    [1, 2],
    [2, 4],
    [5, 32],
    [9, 512],
    [10, 900],
    [100, 900],
  ])("for the %ith time waits %i seconds", async (attempts, delaySeconds) => {
    breakJobsOf(() => true);
    const body = anEvent(await aTenant(), 1);
    expect((await deliver("events", [{ id: "m1", attempts, body }])).retried).toEqual([{ id: "m1", delaySeconds }]);
  });
});

describe("a message that takes long", () => {
  it("holds up nobody else's", async () => {
    const [slow, quick] = [await aTenant(), await aTenant()];
    const { promise: vendor, resolve: answer } = Promise.withResolvers<void>();
    const send = env.JOBS.send.bind(env.JOBS);
    vi.spyOn(env.JOBS, "send").mockImplementation(async (body, options) => {
      if ((body as { tenantId: string }).tenantId === slow.tenantId) await vendor;
      return send(body, options);
    });
    const batch = [slow, quick].map((tenant, index) => ({ id: `m${index}`, body: anEvent(tenant, 1) }));
    const delivered = deliver("events", batch);
    await eventually(async () => expect(await audited(quick)).toBe(1));
    answer();
    expect((await delivered).acked.toSorted()).toEqual(["m0", "m1"]);
  });
});

describe("a message that comes again", () => {
  it("leaves nothing new", async () => {
    const tenant = await aTenant();
    const [first, second] = [anEvent(tenant, 1), anEvent(tenant, 2)];
    await deliver("events", [{ body: first }, { body: first }, { body: second }]);
    await Promise.all([deliver("events", [{ body: second }]), deliver("events", [{ body: first }])]);
    expect(await audited(tenant)).toBe(2);
  });
});

describe.each(["webhooks-dlq", "events-dlq-production", "jobs-dlq", "calendars-dlq-staging", "calendars"])(
  "the queue %s",
  (queue) => {
    it("keeps every message once, whatever it is, for an operator", async () => {
      const tenant = await aTenant();
      const batch = [
        { id: "m1", body: anEvent(tenant, 1) },
        { id: "m2", body: { type: "prune_sessions" } },
        { id: "m3", body: "anything" },
      ];
      expect((await deliver(queue, batch)).acked).toEqual(["m1", "m2", "m3"]);
      expect((await deliver(queue, batch)).acked).toEqual(["m1", "m2", "m3"]);
      const letters = await deadLetters(queue);
      expect(letters.map(({ messageId }) => messageId)).toEqual(["m1", "m2", "m3"]);
      expect(await Promise.all(letters.map(bodyOf))).toEqual(batch.map(({ body }) => body));
    });
  },
);
