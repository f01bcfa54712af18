import * as z from "zod";
import type { CallStatus, Sentiment, TranscriptLine } from "../../contracts/calls.ts";
import { type Language, language } from "../../domain/language.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { utf8 } from "../../domain/utf8.ts";
import type { CallFacts } from "../../domain/voice/call-record.ts";
import { sha256Hex } from "../../sha256.ts";
import type { CallEvent, CallLabels, CallParties, FunctionCall, UnreadableRequest } from "./port.ts";
import { readJson } from "./read-json.ts";
import { speechTimes } from "./speech-times.ts";

/** Retell rejects and so do we: a signature older or newer than this. */
const SIGNATURE_WINDOW_MS = 5 * 60_000;
const SIGNATURE = /^v=(\d{1,15}),d=([0-9a-f]{64})$/;

/** The API key with the webhook badge, ready to verify with. Source: docs.retellai.com/features/secure-webhook. */
export function importRetellKey(apiKey: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", utf8(apiKey), algorithm, false, ["verify"]);
}

/**
 * `x-retell-signature: v=<unix ms>,d=<hex>` over the raw bytes followed by the milliseconds, within five minutes.
 * Source: retell-sdk 5.66.1 `lib/webhook_auth`.
 */
export async function verifyRetell(
  key: CryptoKey,
  body: Uint8Array,
  header: string | undefined,
  now: EpochMs,
): Promise<boolean> {
  const [, timestamp, digest] = SIGNATURE.exec(header ?? "") ?? [];
  if (!timestamp || !digest || Math.abs(now - Number(timestamp)) > SIGNATURE_WINDOW_MS) return false;
  const stamp = utf8(timestamp);
  const signed = new Uint8Array(body.length + stamp.length);
  signed.set(body);
  signed.set(stamp, body.length);
  return crypto.subtle.verify("HMAC", key, Uint8Array.fromHex(digest), signed);
}

const text = (max: number) => z.string().max(max);
// Unset fields are absent, says the vendor. One that comes as null one day must not cost us the event.
const callBase = z.object({
  call_id: text(200).min(1),
  agent_id: text(200).nullish(),
  direction: z.enum(["inbound", "outbound"]).nullish(),
  from_number: text(100).nullish(),
  to_number: text(100).nullish(),
  retell_llm_dynamic_variables: z.record(z.string(), z.unknown()).nullish(),
  metadata: z.unknown().optional(),
});

/** Metadata is the customer's own; two names in it mean something to us. */
const label = z.object({
  tenant_id: text(60).nullish().catch(null),
  branch_id: text(60).nullish().catch(null),
});

/** In seconds from the beginning. */
const spokenWords = z
  .array(z.object({ start: z.number(), end: z.number() }))
  .nullish()
  .catch(null);
const utterance = z.object({
  role: z.enum(["agent", "user", "transfer_target"]),
  content: z.string(),
  words: spokenWords,
});
const invocation = z.object({
  role: z.literal("tool_call_invocation"),
  tool_call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
});
const toolResult = z.object({ role: z.literal("tool_call_result"), tool_call_id: z.string(), content: z.string() });
/** Retell adds kinds of lines (node transitions, DTMF, SMS) without notice; those we do not show. */
const line = z.union([utterance, invocation, toolResult, z.unknown().transform(() => null)]);

const fullCall = callBase.extend({
  call_status: text(40).nullish(),
  start_timestamp: z.number().nullish(),
  end_timestamp: z.number().nullish(),
  duration_ms: z.number().nullish(),
  disconnection_reason: text(100).nullish(),
  recording_url: text(2_000).nullish(),
  transcript_object: z.array(line).nullish(),
  transcript_with_tool_calls: z.array(line).nullish(),
  call_cost: z.object({ combined_cost: z.number() }).nullish(),
  call_analysis: z
    .object({
      call_summary: z.string().nullish(),
      call_successful: z.boolean().nullish(),
      user_sentiment: z.string().nullish(),
    })
    .nullish(),
});

const webhook = z.object({
  event: text(60),
  call: fullCall.optional(),
  // `transcript_updated` may carry it beside the call.
  transcript_with_tool_calls: z.array(line).nullish(),
});
const functionRequest = z.object({ name: text(64).min(1), call: callBase, args: z.record(z.string(), z.unknown()) });
const inboundRequest = z.object({
  event: z.literal("call_inbound"),
  call_inbound: z.object({
    call_id: text(200).nullish(),
    agent_id: text(200).nullish(),
    from_number: text(100).nullish(),
    to_number: text(100),
  }),
});

const eventTypes: Record<string, CallEvent["type"]> = {
  call_started: "call_started",
  transcript_updated: "call_updated",
  transfer_started: "call_updated",
  transfer_bridged: "call_updated",
  transfer_cancelled: "call_updated",
  transfer_ended: "call_updated",
  call_ended: "call_ended",
  call_analyzed: "call_analyzed",
};

