import * as z from "zod";
import { branchId, listedCallerId, transferRuleId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { RING_SECONDS, routingMode } from "../domain/voice/routing.ts";
import { listKind, tone } from "../domain/voice/voice-rules.ts";
import { instant } from "./booking.ts";

const spokenText = z.string().trim().max(500);
const texts = z.strictObject({ de: spokenText.optional(), en: spokenText.optional() });
const unique = (words: readonly string[]) => new Set(words).size === words.length;

/** How the agent of a branch speaks, and where its calls end. */
export const voiceSettingsBody = z.strictObject({
  greeting: texts.describe("By language. What is missing is said as the product has it."),
  aiDisclosure: texts.describe("That it is an AI: said in every greeting."),
  recordingDisclosure: texts.describe("That the call may be recorded: said in every greeting."),
  tone,
  languages: z.array(language).min(1).max(2).refine(unique, "must name each once").describe("It begins in the first."),
  emergencyWords: z
    .array(z.string().trim().min(2).max(60))
    .max(50)
    .describe("A message with one of them becomes an urgent callback task, and rings the rota if there is one."),
  maxCallSeconds: z.int().min(60).max(7_200),
  silenceEndSeconds: z.int().min(10).max(600),
  routingMode: routingMode
    .optional()
    .describe("Who takes calls while the branch is open; the agent does when it is closed. Left out: as it was."),
  ringSeconds: z
    .int()
    .min(RING_SECONDS.min)
    .max(RING_SECONDS.max)
    .optional()
    .describe("How long staff are rung before the agent goes on. Left out: as it was."),
});
export type VoiceSettingsBody = z.infer<typeof voiceSettingsBody>;

export const voiceSettingsView = voiceSettingsBody
  .extend({
    branchId,
    routingMode,
    ringSeconds: z.int(),
    /** Null: the business has not decided yet; these are the usual ones. */
    updatedAt: instant.nullable(),
  })
  .meta({ id: "VoiceSettings" });
export type VoiceSettingsView = z.infer<typeof voiceSettingsView>;

const span = z
  .strictObject({
    weekday: z.int().min(1).max(7).describe("ISO: Monday is 1."),
    fromMinute: z.int().min(0).max(1_439),
    toMinute: z.int().min(1).max(1_440),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, "must end after it begins");

const ruleFields = {
  branchId,
  topic: z.string().trim().min(1).max(80).describe("What it is about; `*` for everything that no other rule is about."),
  aliases: z.array(z.string().trim().min(1).max(80)).max(20),
  hours: z.array(span).max(50).nullable().describe("On the branch's wall clock. Null: at any hour."),
  language: language.nullable().describe("Of the caller. Null: any."),
};

export function transferBody<T extends z.ZodType>(destination: T) {
  const { aliases, hours, language: spoken, ...rest } = ruleFields;
  const more = { aliases: aliases.optional(), hours: hours.optional(), language: spoken.optional() };
  return z.strictObject({ ...rest, ...more, destination });
}

const changes = (change: object) => Object.keys(change).length > 0;

export function transferPatch<T extends z.ZodType>(destination: T) {
  const { branchId: _, ...fields } = ruleFields;
  return z
    .strictObject({ ...fields, destination })
    .partial()
    .refine(changes, "must change something");
}

export const transferView = z
  .object({ id: transferRuleId, ...ruleFields, destination: z.string(), createdAt: instant })
  .meta({ id: "TransferRule" });
export type TransferView = z.infer<typeof transferView>;

const note = z.string().trim().max(200);

export function listedCallerBody<T extends z.ZodType>(phone: T) {
  return z.strictObject({ kind: listKind, phone, note: note.optional() });
}

export const listedCallerPatch = z
  .strictObject({ kind: listKind.optional(), note: note.optional() })
  .refine(changes, "must change something");

export const listedCallerView = z
  .object({ id: listedCallerId, kind: listKind, phone: z.string(), note: z.string(), createdAt: instant })
  .meta({ id: "ListedCaller" });
export type ListedCallerView = z.infer<typeof listedCallerView>;

/** Which branch each agent (Retell) or assistant (Vapi) of a connection stands for. */
export const agentAssignments = z
  .strictObject({
    agents: z
      .array(
        z.strictObject({ agent: z.string().trim().min(1).max(200).describe("The provider's id of it."), branchId }),
      )
      .max(200)
      .refine((agents) => unique(agents.map(({ agent }) => agent)), "must name each agent once"),
  })
  .meta({ id: "AgentAssignments" });
