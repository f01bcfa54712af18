import { describe, expect, it } from "vitest";
import { readRetellEvent, retellDedupeKey } from "../../../src/providers/voice/retell.ts";

const encoder = new TextEncoder();
const bytes = (event: unknown) => encoder.encode(JSON.stringify(event));

const CALL = {
  call_id: "call_1",
  call_type: "phone_call",
  agent_id: "agent_1",
  agent_version: 3,
  direction: "inbound",
  from_number: "+12137771234",
  to_number: "+12137771235",
  call_status: "ongoing",
};
const HELLO = { role: "agent", content: "Hello", words: [{ word: "Hello", start: 0.7, end: 1.3 }] };
const BYE = { role: "user", content: "Bye", words: [] };

function read(event: unknown) {
  const result = readRetellEvent(bytes(event));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  if (!result.value) throw new Error("the event says nothing");
  return result.value;
}

describe("an event of Retell", () => {
  it("tells what it knows, and null for the rest", () => {
    const event = { event: "call_started", call: { ...CALL, retell_llm_dynamic_variables: { language: "de" } } };
    expect(read(event)).toEqual({
      type: "call_started",
      providerCallId: "call_1",
      labels: { agentId: "agent_1", namedTenantId: null, namedBranchId: null },
      facts: {
        direction: "inbound",
        agentId: "agent_1",
        status: "ongoing",
        fromNumber: "+12137771234",
        toNumber: "+12137771235",
        language: "de",
        startedAt: null,
        endedAt: null,
        durationMs: null,
        disconnectionReason: null,
        recordingUrl: null,
        transcript: null,
        summary: null,
        successful: null,
        sentiment: null,
        costCents: null,
      },
    });
  });

  it.each([
    ["call_started", "call_started"],
    ["transcript_updated", "call_updated"],
    ["transfer_started", "call_updated"],
    ["transfer_bridged", "call_updated"],
    ["transfer_cancelled", "call_updated"],
    ["transfer_ended", "call_updated"],
    ["call_ended", "call_ended"],
    ["call_analyzed", "call_analyzed"],
  ])("of the kind %s is our %s", (event, type) => {
    expect(read({ event, call: CALL, transfer_destination: { type: "predefined" } }).type).toBe(type);
  });

  it.each([
    { where: "in the call", event: { call: { ...CALL, transcript_with_tool_calls: [HELLO, BYE] } } },
    { where: "beside the call", event: { call: CALL, transcript_with_tool_calls: [HELLO, BYE] } },
    { where: "as the plain object", event: { call: { ...CALL, transcript_object: [HELLO, BYE] } } },
  ])("has its transcript $where", ({ event }) => {
    expect(read({ event: "transcript_updated", ...event }).facts.transcript).toEqual([
      { kind: "speech", speaker: "agent", text: "Hello", fromMs: 700, toMs: 1_300 },
      { kind: "speech", speaker: "caller", text: "Bye" },
    ]);
  });

  it("shows speech and functions of a transcript, and passes over what we do not know", () => {
    const lines = [
      HELLO,
      { role: "transfer_target", content: "Anna speaking" },
      { role: "tool_call_invocation", tool_call_id: "t1", name: "list_services", arguments: "{}" },
      { role: "tool_call_result", tool_call_id: "t1", content: "[]", successful: false },
      { role: "node_transition", former_node_id: "a" },
      { role: "dtmf", digit: "1" },
      { role: "agent" },
      "text",
      null,
    ];
    const { transcript } = read({ event: "call_ended", call: { ...CALL, transcript_with_tool_calls: lines } }).facts;
    expect(transcript?.map((line) => line.kind)).toEqual(["speech", "speech", "function_call", "function_result"]);
    expect(transcript?.[1]).toEqual({ kind: "speech", speaker: "transfer_target", text: "Anna speaking" });
  });

  it("may call any field null that it does not know", () => {
    const unset = {
      agent_id: null,
      direction: null,
      from_number: null,
      call_status: null,
      start_timestamp: null,
      disconnection_reason: null,
      recording_url: null,
      transcript_object: null,
      transcript_with_tool_calls: null,
      call_cost: null,
      call_analysis: { call_summary: null, call_successful: null, user_sentiment: null },
      retell_llm_dynamic_variables: null,
    };
    const { facts } = read({ event: "call_started", call: { ...CALL, ...unset } });
    expect(facts).toMatchObject({
      direction: "inbound",
      fromNumber: null,
      status: null,
      transcript: null,
      sentiment: null,
    });
  });

  it.each([
    ["registered", "ongoing"],
    ["ongoing", "ongoing"],
    ["ended", "ended"],
    ["not_connected", "not_connected"],
    ["error", "error"],
    ["a_status_of_next_year", "ended"],
    [undefined, "ended"],
  ])("at the end of a call whose status is %s leaves it %s", (call_status, status) => {
    expect(read({ event: "call_ended", call: { ...CALL, call_status } }).facts.status).toBe(status);
  });

  it("of a web call has no numbers", () => {
    const call = { call_id: "web_1", call_type: "web_call", agent_id: "agent_1", access_token: "x" };
    expect(read({ event: "call_started", call }).facts).toMatchObject({ fromNumber: null, toNumber: null });
  });
});

describe("two deliveries are the same event", () => {
  const keyOf = (event: unknown) => retellDedupeKey(read(event), bytes(event));

  it("by their kind and call, where a call has only one of a kind", async () => {
    for (const event of ["call_started", "call_ended", "call_analyzed"]) {
      const [one, retry] = [
        { event, call: CALL },
        { event, call: { ...CALL, agent_name: "later" }, event_timestamp: 1 },
      ];
      expect(await keyOf(retry)).toBe(await keyOf(one));
      expect(await keyOf({ event, call: { ...CALL, call_id: "call_2" } })).not.toBe(await keyOf(one));
    }
  });

  it("by their content, where there are several", async () => {
    const event = "transcript_updated";
    const first = { event, call: { ...CALL, transcript_with_tool_calls: [HELLO] } };
    const second = { event, call: { ...CALL, transcript_with_tool_calls: [HELLO, BYE] } };
    expect(await keyOf(first)).toBe(await keyOf(structuredClone(first)));
    expect(await keyOf(first)).not.toBe(await keyOf(second));
  });
});