/** An event of a call; null for kinds that say nothing about one (chats, and what Retell may add). */
export function readRetellEvent(body: Uint8Array): Result<CallEvent | null, UnreadableRequest> {
  const parsed = readJson(webhook, body);
  if (!parsed.ok) return parsed;
  const type = eventTypes[parsed.value.event];
  if (!type) return ok(null);
  const { call } = parsed.value;
  if (!call) return err({ reason: "unknown_shape", errors: [{ field: "call", rule: "is required" }] });
  const lines = call.transcript_with_tool_calls ?? parsed.value.transcript_with_tool_calls ?? call.transcript_object;
  const facts = toFacts(call, lines ?? null);
  // A status that we do not know yet must not keep a call going on for good.
  const isOver = type === "call_ended" || type === "call_analyzed";
  return ok({
    type,
    providerCallId: call.call_id,
    facts: { ...facts, status: facts.status ?? (isOver ? "ended" : null) },
    labels: toLabels(call),
  });
}

export function readRetellFunction(body: Uint8Array): Result<FunctionCall, UnreadableRequest> {
  const parsed = readJson(functionRequest, body);
  if (!parsed.ok) return parsed;
  const { name, args, call } = parsed.value;
  return ok({ name, args, parties: toParties(call) });
}

export function readRetellInbound(body: Uint8Array): Result<CallParties, UnreadableRequest> {
  const parsed = readJson(inboundRequest, body);
  if (!parsed.ok) return parsed;
  const { call_id, ...call } = parsed.value.call_inbound;
  return ok(toParties({ ...call, call_id: call_id ?? "" }));
}

/**
 * Two deliveries with the same key are the same event. Events that come once per call are told apart by call alone;
 * the rest (`transcript_updated`, `transfer_*`) by their content.
 */
export async function retellDedupeKey(event: CallEvent, body: Uint8Array): Promise<string> {
  if (event.type !== "call_updated") return `${event.type}:${event.providerCallId}`;
  return `${event.type}:${event.providerCallId}:${await sha256Hex(body)}`;
}

function toParties(call: z.infer<typeof callBase>): CallParties {
  return {
    providerCallId: call.call_id,
    ...toLabels(call),
    direction: call.direction ?? "inbound",
    fromNumber: call.from_number ?? null,
    toNumber: call.to_number ?? null,
    language: languageOf(call),
  };
}

/** Whoever places a call by the vendor's API may label it; the vendor signs the label with the rest. */
function toLabels({ agent_id, metadata }: z.infer<typeof callBase>): CallLabels {
  const named = label.safeParse(metadata).data;
  return {
    agentId: agent_id ?? null,
    namedTenantId: named?.tenant_id ?? null,
    namedBranchId: named?.branch_id ?? null,
  };
}

function toFacts(call: z.infer<typeof fullCall>, lines: z.infer<typeof line>[] | null): CallFacts {
  const { call_analysis: analysis } = call;
  return {
    direction: call.direction ?? "inbound",
    agentId: call.agent_id ?? null,
    status: call.call_status ? (statuses[call.call_status] ?? null) : null,
    fromNumber: call.from_number ?? null,
    toNumber: call.to_number ?? null,
    language: languageOf(call),
    startedAt: call.start_timestamp ?? null,
    endedAt: call.end_timestamp ?? null,
    durationMs: call.duration_ms ?? null,
    disconnectionReason: call.disconnection_reason ?? null,
    recordingUrl: call.recording_url ?? null,
    transcript: lines ? lines.flatMap(toLine) : null,
    summary: analysis?.call_summary ?? null,
    successful: analysis?.call_successful ?? null,
    sentiment: analysis?.user_sentiment ? (sentiments[analysis.user_sentiment] ?? "unknown") : null,
    costCents: call.call_cost?.combined_cost ?? null,
  };
}

const statuses: Record<string, CallStatus> = {
  registered: "ongoing",
  ongoing: "ongoing",
  ended: "ended",
  not_connected: "not_connected",
  error: "error",
};

const sentiments: Record<string, Sentiment> = { Positive: "positive", Neutral: "neutral", Negative: "negative" };

const speakers = { agent: "agent", user: "caller", transfer_target: "transfer_target" } as const;

function toLine(entry: z.infer<typeof line>): TranscriptLine[] {
  if (!entry) return [];
  switch (entry.role) {
    case "tool_call_invocation":
      return [{ kind: "function_call", toolCallId: entry.tool_call_id, name: entry.name, arguments: entry.arguments }];
    case "tool_call_result":
      return [{ kind: "function_result", toolCallId: entry.tool_call_id, content: entry.content }];
    default:
      return [{ kind: "speech", speaker: speakers[entry.role], text: entry.content, ...timesOf(entry.words) }];
  }
}

function timesOf(words: z.infer<typeof spokenWords>): { fromMs?: number; toMs?: number } {
  const [first, last] = [words?.at(0), words?.at(-1)];
  return first && last ? speechTimes(first.start, last.end) : {};
}

function languageOf(call: z.infer<typeof callBase>): Language | null {
  const parsed = language.safeParse(call.retell_llm_dynamic_variables?.["language"]);
  return parsed.success ? parsed.data : null;
}
