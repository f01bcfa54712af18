import { aVapiCall, type VapiLine } from "./vapi.ts";

export const HELLO = {
  role: "bot",
  message: "Hello, how can I help?",
  time: 1_000,
  endTime: 2_000,
  secondsFromStart: 0.4,
};
export const WISH = { role: "user", message: "I need a cut.", time: 3_000, endTime: 4_000, secondsFromStart: 2.4 };
const RULES = { role: "system", message: "You are a receptionist.", time: 0, secondsFromStart: 0 };
const ASKED = {
  role: "tool_calls",
  message: "",
  time: 5_000,
  secondsFromStart: 4,
  toolCalls: [{ id: "toolu_1", type: "function", function: { name: "list_services", arguments: "{}" } }],
};
const TOLD = {
  role: "tool_call_result",
  toolCallId: "toolu_1",
  name: "list_services",
  result: '{"ok":true}',
  time: 5_100,
  secondsFromStart: 4.1,
};

type Call = { callId?: string; from?: string | null };

export function statusUpdate(line: VapiLine, status: string, call: Call = {}, more: Record<string, unknown> = {}) {
  return {
    type: "status-update",
    timestamp: Date.parse("2026-11-20T12:00:00.000Z"),
    status,
    ...aVapiCall(line, call),
    ...more,
  };
}

export function conversationUpdate(line: VapiLine, messages: unknown[], call: Call = {}) {
  return { type: "conversation-update", messages, messagesOpenAIFormatted: [], ...aVapiCall(line, call) };
}

export function endOfCallReport(line: VapiLine, call: Call = {}, more: Record<string, unknown> = {}) {
  return {
    type: "end-of-call-report",
    timestamp: 1_760_000_000_000,
    endedReason: "customer-ended-call",
    startedAt: "2026-11-20T12:00:00.000Z",
    endedAt: "2026-11-20T12:01:35.400Z",
    cost: 0.1234,
    costs: [],
    analysis: { summary: "Caller booked a cut.", structuredData: { sentiment: "positive" }, successEvaluation: "true" },
    artifact: { transcript: "AI: Hello", messages: [RULES, HELLO, WISH, ASKED, TOLD], recording: {} },
    ...aVapiCall(line, call),
    ...more,
  };
}

/** All that Vapi tells of one call, in the order in which it happened. */
export function aVapiStory(line: VapiLine, callId: string) {
  const call = { callId };
  return [
    statusUpdate(line, "in-progress", call),
    conversationUpdate(line, [RULES, HELLO], call),
    conversationUpdate(line, [RULES, HELLO, WISH], call),
    { type: "hang", ...aVapiCall(line, call) },
    statusUpdate(line, "ended", call, { endedReason: "customer-ended-call" }),
    endOfCallReport(line, call),
  ];
}
