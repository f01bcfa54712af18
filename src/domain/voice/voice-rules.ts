import * as z from "zod";
import { branchId, knowledgeEntryId, transferRuleId } from "../ids.ts";
import { language } from "../language.ts";
import { RING_SECONDS, routingMode } from "./routing.ts";

export const MAX_KNOWLEDGE_ENTRIES = 300;
export const MAX_TRANSFER_RULES = 50;
export const MAX_LISTED_CALLERS = 1_000;

/** The same text in each language that the agent speaks. */
export const voiceTexts = z.partialRecord(language, z.string().max(500));
export const tone = z.enum(["friendly", "formal", "brief"]);
export const listKind = z.enum(["blocked", "vip"]);
/** Spans of local time by weekday (ISO: Monday 1). */
export const transferHours = z
  .array(
    z.object({
      weekday: z.int().min(1).max(7),
      fromMinute: z.int().min(0).max(1_440),
      toMinute: z.int().min(0).max(1_440),
    }),
  )
  .max(50);

export const voiceSettings = z.object({
  greeting: voiceTexts,
  aiDisclosure: voiceTexts,
  recordingDisclosure: voiceTexts,
  tone,
  languages: z.array(language).min(1).max(2),
  emergencyWords: z.array(z.string().max(60)).max(50),
  maxCallSeconds: z.int(),
  silenceEndSeconds: z.int(),
  /** Copies from before there was a choice name none. */
  routingMode: routingMode.default("ai_always"),
  ringSeconds: z.int().default(RING_SECONDS.usual),
});

export const knowledgeEntry = z.object({
  id: knowledgeEntryId,
  branchId: branchId.nullable(),
  question: z.string().max(300),
  answer: z.string().max(1_000),
  language,
  tags: z.array(z.string().max(40)).max(10),
});

export const transferRule = z.object({
  id: transferRuleId,
  topic: z.string().max(80),
  aliases: z.array(z.string().max(80)).max(20),
  hours: transferHours.nullable(),
  language: language.nullable(),
  sealedDestination: z.string(),
});

/** What the agent of a branch must know while a caller waits. D1 owns it. */
export const voiceRules = z.object({
  settings: voiceSettings,
  /** Active entries of the branch and of all branches. */
  knowledge: z.array(knowledgeEntry).max(MAX_KNOWLEDGE_ENTRIES),
  transfers: z.array(transferRule).max(MAX_TRANSFER_RULES),
  /** By blind index. */
  callers: z.array(z.object({ phoneIndex: z.string(), kind: listKind })).max(MAX_LISTED_CALLERS),
});

export type VoiceTexts = z.infer<typeof voiceTexts>;
export type Tone = z.infer<typeof tone>;
export type ListKind = z.infer<typeof listKind>;
export type TransferHours = z.infer<typeof transferHours>;
export type VoiceSettings = z.infer<typeof voiceSettings>;
export type KnowledgeEntry = z.infer<typeof knowledgeEntry>;
export type TransferRule = z.infer<typeof transferRule>;
export type VoiceRules = z.infer<typeof voiceRules>;

/** Until a business decides otherwise. The agent says what it is either way. */
export const usualVoiceSettings: VoiceSettings = {
  greeting: {},
  aiDisclosure: {},
  recordingDisclosure: {},
  tone: "friendly",
  languages: ["de", "en"],
  emergencyWords: [],
  maxCallSeconds: 1_200,
  silenceEndSeconds: 30,
  routingMode: "ai_always",
  ringSeconds: RING_SECONDS.usual,
};
