import { err, ok, type Result } from "../../domain/result.ts";
import type { CallEventType, CallFacts } from "../../domain/voice/call-record.ts";
import { sha256Hex } from "../../sha256.ts";
import type { CallEvent, CallParties, FunctionCall, UnreadableRequest } from "./port.ts";
import { readJson } from "./read-json.ts";
import { toFacts, toLabels, toParties } from "./vapi-facts.ts";
import { serverMessage, type VapiMessage, type VapiToolCall } from "./vapi-shapes.ts";
import { toTransfer } from "./vapi-transfer.ts";

/** One tool call of a message, under the id that its result must carry. Null: it names no function. */
export type VapiFunction = { toolCallId: string; call: FunctionCall | null };

/** A server message in our words. Source: VapiAI/docs eabfa53, `server-url/events`. */
export type VapiRequest =
  | { kind: "inbound"; parties: CallParties }
  | { kind: "functions"; functions: VapiFunction[] }
  /** `topic` as the caller named it, when it can be told. `isStaffFirst`: nobody has spoken with the agent yet. */
  | { kind: "transfer"; parties: CallParties; topic: string | null; isStaffFirst: boolean }
  | { kind: "event"; event: CallEvent; dedupeKey: string }
  /** The agent left the caller waiting for seconds. */
  | { kind: "hang"; providerCallId: string }
  /** Chats, speech updates and what Vapi may add: acknowledged, not kept. */
  | { kind: "nothing" };

export async function readVapi(body: Uint8Array): Promise<Result<VapiRequest, UnreadableRequest>> {
  const parsed = readJson(serverMessage, body);
  if (!parsed.ok) return parsed;
  const { message } = parsed.value;
  switch (message.type) {
    case "assistant-request":
      return ok({ kind: "inbound", parties: toParties(message) });
    case "tool-calls":
      return readFunctions(message);
    case "transfer-destination-request":
      return ok({ kind: "transfer", parties: toParties(message), ...toTransfer(message) });
    case "hang":
      return ok({ kind: "hang", providerCallId: message.call?.id ?? "" });
    default:
      return readEvent(message, body);
  }
}

function readFunctions(message: VapiMessage): Result<VapiRequest, UnreadableRequest> {
  if (!message.call) return err({ reason: "unknown_shape", errors: [{ field: "message.call", rule: "is required" }] });
  const parties = toParties(message);
  const wrapped = message.toolWithToolCallList?.map(({ name, function: spec, toolCall }) => {
    return { ...toolCall, name: toolCall.name ?? toolCall.function?.name ?? name ?? spec?.name };
  });
  const calls = message.toolCallList?.length ? message.toolCallList : (wrapped ?? []);
  const functions = calls.map((call) => ({ toolCallId: call.id, call: toFunctionCall(call, parties) }));
  return ok({ kind: "functions", functions });
}

function toFunctionCall(call: VapiToolCall, parties: CallParties): FunctionCall | null {
  const name = call.name ?? call.function?.name;
  const given = call.arguments ?? call.parameters ?? call.function?.arguments ?? call.function?.parameters ?? {};
  return name ? { name, args: readArguments(given), parties } : null;
}

/** Text that is not JSON is kept: it fails the function's own schema, and the agent asks the caller. */
function readArguments(given: unknown): unknown {
  if (typeof given !== "string") return given;
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}

/** What a kind of message is to us. Null: it says nothing that we keep. */
function eventTypeOf({ type, status, transcriptType }: VapiMessage): CallEventType | null {
  switch (type) {
    case "status-update":
      return statusEvents[status ?? ""] ?? null;
    case "end-of-call-report":
      return "call_analyzed";
    case "conversation-update":
      return "call_updated";
    case "transcript":
    case 'transcript[transcriptType="final"]':
      return transcriptType === "final" ? "call_updated" : null;
    default:
      return null;
  }
}

/** Before it is answered there is no call to show. */
const statusEvents: Record<string, CallEventType> = {
  "in-progress": "call_started",
  forwarding: "call_updated",
  ended: "call_ended",
};

async function readEvent(message: VapiMessage, body: Uint8Array): Promise<Result<VapiRequest, UnreadableRequest>> {
  const type = eventTypeOf(message);
  const { call } = message;
  if (!type || !call) return ok({ kind: "nothing" });
  const facts = { ...toFacts(message), ...stateAt(message, type) };
  if (type === "call_updated" && facts.transcript === null && message.type !== "status-update") {
    return ok({ kind: "nothing" }); // one line without what was said before it
  }
  const event = { type, providerCallId: call.id, facts, labels: toLabels(message) };
  return ok({ kind: "event", event, dedupeKey: await dedupeKeyOf(message, call.id, body) });
}

/** A reason that is missing must not keep a call going on for good. */
function stateAt(message: VapiMessage, type: CallEventType): Partial<CallFacts> {
  const { status, startedAt } = toFacts(message);
  if (type === "call_ended" || type === "call_analyzed") return { status: status ?? "ended" };
  return { status: "ongoing", startedAt: startedAt ?? (type === "call_started" ? (message.timestamp ?? null) : null) };
}

/** What comes once per call is told apart by call alone; tellings of a conversation by their content. */
async function dedupeKeyOf({ type, status }: VapiMessage, callId: string, body: Uint8Array): Promise<string> {
  if (type === "status-update") return `${type}:${callId}:${status}`;
  if (type === "end-of-call-report") return `${type}:${callId}`;
  return `${type}:${callId}:${await sha256Hex(body)}`;
}
