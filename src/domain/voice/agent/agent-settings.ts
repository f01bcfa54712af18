import type { Language } from "../../language.ts";
import { usualVoiceSettings } from "../voice-rules.ts";

export type AgentTone = "friendly" | "formal" | "brief";

/** The same text in each language that the agent speaks. */
type Texts = Partial<Record<Language, string>>;

/** How a branch wants its agent to speak. */
export type AgentSettings = {
  greeting: Texts;
  /** Said in every greeting, whatever it says else. Missing: as the product has it. */
  aiDisclosure: Texts;
  recordingDisclosure: Texts;
  tone: AgentTone;
  /** The first is the one it begins in. */
  languages: readonly Language[];
  maxCallSeconds: number;
  silenceEndSeconds: number;
  /** How long staff are rung before the agent goes on. */
  ringSeconds: number;
};

/** Until somebody says otherwise. `own` is the branch's language. */
export function usualAgentSettings(own: Language): AgentSettings {
  const { emergencyWords: _, routingMode: __, ...usual } = usualVoiceSettings;
  return { ...usual, languages: [own, own === "de" ? "en" : "de"] };
}
