import { beforeAll, describe, expect, it } from "vitest";
import { type CallRecord, emptyCall, mergeCall, noWords } from "../../../src/domain/voice/call-record.ts";
import type { CallEvent } from "../../../src/providers/voice/port.ts";
import { readRetellEvent } from "../../../src/providers/voice/retell.ts";
import { readVapi } from "../../../src/providers/voice/vapi.ts";

const [FROM, TO] = ["+4915112345678", "+493012345678"];
const START = "2026-11-20T12:00:00.000Z";
const END = "2026-11-20T12:01:30.000Z";

const retellCall = (more: object) => ({
  call_id: "call-1",
  direction: "inbound",
  from_number: FROM,
  to_number: TO,
  start_timestamp: Date.parse(START),
  call_status: "ongoing",
  ...more,
});
const retellLines = [
  { role: "agent", content: "Hello, how can I help?", words: [{ word: "Hello", start: 0.4, end: 1.4 }] },
  { role: "user", content: "I need a cut.", words: [{ word: "I", start: 2.4, end: 3.4 }] },
];
const retellEnd = {
  call_status: "ended",
  end_timestamp: Date.parse(END),
  duration_ms: 90_000,
  disconnection_reason: "user_hangup",
  transcript_with_tool_calls: retellLines,
};
const RETELL = [
  { event: "call_started", call: retellCall({}) },
  { event: "transcript_updated", call: retellCall({ transcript_with_tool_calls: retellLines.slice(0, 1) }) },
  { event: "transcript_updated", call: retellCall({ transcript_with_tool_calls: retellLines }) },
  { event: "call_ended", call: retellCall({ ...retellEnd, call_cost: { combined_cost: 10 } }) },
  {
    event: "call_analyzed",
    call: retellCall({
      ...retellEnd,
      call_cost: { combined_cost: 12.34 },
      recording_url: "https://recordings.example/1.wav",
      call_analysis: { call_summary: "A cut.", call_successful: true, user_sentiment: "Positive" },
    }),
  },
];

const vapiCall = {
  phoneNumber: { number: TO },
  customer: { number: FROM },
  call: { id: "call-1", type: "inboundPhoneCall", startedAt: START },
};
const vapiLines = [
  { role: "bot", message: "Hello, how can I help?", time: 400, endTime: 1_400, secondsFromStart: 0.4 },
  { role: "user", message: "I need a cut.", time: 2_400, endTime: 3_400, secondsFromStart: 2.4 },
];
const vapiEnd = { startedAt: START, endedAt: END, endedReason: "customer-ended-call" };
const VAPI = [
  { type: "status-update", status: "in-progress", timestamp: Date.parse(START), ...vapiCall },
  { type: "conversation-update", messages: vapiLines.slice(0, 1), ...vapiCall },
  { type: "conversation-update", messages: vapiLines, ...vapiCall },
  { type: "status-update", status: "ended", ...vapiEnd, ...vapiCall },
  {
    type: "end-of-call-report",
    ...vapiEnd,
    cost: 0.1234,
    analysis: { summary: "A cut.", successEvaluation: "true", structuredData: { sentiment: "positive" } },
    artifact: { messages: vapiLines, presignedMonoUrl: "https://recordings.example/1.wav" },
    ...vapiCall,
  },
].map((message) => ({ message }));

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
let stories: Record<"retell" | "vapi", CallEvent[]>;

beforeAll(async () => {
  const retell = RETELL.map((event) => {
    const read = readRetellEvent(encode(event));
    if (!read.ok || !read.value) throw new Error("Retell's event was not read");
    return read.value;
  });
  const vapi = await Promise.all(
    VAPI.map(async (message) => {
      const read = await readVapi(encode(message));
      if (!read.ok || read.value.kind !== "event") throw new Error("Vapi's message was not read");
      return read.value.event;
    }),
  );
  stories = { retell, vapi };
});

const end = {
  direction: "inbound",
  agentId: null,
  status: "ended",
  fromNumber: FROM,
  toNumber: TO,
  language: null,
  startedAt: Date.parse(START),
  endedAt: Date.parse(END),
  durationMs: 90_000,
  disconnectionReason: "user_hangup",
  recordingUrl: "https://recordings.example/1.wav",
  transcript: [
    { kind: "speech", speaker: "agent", text: "Hello, how can I help?", fromMs: 400, toMs: 1_400 },
    { kind: "speech", speaker: "caller", text: "I need a cut.", fromMs: 2_400, toMs: 3_400 },
  ],
  summary: "A cut.",
  successful: true,
  sentiment: "positive",
  costCents: 12.34,
};

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const rest of permutations(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}

function merged(events: readonly CallEvent[]): CallRecord {
  return events.reduce((record, { type, facts }) => mergeCall(record, type, facts), emptyCall);
}

describe.each(["retell", "vapi"] as const)("a call at %s", (provider) => {
  it("ends the same in all 120 orders of its events, and as it does at the other vendor", () => {
    let orders = 0;
    for (const order of permutations(stories[provider])) {
      expect(merged(order).facts).toEqual(end);
      orders += 1;
    }
    expect(orders).toBe(120);
  });

  it("knows neither words nor numbers after its erasure, whichever event comes late", () => {
    const whole = merged(stories[provider]);
    const erased = { facts: { ...whole.facts, ...noWords }, stages: whole.stages };
    for (const { type, facts } of stories[provider]) {
      expect(mergeCall(erased, type, { ...facts, ...noWords }).facts).toMatchObject(noWords);
    }
  });
});
