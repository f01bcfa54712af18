import * as z from "zod";
import { type CallStatus, sentiment, type TranscriptLine } from "../../contracts/calls.ts";
import { type Language, language } from "../../domain/language.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { CallFacts } from "../../domain/voice/call-record.ts";
import type { CallLabels, CallParties } from "./port.ts";
import { speechTimes } from "./speech-times.ts";
import type { VapiLine, VapiMessage } from "./vapi-shapes.ts";

/** What we wrote into the call as it rang, and whoever places a call by the vendor's API may write too. */
const label = z.object({
  tenant_id: z.string().max(60).nullish().catch(null),
  branch_id: z.string().max(60).nullish().catch(null),
});

export function toParties(message: VapiMessage): CallParties {
  const { call } = message;
  const customer = message.customer?.number ?? call?.customer?.number ?? null;
  const ours = message.phoneNumber?.number ?? call?.phoneNumber?.number ?? null;
  const direction = call?.type === "outboundPhoneCall" ? "outbound" : "inbound";
  const [fromNumber, toNumber] = direction === "inbound" ? [customer, ours] : [ours, customer];
  const sides = { direction, fromNumber, toNumber, language: languageOf(message) } as const;
  return { providerCallId: call?.id ?? "", ...toLabels(message), ...sides };
}

export function toLabels({ call, assistant }: VapiMessage): CallLabels {
  const written = [call?.assistantOverrides?.metadata, assistant?.metadata, call?.assistant?.metadata];
  const named = written.map((metadata) => label.safeParse(metadata).data).find((each) => each !== undefined);
  return {
    agentId: call?.assistantId ?? assistant?.id ?? null,
    namedTenantId: named?.tenant_id ?? null,
    namedBranchId: named?.branch_id ?? null,
  };
}

/** What a message tells of its call. The vendor sends no duration: it is worked out from both ends. */
export function toFacts(message: VapiMessage): CallFacts {
  const { direction, agentId, fromNumber, toNumber, language } = toParties(message);
  const { artifact, analysis, cost, call } = message;
  const startedAt = toInstant(message.startedAt ?? call?.startedAt);
  const endedAt = toInstant(message.endedAt ?? call?.endedAt);
  const reason = message.endedReason ?? call?.endedReason ?? null;
  const lines = artifact?.messages ?? message.messages;
  return {
    direction,
    agentId,
    fromNumber,
    toNumber,
    language,
    startedAt,
    endedAt,
    status: reason === null ? null : statusAfter(reason),
    durationMs: startedAt === null || endedAt === null ? null : Math.max(endedAt - startedAt, 0),
    disconnectionReason: reason === null ? null : (reasons[reason] ?? reason),
    recordingUrl: artifact?.presignedMonoUrl ?? artifact?.presignedStereoUrl ?? artifact?.recordingUrl ?? null,
    transcript: lines ? lines.flatMap(toLine) : null,
    summary: analysis?.summary ?? null,
    successful: verdicts[analysis?.successEvaluation?.toLowerCase() ?? ""] ?? null,
    sentiment: sentiment.safeParse(analysis?.structuredData?.sentiment?.toLowerCase()).data ?? null,
    // Dollars come with many places; cents keep four.
    costCents: typeof cost === "number" ? Math.round(cost * 1_000_000) / 10_000 : null,
  };
}

/** Vapi's words for why a call ended, where another provider has the same: 600 more stay as they are. */
const reasons: Record<string, string> = {
  "customer-ended-call": "user_hangup",
  "assistant-ended-call": "agent_hangup",
  "assistant-said-end-call-phrase": "agent_hangup",
  "assistant-forwarded-call": "call_transfer",
  voicemail: "voicemail_reached",
  "silence-timed-out": "inactivity",
  "exceeded-max-duration": "max_duration_reached",
  "customer-busy": "dial_busy",
  "customer-did-not-answer": "dial_no_answer",
  "manually-canceled": "manual_stopped",
};

const verdicts: Record<string, boolean> = { true: true, pass: true, false: false, fail: false };

function statusAfter(reason: string): CallStatus {
  if (/^customer-(busy|did-not-answer)$|failed-to-connect-call/.test(reason)) return "not_connected";
  return /error|fault|failed|rejected/.test(reason) ? "error" : "ended";
}

function toLine(line: VapiLine): TranscriptLine[] {
  switch (line?.role) {
    case "tool_calls":
      return line.toolCalls.map(({ id, function: { name, arguments: args } }) => {
        const written = typeof args === "string" ? args : JSON.stringify(args ?? {});
        return { kind: "function_call", toolCallId: id, name, arguments: written };
      });
    case "tool_call_result":
      return [{ kind: "function_result", toolCallId: line.toolCallId, content: line.result }];
    case "bot":
    case "user":
      return [
        { kind: "speech", speaker: line.role === "bot" ? "agent" : "caller", text: line.message, ...timesOf(line) },
      ];
    default:
      return [];
  }
}

function timesOf({ time, endTime, secondsFromStart: from }: Extract<VapiLine, { role: "bot" | "user" }>) {
  if (from == null) return {};
  return speechTimes(from, time == null || endTime == null ? from : from + (endTime - time) / 1_000);
}

function toInstant(written: string | null | undefined): EpochMs | null {
  const at = Date.parse(written ?? "");
  return Number.isNaN(at) ? null : at;
}

function languageOf({ call, artifact }: VapiMessage): Language | null {
  const told = [call?.assistantOverrides?.variableValues, artifact?.variableValues];
  const parsed = told.map((values) => language.safeParse((values as { language?: unknown } | null)?.language));
  return parsed.find(({ success }) => success)?.data ?? null;
}
