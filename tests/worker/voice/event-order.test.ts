import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { CallView } from "../../../src/contracts/calls.ts";
import { callIdOf } from "../../../src/use-cases/voice/call-id.ts";
import { findCallView } from "../../../src/use-cases/voice/view-calls.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { deliver, holdBackWebhooks } from "../../support/worker/queues.ts";
import { CALLER, postRetell } from "../../support/worker/retell.ts";
import { aCallStory, callNotConnected, callStarted } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

type EventRow = { type: string; status: string; attempts: number };
type CallRow = { version: number };

const STORY_LENGTH = 6;

async function viewOf(tenant: TestTenant, providerCallId: string): Promise<CallView | null> {
  return findCallView(
    env,
    { tenantId: tenant.tenantId, sight: "all" },
    await callIdOf(tenant.connectionId, providerCallId),
  );
}

async function receive(tenant: TestTenant, event: unknown): Promise<void> {
  const response = await postRetell(tenant, "", event);
  expect(response.status).toBe(204);
}

/** What the whole story leaves behind, whatever the order. */
const whole = {
  provider: "retell",
  direction: "inbound",
  status: "ended",
  fromNumber: CALLER,
  startedAt: "2024-05-02T00:07:55.945Z",
  endedAt: "2024-05-02T00:08:11.736Z",
  durationMs: 15_791,
  disconnectionReason: "user_hangup",
  summary: "Caller asked to book a visit; slot offered.",
  successful: true,
  sentiment: "positive",
  costCents: 70.25,
  appointmentIds: [],
  isSpam: false,
  recordingUrl: "https://retellai.s3.us-west-2.amazonaws.com/Jabr9TXYYJHfvl6S/recording.wav",
  transcript: [
    { kind: "speech", speaker: "agent", text: "Hello, how can I help?" },
    { kind: "speech", speaker: "caller", text: "I would like to book a visit." },
    { kind: "function_call", toolCallId: "tool_1", name: "check_availability", arguments: '{"date":"2026-11-23"}' },
    { kind: "function_result", toolCallId: "tool_1", content: '{"slots":["10:00"]}' },
  ],
};

beforeAll(async () => {
  await postRetell(await aTenant(), "/functions", {});
});
afterEach(() => vi.restoreAllMocks());

