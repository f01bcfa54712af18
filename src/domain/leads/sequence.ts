import * as z from "zod";
import { templateLanguage, templateName } from "../../contracts/whatsapp.ts";
import type { EpochMs } from "../time.ts";
import { followUpVariable, MAX_FOLLOW_UP, unknownName } from "./follow-up-wording.ts";
import { type LeadStatus, type PhoneType } from "./lead.ts";
import { takesTexts } from "./lead-phone.ts";

/** What a person gets into a sequence by. */
export const sequenceTrigger = z.enum(["new_lead", "missed_call", "no_show", "after_visit", "recall"]);
export type SequenceTrigger = z.infer<typeof sequenceTrigger>;

export const stepChannel = z.enum(["sms", "whatsapp", "email", "call", "task"]);

const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => unknownName(text) === null, "names something that is not known in braces");
/** An approved template of WhatsApp. `variables` are what stands at {{1}}, {{2}} and so on. */
const stepTemplate = z.strictObject({
  name: templateName,
  language: templateLanguage,
  variables: z.array(followUpVariable).max(10),
});
export type StepTemplate = z.infer<typeof stepTemplate>;

/** Of WhatsApp: `text` reaches who has written within 24 hours, the approved `template` everybody else. */
const stepWords = z.strictObject({
  subject: words(120).nullable().default(null),
  text: words(MAX_FOLLOW_UP),
  template: stepTemplate.nullable().default(null),
});

const MAX_DELAY_MINUTES = 400 * 24 * 60;
export const MAX_STEPS = 12;

/** One step: how long after the one before it, by which way, and what is said, or to be done. */
export const sequenceStep = z
  .strictObject({
    delayMinutes: z.int().min(0).max(MAX_DELAY_MINUTES),
    channel: stepChannel,
    de: stepWords,
    en: stepWords,
  })
  .refine(({ channel, de, en }) => channel !== "email" || (de.subject !== null && en.subject !== null), {
    path: ["de", "subject"],
    message: "an e-mail needs a subject in each language",
  });
export type SequenceStep = z.infer<typeof sequenceStep>;

export const enrolmentStatus = z.enum(["active", "finished", "stopped"]);
export type EnrolmentStatus = z.infer<typeof enrolmentStatus>;

export const stopReason = z.enum(["replied", "booked", "opted_out", "lost", "by_hand", "switched_off", "gone"]);
export type StopReason = z.infer<typeof stopReason>;

/** What ends a sequence for somebody. */
export type StopFacts = {
  leadStatus: LeadStatus | null;
  hasBooked: boolean;
  hasReplied: boolean;
  /** Since they are in the sequence, on any channel. */
  hasOptedOut: boolean;
};
/** What is known of somebody when a step is due. */
export type StepFacts = StopFacts & {
  /** On the step's own channel, whenever. */
  isOptedOut: boolean;
  /** Needed of leads, but not to answer a call of theirs. */
  hasConsent: boolean;
  /** The missed call that got them in was answered by a text already. */
  isTextedBack: boolean;
  address: string | null;
  phoneType: PhoneType | null;
  /** The end of the quiet hours that it is now. Null: one may write and call. */
  quietUntil: EpochMs | null;
};
export type StepDecision =
  | { act: "stop"; reason: StopReason }
  | { act: "wait"; until: EpochMs }
  | { act: "skip"; reason: string }
  | { act: "do" };

/** What becomes of a step that is due. Asked anew each time, for anything may have happened since the one before. */
export function decideStep({ channel }: Pick<SequenceStep, "channel">, facts: StepFacts): StepDecision {
  const stopped = whyStopped(facts);
  if (stopped) return { act: "stop", reason: stopped };
  if (channel === "task") return { act: "do" };
  if (facts.isTextedBack && channel !== "call") return { act: "skip", reason: "texted_back" };
  if (facts.address === null) return { act: "skip", reason: "no_address" };
  if (facts.isOptedOut) return { act: "skip", reason: "opted_out" };
  if (!facts.hasConsent) return { act: "skip", reason: "no_consent" };
  const isText = channel === "sms" || channel === "whatsapp";
  if (isText && !takesTexts(facts.phoneType)) return { act: "skip", reason: "landline" };
  return facts.quietUntil === null ? { act: "do" } : { act: "wait", until: facts.quietUntil };
}

/** Null: the sequence goes on for them. */
export function whyStopped({ leadStatus, hasBooked, hasReplied, hasOptedOut }: StopFacts): StopReason | null {
  if (hasOptedOut) return "opted_out";
  if (hasBooked || leadStatus === "booked") return "booked";
  if (hasReplied) return "replied";
  return leadStatus === "lost" ? "lost" : null;
}

/** Where somebody stands after a step: the next one, or the end. Delays count from the step before. */
export function afterStep(steps: readonly Pick<SequenceStep, "delayMinutes">[], position: number, now: EpochMs) {
  const next = steps[position + 1];
  return next
    ? { position: position + 1, nextAt: now + next.delayMinutes * 60_000, status: "active" as const }
    : { position: position + 1, nextAt: null, status: "finished" as const };
}
