import type { TestTenant } from "./a-tenant.ts";
import { aCall, type CallOptions } from "./retell.ts";

const HELLO = { role: "agent", content: "Hello, how can I help?", words: [{ word: "Hello,", start: 0.7, end: 1.3 }] };
const WISH = { role: "user", content: "I would like to book a visit.", words: [{ word: "I", start: 3.1, end: 3.2 }] };
const ASKED = {
  role: "tool_call_invocation",
  tool_call_id: "tool_1",
  name: "check_availability",
  arguments: '{"date":"2026-11-23"}',
};
const TOLD = { role: "tool_call_result", tool_call_id: "tool_1", content: '{"slots":["10:00"]}', successful: true };
const NODE = { role: "node_transition", former_node_id: "a", new_node_id: "b" };

export function callStarted(tenant: TestTenant, call: CallOptions = {}) {
  return { event: "call_started", call: aCall(tenant, call) };
}

/** The transcript stands in the call and beside it, as the published example has it. */
export function transcriptUpdated(tenant: TestTenant, lines: unknown[], call: CallOptions = {}) {
  return {
    event: "transcript_updated",
    call: { ...aCall(tenant, call), transcript_with_tool_calls: lines },
    transcript_with_tool_calls: lines,
  };
}

export function callEnded(tenant: TestTenant, call: CallOptions = {}, more: Record<string, unknown> = {}) {
  return { event: "call_ended", call: { ...endedCall(tenant, call), ...more } };
}

export function callAnalyzed(tenant: TestTenant, call: CallOptions = {}, more: Record<string, unknown> = {}) {
  const analysis = {
    call_summary: "Caller asked to book a visit; slot offered.",
    call_successful: true,
    user_sentiment: "Positive",
    in_voicemail: false,
    custom_analysis_data: { caller_name: "John Doe" },
  };
  return { event: "call_analyzed", call: { ...endedCall(tenant, call), call_analysis: analysis, ...more } };
}

/** A dial that nobody answered: no `call_started`, no times, no transcript. */
export function callNotConnected(tenant: TestTenant, callId: string) {
  return {
    event: "call_ended",
    call: {
      call_id: callId,
      call_type: "phone_call",
      agent_id: "agent_1",
      agent_version: 3,
      from_number: tenant.phoneNumber,
      to_number: "+12137771235",
      direction: "outbound",
      call_status: "not_connected",
      disconnection_reason: "dial_no_answer",
    },
  };
}

/** All that the vendor tells of one call, in the order in which it happened. */
export function aCallStory(tenant: TestTenant, callId: string) {
  const call = { callId };
  return [
    callStarted(tenant, call),
    transcriptUpdated(tenant, [HELLO], call),
    transcriptUpdated(tenant, [HELLO, WISH], call),
    transcriptUpdated(tenant, [HELLO, WISH, ASKED], call),
    callEnded(tenant, call),
    callAnalyzed(tenant, call),
  ];
}

function endedCall(tenant: TestTenant, call: CallOptions) {
  return {
    ...aCall(tenant, call),
    call_status: "ended",
    end_timestamp: 1_714_608_491_736,
    duration_ms: 15_791,
    disconnection_reason: "user_hangup",
    transcript: "Agent: Hello, how can I help?\nUser: I would like to book a visit.\n",
    transcript_object: [HELLO, WISH],
    transcript_with_tool_calls: [HELLO, WISH, ASKED, TOLD, NODE],
    recording_url: "https://retellai.s3.us-west-2.amazonaws.com/Jabr9TXYYJHfvl6S/recording.wav",
    public_log_url: "https://retellai.s3.us-west-2.amazonaws.com/Jabr9TXYYJHfvl6S/public_log.txt",
    opt_in_signed_url: false,
    call_cost: { combined_cost: 70.25, total_duration_seconds: 60, total_duration_unit_price: 1, product_costs: [] },
    llm_token_usage: { average: 123, num_requests: 2, values: [120, 126] },
  };
}
