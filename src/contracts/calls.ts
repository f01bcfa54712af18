import * as z from "zod";
import { appointmentId, branchId, callId, tenantId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { instant } from "./booking.ts";
import { callQualityView, recordingView } from "./call-care.ts";

/** One line of a call, in the order it happened. */
export const transcriptLine = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("speech"),
    speaker: z.enum(["agent", "caller", "transfer_target"]),
    text: z.string(),
    /** From the beginning of the recording, where the provider tells. */
    fromMs: z.int().optional(),
    toMs: z.int().optional(),
  }),
  z.object({
    kind: z.literal("function_call"),
    toolCallId: z.string(),
    name: z.string(),
    /** As the model wrote them, JSON text. */
    arguments: z.string(),
  }),
  z.object({ kind: z.literal("function_result"), toolCallId: z.string(), content: z.string() }),
]);

/** Whose agents speak. */
export const voiceProvider = z.enum(["retell", "vapi"]);
/** Who tells of a call: carriers do of those that staff took before any agent. */
export const callProvider = z.enum([...voiceProvider.options, "twilio", "telnyx"]);
export const callStatus = z.enum(["ongoing", "ended", "not_connected", "error"]);
export const sentiment = z.enum(["positive", "neutral", "negative", "unknown"]);

export const callSummaryView = z
  .object({
    id: callId,
    branchId: branchId.nullable(),
    provider: callProvider,
    providerCallId: z.string(),
    direction: z.enum(["inbound", "outbound"]),
    status: callStatus,
    agentId: z.string().nullable().describe("What the provider calls the agent that spoke."),
    fromNumber: z.string().nullable(),
    toNumber: z.string().nullable(),
    language: language.nullable(),
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    durationMs: z.int().nullable(),
    disconnectionReason: z.string().nullable(),
    summary: z.string().nullable(),
    successful: z.boolean().nullable(),
    sentiment: sentiment.nullable(),
    /** Fractions of a cent are real: vendors bill per second. */
    costCents: z.number().nullable(),
    /** How well it went, of 100. Null: not scored yet, or nothing was said. */
    score: z.int().nullable(),
    /** Appointments this call booked. */
    appointmentIds: z.array(appointmentId),
    /** The vendor took it for spam, or staff say so: it counts for nothing, and is not billed. */
    isSpam: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: "CallSummary" });

export const callView = callSummaryView
  .extend({
    transcript: z.array(transcriptLine),
    /** At the vendor. It runs out after some time. */
    recordingUrl: z.string().nullable(),
    /** The copy that we keep. Null: none was wanted. */
    recording: recordingView.nullable(),
    quality: callQualityView.nullable(),
    /** Numbers, words and summary are erased then. Null: they are gone already. */
    wordsUntil: instant.nullable(),
  })
  .meta({ id: "Call" });

/** What a vendor's call came to: without numbers, words and summary, which operators have no business with. */
export const operatorCallView = callSummaryView
  .pick({
    id: true,
    branchId: true,
    provider: true,
    providerCallId: true,
    direction: true,
    status: true,
    startedAt: true,
    durationMs: true,
    disconnectionReason: true,
    costCents: true,
    createdAt: true,
  })
  .extend({ tenantId, tenantName: z.string() })
  .meta({ id: "OperatorCall" });
export type OperatorCallView = z.infer<typeof operatorCallView>;

export type TranscriptLine = z.infer<typeof transcriptLine>;
export type VoiceProvider = z.infer<typeof voiceProvider>;
export type CallProvider = z.infer<typeof callProvider>;
export type CallStatus = z.infer<typeof callStatus>;
export type Sentiment = z.infer<typeof sentiment>;
export type CallSummaryView = z.infer<typeof callSummaryView>;
export type CallView = z.infer<typeof callView>;
