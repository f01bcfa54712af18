import { findStaff, type Rulebook, type ServiceRules } from "../../booking/rulebook.ts";
import type { Language } from "../../language.ts";
import type { EpochMs } from "../../time.ts";
import { speakPrice } from "../spoken-amount.ts";
import { speakHours } from "../spoken-hours.ts";
import type { AgentSettings } from "./agent-settings.ts";
import type { AgentPlan, AgentTool } from "./plan.ts";
import { englishPrompt } from "./prompt-english.ts";
import { germanPrompt } from "./prompt-german.ts";
import type { PromptWords } from "./prompt-words.ts";
import { usualWords } from "./usual-words.ts";

const WORDS: Record<Language, PromptWords> = { de: germanPrompt, en: englishPrompt };
/** The model can ask for more with list_services. */
const MAX_SERVICES = 40;
const MAX_NAME_CHARS = 40;

/**
 * What an agent shall be, from what the business has told us. The disclosures are said whatever the greeting is. Only
 * the usual week is written down: what changes from day to day is asked for during the call.
 */
export function buildPlan(
  rules: Rulebook,
  settings: AgentSettings,
  tools: readonly AgentTool[],
  now: EpochMs,
): AgentPlan {
  const language = settings.languages[0] ?? rules.language;
  const words = WORDS[language];
  return {
    name: `${rules.tenantName} ${rules.branchName}`.slice(0, MAX_NAME_CHARS).trim(),
    greeting: greetingOf(rules.tenantName, settings, language),
    prompt: words.prompt({
      business: rules.tenantName,
      branch: rules.branchName,
      address: rules.address,
      hours: usualHours(rules, language, now),
      services: rules.services.slice(0, MAX_SERVICES).map((service) => serviceLine(rules, service, language)),
      tone: settings.tone,
      languages: settings.languages.map((each) => words.languageNames[each]).join(", "),
      hasTransfer: has(tools, "transfer_to_human"),
      hasMessages: has(tools, "take_message"),
      hasKnowledge: has(tools, "answer_question"),
    }),
    languages: settings.languages,
    tools,
    maxCallSeconds: settings.maxCallSeconds,
    silenceEndSeconds: settings.silenceEndSeconds,
    ringSeconds: settings.ringSeconds,
  };
}

type Said = Pick<AgentSettings, "greeting" | "aiDisclosure" | "recordingDisclosure">;

/** How the agent begins in a language, with what must be said in every call. */
export function greetingOf(business: string, settings: Said, language: Language): string {
  const words = usualWords[language];
  const greeting = settings.greeting[language]?.trim() || words.greeting(business);
  const disclosures = [
    settings.aiDisclosure[language]?.trim() || words.aiDisclosure,
    settings.recordingDisclosure[language]?.trim() || words.recordingDisclosure,
  ];
  return [greeting, ...disclosures.filter((each) => !greeting.includes(each))].join(" ");
}

function usualHours(rules: Rulebook, language: Language, now: EpochMs): string[] {
  const usual = { ...rules.hours, exceptions: [], holidayRegion: null };
  return speakHours(usual, { language, timeZone: rules.timeZone, now });
}

function serviceLine(rules: Rulebook, service: ServiceRules, language: Language): string {
  const { name, durationMinutes: minutes, priceMinor, currency, staffIds } = service;
  const staff = staffIds.flatMap((id) => findStaff(rules, id)?.name ?? []).join(", ");
  return WORDS[language].service({ name, minutes, price: speakPrice(priceMinor, currency, language), staff });
}

function has(tools: readonly AgentTool[], name: string): boolean {
  return tools.some((tool) => tool.name === name);
}
