import type { Language } from "../../language.ts";
import { clockRules, meridiemRules } from "./clock-rules.ts";
import { dateRules } from "./date-rules.ts";
import { english } from "./english.ts";
import type { Facts } from "./facts.ts";
import { gatherFacts } from "./gather-facts.ts";
import { german } from "./german.ts";
import { type LexerOptions, tokenize } from "./lexer.ts";
import type { Lexicon } from "./lexicon.ts";
import { reduce } from "./reduce.ts";
import type { Token } from "./token.ts";

const LEXICONS: Record<Language, Lexicon> = { de: german, en: english };

/**
 * What the words say about when. Voice models answer in English within a German call and the other way round, so the
 * other language is tried when words stay unknown; the one that knows more of them wins.
 */
export function understand(folded: string, language: Language, options: LexerOptions): Facts {
  const own = readAs(folded, LEXICONS[language], options);
  if (own.unknown === 0) return own;
  const other = readAs(folded, LEXICONS[language === "de" ? "en" : "de"], options);
  return other.unknown < own.unknown ? other : own;
}

/**
 * An unknown word next to a known day is company ("Tuesday with Anna"). Next to a bare time it may be the day itself
 * ("Karfreitag um 10"), and guessing it away would book another one.
 */
export function isTrusted(facts: Facts): boolean {
  if (facts.negated) return false;
  return facts.unknown === 0 || namesDay(facts) || facts.laterMinutes !== null || facts.withinMinutes !== null;
}

export function namesDay({ date, weekday, day, span, shift, dayRange }: Facts): boolean {
  return Boolean(date ?? weekday ?? day ?? span ?? shift ?? dayRange);
}

export function isAmerican(timeZone: string): boolean {
  return timeZone.startsWith("America/") || timeZone.startsWith("US/");
}

/** The days and times among the words of whichever language knows more of them. */
export function readTokens(folded: string, options: LexerOptions): Token[] {
  const [one = [], other = []] = Object.values(LEXICONS).map((lexicon) => tokensOf(folded, lexicon, options));
  const unknown = (tokens: readonly Token[]) => tokens.filter(({ kind }) => kind === "word").length;
  return unknown(other) < unknown(one) ? other : one;
}

function readAs(folded: string, lexicon: Lexicon, options: LexerOptions): Facts {
  return gatherFacts(tokensOf(folded, lexicon, options));
}

function tokensOf(folded: string, lexicon: Lexicon, options: LexerOptions): Token[] {
  const tokens = tokenize(folded, lexicon, options);
  return reduce(reduce(reduce(tokens, dateRules), clockRules), meridiemRules);
}
