import type { Language } from "../language.ts";

/** The same text in each language that the agent speaks. */
export type VoiceTexts = Partial<Record<Language, string>>;
export type Tone = "friendly" | "formal" | "brief";
export type ListKind = "blocked" | "vip";
/** Spans of local time by weekday (ISO: Monday 1). */
export type TransferHours = { weekday: number; fromMinute: number; toMinute: number }[];
