import * as z from "zod";
import { branchId, callId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

export const recordingState = z.enum(["wanted", "stored", "refused", "gone"]);
export type RecordingState = z.infer<typeof recordingState>;

/** Why a call was scored as it was. `points` are taken from 100. */
export const findingCode = z.enum([
  "promise_without_booking",
  "promise_other_day",
  "promise_other_time",
  "promise_other_price",
  "not_done",
  "caller_unhappy",
  "caller_repeated",
  "agent_repeated",
  "agent_interrupted",
  "slow_answers",
  "function_failed",
  "cut_short",
  "asked_for_person",
]);
export type FindingCode = z.infer<typeof findingCode>;

export const finding = z.object({
  code: findingCode,
  points: z.int().min(0).max(100),
  /** How often, how long, or what was said and what is so: whatever the text of the finding names. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Finding = z.infer<typeof finding>;

/** Below it, somebody should look into the call. */
export const LOW_SCORE = 60;

export const callQualityView = z
  .object({
    score: z.int().min(0).max(100),
    /** The gravest first. */
    findings: z.array(finding),
    /** Null: the provider has told more since; it is scored again within the hour. */
    scoredAt: instant.nullable(),
    seenAt: instant.nullable(),
  })
  .meta({ id: "CallQuality" });
export type CallQualityView = z.infer<typeof callQualityView>;

/** A call that somebody should look into. */
export const callReviewView = z
  .object({ callId, branchId: branchId.nullable(), at: instant, score: z.int(), findings: z.array(finding) })
  .meta({ id: "CallReview" });
export type CallReviewView = z.infer<typeof callReviewView>;

export const recordingView = z
  .object({
    state: recordingState,
    reason: z.string().nullable(),
    bytes: z.int().nullable(),
    expiresAt: instant.nullable().describe("Then the copy is deleted."),
  })
  .meta({ id: "CallRecording" });
export type RecordingView = z.infer<typeof recordingView>;

export const recordingLink = z
  .object({ callId, url: z.string().describe("Plays for whoever has it, until it expires."), expiresAt: instant })
  .meta({ id: "RecordingLink" });
export type RecordingLink = z.infer<typeof recordingLink>;

export const callSettingsBody = z.strictObject({
  keepsRecordings: z.boolean().describe("Whether recordings are copied from the vendor and kept, sealed."),
  recordingDays: z.int().min(1).max(730).describe("A copy is deleted after so many days."),
  wordDays: z.int().min(7).max(3_650).describe("Transcript, summary and numbers are erased after so many days."),
});
export type CallSettingsBody = z.infer<typeof callSettingsBody>;

export const callSettingsView = callSettingsBody
  .extend({ updatedAt: instant.nullable().describe("Null: the usual ones.") })
  .meta({ id: "CallSettings" });
export type CallSettingsView = z.infer<typeof callSettingsView>;

export const usualCallSettings: CallSettingsBody = { keepsRecordings: false, recordingDays: 30, wordDays: 365 };
