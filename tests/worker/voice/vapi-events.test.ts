import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CallView } from "../../../src/contracts/calls.ts";
import { callIdOf } from "../../../src/use-cases/voice/call-id.ts";
import { findCallView } from "../../../src/use-cases/voice/view-calls.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { deliver, holdBackWebhooks } from "../../support/worker/queues.ts";
import { CALLER } from "../../support/worker/retell.ts";
import { aVapiCall, aVapiLine, postVapi, type VapiLine } from "../../support/worker/vapi.ts";
import {
  aVapiStory,
  conversationUpdate,
  endOfCallReport,
  statusUpdate,
  WISH,
} from "../../support/worker/vapi-events.ts";

afterEach(() => vi.restoreAllMocks());

async function viewOf({ tenant, connectionId }: VapiLine, providerCallId: string): Promise<CallView | null> {
  return findCallView(env, { tenantId: tenant.tenantId, sight: "all" }, await callIdOf(connectionId, providerCallId));
}

/** What the whole story leaves behind, whatever the order. */
const whole = {
  provider: "vapi",
  direction: "inbound",
  status: "ended",
  fromNumber: CALLER,
  startedAt: "2026-11-20T12:00:00.000Z",
  endedAt: "2026-11-20T12:01:35.400Z",
  durationMs: 95_400,
  disconnectionReason: "user_hangup",
  summary: "Caller booked a cut.",
  successful: true,
  sentiment: "positive",
  costCents: 12.34,
  transcript: [
    { kind: "speech", speaker: "agent", text: "Hello, how can I help?" },
    { kind: "speech", speaker: "caller", text: "I need a cut." },
    { kind: "function_call", toolCallId: "toolu_1", name: "list_services", arguments: "{}" },
    { kind: "function_result", toolCallId: "toolu_1", content: '{"ok":true}' },
  ],
};

async function tell(line: VapiLine, ...messages: unknown[]): Promise<void> {
  for (const message of messages) expect((await postVapi(line, message)).status).toBe(200);
}

describe("abuse 45: the events of a call at Vapi", () => {
  it("end in one record, in whatever order and however often they come", async () => {
    const line = await aVapiLine(await aTenant());
    const sent = holdBackWebhooks();
    const indices = [0, 1, 2, 3, 4, 5];
    const anyOrder = fc
      .subarray(indices)
      .chain((again) => fc.shuffledSubarray([...indices, ...again], { minLength: indices.length + again.length }));
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(anyOrder, async (arrivals) => {
        const callId = `call-${calls++}`;
        const story = aVapiStory(line, callId);
        sent.length = 0;
        await tell(line, ...arrivals.map((index) => story[index]));
        expect(sent).toHaveLength(5); // a duplicate wakes nobody, and a hang is only logged
        for (const body of sent) await deliver("webhooks", [{ body }]);
        expect(await viewOf(line, callId)).toMatchObject({ ...whole, providerCallId: callId, toNumber: line.number });
      }),
      { numRuns: 10, interruptAfterTimeLimit: 15_000 },
    );
  });

  it("show a call while it is going on", async () => {
    const line = await aVapiLine(await aTenant());
    const sent = holdBackWebhooks();
    const spoken = conversationUpdate(line, [WISH]);
    const transcript = {
      type: "transcript",
      role: "user",
      transcriptType: "partial",
      transcript: "I n",
      ...aVapiCall(line),
    };
    await tell(line, statusUpdate(line, "ringing"), statusUpdate(line, "in-progress"), spoken, transcript);
    await tell(
      line,
      { type: "speech-update", status: "started", ...aVapiCall(line) },
      { type: "chat.created", chat: {} },
    );
    expect(sent).toHaveLength(2);
    for (const body of sent) await deliver("webhooks", [{ body }]);
    expect(await viewOf(line, "call-1")).toMatchObject({
      status: "ongoing",
      startedAt: "2026-11-20T12:00:00.000Z",
      transcript: [{ kind: "speech", speaker: "caller", text: "I need a cut." }],
    });
  });

  it.each([
    { endedReason: "customer-did-not-answer", status: "not_connected", disconnectionReason: "dial_no_answer" },
    {
      endedReason: "pipeline-error-openai-llm-failed",
      status: "error",
      disconnectionReason: "pipeline-error-openai-llm-failed",
    },
    { endedReason: "silence-timed-out", status: "ended", disconnectionReason: "inactivity" },
    { endedReason: "some-new-reason", status: "ended", disconnectionReason: "some-new-reason" },
  ])("tell why it ended: $endedReason", async ({ endedReason, ...facts }) => {
    const line = await aVapiLine(await aTenant());
    const sent = holdBackWebhooks();
    await tell(line, endOfCallReport(line, { from: null }, { endedReason, analysis: null, cost: "much" }));
    for (const body of sent) await deliver("webhooks", [{ body }]);
    expect(await viewOf(line, "call-1")).toMatchObject({ ...facts, fromNumber: null, costCents: null, summary: null });
  });
});
