import { describe, expect, it } from "vitest";
import type { CallSummaryView, TranscriptLine } from "../../../src/contracts/calls.ts";
import { callOutcome } from "../../../src/dashboard/calls/call-outcome.ts";
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
