import * as z from "zod";
import { branchId, callId, customerId, leadId, outboundCallId } from "../domain/ids.ts";
import { callOutcome } from "../domain/voice/call-outcome.ts";
import { MAX_ATTEMPTS } from "../domain/voice/outbound-policy.ts";
import { instant } from "./booking.ts";
import { callBasis } from "./outbound-calls.ts";

const minutes = z.int().min(1).max(2_880);
const words = z.strictObject({ de: z.string().trim().min(1).max(300), en: z.string().trim().min(1).max(300) });

export const outboundSettings = z
  .strictObject({
    maxAttempts: z.int().min(1).max(MAX_ATTEMPTS).describe("Calls in all, with the first."),
    busyMinutes: minutes.describe("Until the next attempt after a busy line."),
    noAnswerMinutes: minutes.describe("The same when nobody picked up, or a machine that gets no message."),
    failedMinutes: minutes.describe("The same when the call could not be put through."),
    voicemail: z.enum(["hang_up", "leave_message"]).describe("What an answering machine gets."),
    voicemailWords: words,
    maxAtOnce: z.int().min(1).max(20),
    fromMinute: z.int().min(0).max(1_439).describe("Of the branch's day. Nobody is called before 9 o'clock anyway."),
    toMinute: z.int().min(1).max(1_440).describe("The same: nobody is called after 20 o'clock, nor on a Sunday."),
    textBack: z.boolean().describe("Whether a caller who was missed gets an SMS at once."),
    textBackWords: words.describe("May name {business}, {branch}, {phone} and {link}."),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute && fromMinute < 1_200 && toMinute > 540, {
    path: ["toMinute"],
    message: "must leave some time between 9 and 20 o'clock",
  })
  .meta({ id: "OutboundSettings" });
export type OutboundSettings = z.infer<typeof outboundSettings>;

export const outboundStatus = z.enum(["due", "calling", "reached", "voicemail_left", "given_up", "cancelled"]);
export type OutboundStatus = z.infer<typeof outboundStatus>;

export function outboundRequestBody<T extends z.ZodType>(phone: T) {
  return z.strictObject({
    branchId,
    phone,
    basis: callBasis,
    purpose: z.string().trim().min(1).max(300).describe("What the agent shall say that it is about."),
    leadId: leadId.optional(),
    customerId: customerId.optional(),
  });
}

export const outboundRequestView = z
  .object({
    id: outboundCallId,
    branchId,
    leadId: leadId.nullable(),
    customerId: customerId.nullable(),
    phone: z.string(),
    purpose: z.string(),
    basis: callBasis,
    status: outboundStatus,
    /** Why it waits, ended or was not tried: a code. */
    reason: z.string().nullable(),
    attempts: z.array(z.object({ at: instant, callId: callId.nullable(), outcome: callOutcome.nullable() })),
    nextAttemptAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: "OutboundRequest" });
export type OutboundRequestView = z.infer<typeof outboundRequestView>;

export const callConsentAction = z.enum(["given", "withdrawn"]);
export type CallConsentAction = z.infer<typeof callConsentAction>;

export function callConsentBody<T extends z.ZodType>(phone: T) {
  return z.strictObject({ phone, action: callConsentAction, note: z.string().trim().max(200).optional() });
}

export const callConsentView = z
  .object({
    id: z.string(),
    action: callConsentAction,
    /** Why they could be called, of a consent that came with a call. */
    basis: callBasis.nullable(),
    note: z.string(),
    phone: z.string(),
    by: z.string(),
    at: instant,
  })
  .meta({ id: "CallConsent" });
export type CallConsentView = z.infer<typeof callConsentView>;
