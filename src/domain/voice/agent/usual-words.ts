import type { Language } from "../../language.ts";

type Words = { greeting(business: string): string; aiDisclosure: string; recordingDisclosure: string };

/** How an agent begins, and what it must say of itself, where a business has not said it in its own words. */
export const usualWords: Record<Language, Words> = {
  de: {
    greeting: (business) => `Guten Tag, hier ist ${business}.`,
    aiDisclosure: "Sie sprechen mit einer künstlichen Intelligenz.",
    recordingDisclosure: "Das Gespräch kann aufgezeichnet werden.",
  },
  en: {
    greeting: (business) => `Hello, this is ${business}.`,
    aiDisclosure: "You are speaking with an artificial intelligence.",
    recordingDisclosure: "This call may be recorded.",
  },
};
