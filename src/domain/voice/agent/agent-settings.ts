import type { Language } from "../../language.ts";

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
};

/** Until somebody says otherwise. `own` is the branch's language. */
export function usualAgentSettings(own: Language): AgentSettings {
  const other: Language = own === "de" ? "en" : "de";
  return {
    greeting: {},
    aiDisclosure: {},
    recordingDisclosure: {},
    tone: "friendly",
    languages: [own, other],
    maxCallSeconds: 900,
    silenceEndSeconds: 30,
  };
}