describe("abuse 45: the events of a call", () => {
  it("end in one record, in whatever order and however often they come", async () => {
    const tenant = await aTenant();
    const sent = holdBackWebhooks();
    const everyIndex = Array.from({ length: STORY_LENGTH }, (_, index) => index);
    const anyOrder = fc
      .subarray(everyIndex)
      .chain((again) => fc.shuffledSubarray([...everyIndex, ...again], { minLength: STORY_LENGTH + again.length }));
    let calls = 0;

    await fc.assert(
      fc.asyncProperty(anyOrder, anyOrder, async (arrivals, wakeUps) => {
        const callId = `call_${calls++}`;
        const story = aCallStory(tenant, callId);
        sent.length = 0;
        for (const index of arrivals) await receive(tenant, story[index]);
        expect(sent).toHaveLength(STORY_LENGTH); // a duplicate wakes nobody
        for (const index of wakeUps) await deliver("webhooks", [{ body: sent[index] }]);

        expect(await viewOf(tenant, callId)).toMatchObject({ ...whole, providerCallId: callId });
      }),
      { numRuns: 25, interruptAfterTimeLimit: 20_000 },
    );
  });

  it("end in one record when all are worked on at the same time", async () => {
    const tenant = await aTenant();
    const sent = holdBackWebhooks();
    await Promise.all(aCallStory(tenant, "call_1").map((event) => receive(tenant, event)));

    const results = await Promise.all(sent.map((body) => deliver("webhooks", [{ body }])));

    expect(results.flatMap((result) => result.retried)).toEqual([]);
    expect(await viewOf(tenant, "call_1")).toMatchObject(whole);
    expect(await rawRows<CallRow>(tenant, "calls")).toMatchObject([{ version: STORY_LENGTH }]);
  });

  it("are stored once each, and leave one call, when the vendor sends them twice", async () => {
    const tenant = await aTenant();
    const sent = holdBackWebhooks();
    const story = aCallStory(tenant, "call_1");
    for (const event of [...story, ...story]) await receive(tenant, event);
    await deliver(
      "webhooks",
      [...sent, ...sent].map((body) => ({ body })),
    );

    const events = await rawRows<EventRow>(tenant, "webhook_events");
    expect(events).toHaveLength(STORY_LENGTH);
    expect(events.every(({ status, attempts }) => status === "processed" && attempts === 1)).toBe(true);
    expect(await rawRows(tenant, "calls")).toHaveLength(1);
  });

  it("sent twice at once are stored once", async () => {
    const tenant = await aTenant();
    const sent = holdBackWebhooks();
    await Promise.all(Array.from({ length: 10 }, () => receive(tenant, callStarted(tenant))));
    expect(await rawRows(tenant, "webhook_events")).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  it("of two calls, and of two tenants with the same call id, are told apart", async () => {
    const [one, two] = [await aTenant(), await aTenant()];
    const sent = holdBackWebhooks();
    await receive(one, callStarted(one, { callId: "call_1" }));
    await receive(one, callStarted(one, { callId: "call_2", from: "+4915100000002" }));
    await receive(two, callStarted(two, { callId: "call_1", from: "+4915100000003" }));
    await deliver(
      "webhooks",
      sent.map((body) => ({ body })),
    );

    expect(await viewOf(one, "call_1")).toMatchObject({ fromNumber: CALLER, status: "ongoing", transcript: [] });
    expect(await viewOf(one, "call_2")).toMatchObject({ fromNumber: "+4915100000002" });
    expect(await viewOf(two, "call_1")).toMatchObject({ fromNumber: "+4915100000003" });
    expect(
      await findCallView(env, { tenantId: two.tenantId, sight: "all" }, await callIdOf(one.connectionId, "call_1")),
    ).toBeNull();
  });

  it("reach the record by the real queue", async () => {
    const tenant = await aTenant();
    for (const event of aCallStory(tenant, "call_1")) await receive(tenant, event);
    await eventually(async () => expect(await viewOf(tenant, "call_1")).toMatchObject(whole));
  });
});

describe("a call that never connected", () => {
  it("is on record with its reason, and belongs to the branch that dialled", async () => {
    const tenant = await aTenant();
    const sent = holdBackWebhooks();
    const event = callNotConnected(tenant, "call_1");
    await receive(tenant, event);
    await receive(tenant, { ...event, event: "call_analyzed" });
    for (const body of [...sent].reverse()) await deliver("webhooks", [{ body }]);

    expect(await viewOf(tenant, "call_1")).toMatchObject({
      branchId: tenant.branchId,
      direction: "outbound",
      status: "not_connected",
      disconnectionReason: "dial_no_answer",
      startedAt: null,
      endedAt: null,
      durationMs: null,
      transcript: [],
      costCents: null,
    });
  });
});

describe("sentiment, as the vendor says it", () => {
  it.each([
    ["Negative", "negative"],
    ["Neutral", "neutral"],
    ["Unknown", "unknown"],
    ["Ecstatic", "unknown"],
  ])("%s is kept as %s", async (user_sentiment, sentiment) => {
    const tenant = await aTenant();
    const sent = holdBackWebhooks();
    const event = { ...callStarted(tenant), event: "call_analyzed" };
    await receive(tenant, { ...event, call: { ...event.call, call_analysis: { user_sentiment } } });
    await deliver("webhooks", [{ body: sent[0] }]);
    expect(await viewOf(tenant, "call_1")).toMatchObject({ sentiment });
  });
});
