import { englishPhrases } from "./phrases/english.ts";
import { germanPhrases } from "./phrases/german.ts";
import type { Phrases } from "./phrases/phrasebook.ts";
import type { SpeechContext } from "./speech-words.ts";

export type { Missing, Offer, Phrases } from "./phrases/phrasebook.ts";

/** The sentences for a call: in its language, and with times as its branch's clock shows them. */
export function phrases(speech: SpeechContext): Phrases {
  return speech.language === "de" ? germanPhrases(speech) : englishPhrases(speech);
}
