import type { AgentTone } from "./agent-settings.ts";

/** What a prompt says of a business. Lists are one line each. */
export type PromptFacts = {
  business: string;
  branch: string;
  address: string;
  hours: readonly string[];
  services: readonly string[];
  tone: AgentTone;
  /** Names of the languages it speaks, the first one first. */
  languages: string;
  hasTransfer: boolean;
  hasMessages: boolean;
  hasKnowledge: boolean;
};

export type PromptWords = {
  languageNames: { de: string; en: string };
  prompt(facts: PromptFacts): string;
  service(of: { name: string; minutes: number; price: string; staff: string }): string;
};
