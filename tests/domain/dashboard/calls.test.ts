import { describe, expect, it } from "vitest";
import type { CallSummaryView, TranscriptLine } from "../../../src/contracts/calls.ts";
import { percentilesOf, replyDelays } from "../../../src/dashboard/calls/call-latency.ts";
import { callOutcome } from "../../../src/dashboard/calls/call-outcome.ts";
import { nextSound, soundSpans } from "../../../src/dashboard/calls/silence.ts";
import { transcriptEntries } from "../../../src/dashboard/calls/transcript-entries.ts";

const aCall = (overrides: object) =>
  ({ status: "ended", successful: null, appointmentIds: [], ...overrides }) as unknown as CallSummaryView;

describe("callOutcome", () => {
  it.each([
    { call: { status: "ongoing", appointmentIds: ["apt_1"] }, outcome: "ongoing" },
    { call: { status: "not_connected" }, outcome: "not_connected" },
    { call: { status: "error" }, outcome: "failed" },
    { call: { appointmentIds: ["apt_1"], successful: false }, outcome: "appointment" },
    { call: { successful: true }, outcome: "resolved" },
    { call: { successful: false }, outcome: "unresolved" },
    { call: {}, outcome: "ended" },
  ])("$outcome", ({ call, outcome }) => {
    expect(callOutcome(aCall(call))).toBe(outcome);
  });
});

describe("transcriptEntries", () => {
  const say = (speaker: "agent" | "caller", text: string): TranscriptLine => ({ kind: "speech", speaker, text });
  const callFunction = (json: string): TranscriptLine => ({
    kind: "function_call",
    toolCallId: "t1",
    name: "book_appointment",
    arguments: json,
  });
  const result = (content: string): TranscriptLine => ({ kind: "function_result", toolCallId: "t1", content });

  it("joins what one speaker says in a row", () => {
    expect(transcriptEntries([say("agent", "Hello."), say("agent", "How can I help?"), say("caller", "Hi.")])).toEqual([
      { kind: "speech", speaker: "agent", texts: ["Hello.", "How can I help?"] },
      { kind: "speech", speaker: "caller", texts: ["Hi."] },
    ]);
  });

  it("makes one card of a call and its result, even with speech between them", () => {
    const entries = transcriptEntries([
      callFunction('{"name":"Anna","party":2,"notes":null}'),
      say("agent", "One moment."),
      result('{"ok":true,"say":"Booked.","data":{}}'),
    ]);
    expect(entries[0]).toEqual({
      kind: "function",
      toolCallId: "t1",
      name: "book_appointment",
      args: [
        { name: "name", value: "Anna" },
        { name: "party", value: "2" },
      ],
      answer: { ok: true, say: "Booked." },
    });
    expect(entries).toHaveLength(2);
  });

  it("waits for the answer", () => {
    expect(transcriptEntries([callFunction("{}")])[0]).toMatchObject({ answer: null });
  });

  it("shows what is no JSON as it is", () => {
    const [entry] = transcriptEntries([callFunction("{oops"), result("timeout")]);
    expect(entry).toMatchObject({ args: [{ name: "", value: "{oops" }], answer: { ok: null, say: "timeout" } });
  });
});

const spoken = (speaker: "agent" | "caller", fromMs?: number, toMs?: number): TranscriptLine => ({
  kind: "speech",
  speaker,
  text: "…",
  ...(fromMs === undefined ? {} : { fromMs }),
  ...(toMs === undefined ? {} : { toMs }),
});

describe("skipping silence", () => {
  // Speech, a breath of a second, speech, three seconds of silence, speech.
  const sounds = soundSpans([
    spoken("agent", 500, 2_000),
    spoken("caller", 6_000, 7_000),
    spoken("agent", 3_000, 3_000),
  ]);
  const lines = [spoken("agent", 500, 2_000), spoken("caller", 3_000, 4_000), spoken("agent", 7_000, 9_000)];

  it.each([
    { at: 1_000, next: null, why: "somebody speaks" },
    { at: 2_200, next: null, why: "a breath is part of the talk" },
    { at: 4_100, next: 6_700, why: "three seconds of silence end shortly before the next word" },
    { at: 6_800, next: null, why: "the next word is about to come" },
    { at: 9_500, next: null, why: "nobody speaks any more" },
  ])("$why", ({ at, next }) => {
    expect(nextSound(soundSpans(lines), at)).toBe(next);
  });

  it("knows the order of what was said, and nothing where the provider does not tell", () => {
    expect(sounds.map(({ fromMs }) => fromMs)).toEqual([500, 3_000, 6_000]);
    expect(soundSpans([spoken("agent"), spoken("caller", 100)])).toEqual([]);
  });
});

describe("how fast a call was", () => {
  it("is how long the caller waited for each answer", () => {
    const lines = [spoken("agent", 0, 900), spoken("caller", 1_000, 2_000), spoken("agent", 2_800, 4_000)];
    expect(
      replyDelays([...lines, spoken("agent", 9_000, 9_500), spoken("caller", 9_600), spoken("agent", 11_000)]),
    ).toEqual([800]);
  });

  it("is told by the middle and by the slowest of twenty", () => {
    const values = Array.from({ length: 20 }, (_, index) => (index + 1) * 10);
    expect(percentilesOf(values.toReversed())).toEqual({ p50: 100, p95: 190 });
    expect(percentilesOf([7])).toEqual({ p50: 7, p95: 7 });
    expect(percentilesOf([])).toBeNull();
  });
});
