import type { Lexicon } from "./lexicon.ts";
import { type Kind, type Token, token } from "./token.ts";

export const MAX_WHEN_LENGTH = 200;

const UMLAUTS: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/**
 * Lower case, umlauts written out, other accents and apostrophes gone, hyphens between words opened. Null for text
 * that is empty or too long to be an answer to "when?".
 */
export function foldText(text: string, maxLength = MAX_WHEN_LENGTH): string | null {
  if (text.length > maxLength) return null;
  const plain = text.normalize("NFKC").toLowerCase();
  if (plain.length > maxLength * 2) return null; // one code point may unfold to eighteen
  const folded = plain
    .replace(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter)
    .normalize("NFD")
    .replace(/[\p{M}'’`´]/gu, "")
    .replace(/\b([ap])\.\s?m\b\.?/g, "$1m")
    .replace(/(\d)\s?am$/, "$1 ante") // German "am" stands before a day, English "am" after an hour
    .replace(/(?<=\p{L})[-‐‑](?=\p{L})/gu, " ")
    .replace(/(\d)-(\p{L}{3,9})-(\d)/gu, "$1 $2 $3")
    .replace(/\s+/g, " ")
    .trim();
  return folded === "" ? null : folded;
}

// Every alternative is bounded or a single character class, so no text makes it backtrack far.
const PIECES = new RegExp(
  [
    /(?<!\d)(?<isoYear>\d{4})-(?<isoMonth>\d{1,2})-(?<isoDay>\d{1,2})(?!\d)/u, // 2026-11-24
    /(?<!\d)(?<uhrHour>\d{1,2})[.](?<uhrMinute>\d{2})(?=\s?(?:uhr|am\b|pm\b))/u, // 14.30 Uhr
    /(?<!\d)(?<day>\d{1,2})[.](?<month>\d{1,2})[.](?<year>\d{4}|\d{2})?(?!\d)/u, // 24.11. or 24.11.2026
    /(?<!\d)(?<slash1>\d{1,2})\/(?<slash2>\d{1,2})(?:\/(?<slashYear>\d{4}|\d{2}))?(?!\d)/u, // 24/11/2026
    /(?<!\d)(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2})?(?!\d)/u, // 14:30
    /(?<!\d)(?<dot1>\d{1,2})[.](?<dot2>\d{1,2})(?!\d)/u, // 14.30 or 24.11
    /(?<num>\d+)(?<ordinal>st\b|nd\b|rd\b|th\b|ter?n?\b|[.])?/u,
    /(?<word>\p{L}+)/u,
    /(?<dash>[-–—])/u,
  ]
    .map((part) => part.source)
    .join("|"),
  "gu",
);

const TIME_MARKS: readonly Kind[] = ["at", "from", "after", "before", "until", "between", "around", "and", "to"];

type Groups = Record<string, string | undefined>;
export type LexerOptions = { monthFirst: boolean };

/** The words as their meanings. Polite words are dropped, unknown ones stay as `word`. */
export function tokenize(folded: string, lexicon: Lexicon, options: LexerOptions): Token[] {
  const text = folded.replace(lexicon.phrasePattern, (phrase) => lexicon.phrases.get(phrase) ?? phrase);
  const tokens: Token[] = [];
  let before: Token | undefined; // the word right before, even if it is dropped
  for (const { groups = {} } of text.matchAll(PIECES)) {
    const { word } = groups as Groups;
    const read = word ? readWord(word, lexicon, tokens.at(-1)) : [readFigures(groups, before, options)];
    for (const next of read) append(tokens, next);
    before = read.at(-1) ?? before;
  }
  return tokens;
}

/** "twenty four" is one number. */
function append(tokens: Token[], next: Token): void {
  if (next.kind === "filler" || next.kind === "dayMark") return;
  const previous = tokens.at(-1);
  const isUnit = next.spelled === true && next.value >= 1 && next.value <= 9;
  const isTens = previous?.kind === "num" && previous.spelled === true && previous.value >= 20;
  if (!isUnit || !isTens || previous.value % 10 !== 0) tokens.push(next);
  else tokens[tokens.length - 1] = { ...next, value: previous.value + next.value };
}

function readWord(word: string, lexicon: Lexicon, previous: Token | undefined): Token[] {
  if (word === "morgen" && lexicon.words.has("uebermorgen")) return [readMorgen(previous)];
  if (word === "t" && previous?.kind === "date") return [];
  const known = lexicon.words.get(word);
  if (known) return [known];
  const parts = lexicon.split(word)?.map((part) => lexicon.words.get(part)) ?? [];
  const meant = parts.filter((part) => part !== undefined);
  return meant.length === 2 ? meant : [token("word")];
}

/** "Dienstag Morgen" and "heute Morgen" are mornings; any other "morgen" is tomorrow. */
function readMorgen(previous: Token | undefined): Token {
  const afterDay = previous?.kind === "weekday" || previous?.kind === "day" || previous?.kind === "date";
  return afterDay ? token("part", 0, { part: "morning" }) : token("day", 1);
}

function readFigures(of: Groups, before: Token | undefined, options: LexerOptions): Token {
  if (of.isoYear) return dateToken(Number(of.isoDay), Number(of.isoMonth), Number(of.isoYear));
  if (of.uhrHour) return clockToken(of.uhrHour, Number(of.uhrMinute));
  if (of.day) return dateToken(Number(of.day), Number(of.month), fullYear(of.year));
  if (of.slash1) return slashDate(Number(of.slash1), Number(of.slash2), fullYear(of.slashYear), options);
  if (of.hour) return clockToken(of.hour, Number(of.minute));
  if (of.dot1) return dotted(of.dot1, Number(of.dot2), before);
  return of.dash ? token("to") : readNumber(of, before);
}

/** A dot makes an ordinal ("am 24."), unless it only ends the sentence ("um 10."). */
function readNumber({ num = "", ordinal }: Groups, before: Token | undefined): Token {
  const value = Number(num);
  const endsSentence = ordinal === "." && expectsTime(before) && (value <= 12 || before?.kind === "at");
  const isDay = before?.kind === "dayMark" && value >= 1 && value <= 31;
  if (isDay || (ordinal !== undefined && !endsSentence)) return token("ordinal", value);
  return token("num", value, { certain: num.startsWith("0") });
}

/** "14.30" is a time, "24.11" a date; "12.10" is what the word before it asks for. */
function dotted(first: string, second: number, before: Token | undefined): Token {
  const isDate = second >= 1 && second <= 12 && !expectsTime(before);
  return isDate ? dateToken(Number(first), second) : clockToken(first, second);
}

function slashDate(first: number, second: number, year: number | undefined, { monthFirst }: LexerOptions): Token {
  const isMonthFirst = second > 12 || (monthFirst && first <= 12);
  return isMonthFirst ? dateToken(second, first, year) : dateToken(first, second, year);
}

function dateToken(day: number, month: number, year?: number): Token {
  return year === undefined ? token("date", day, { month }) : token("date", day, { month, year });
}

function clockToken(hours: string, minute: number): Token {
  const hour = Number(hours);
  if (hour > 24 || minute > 59) return token("word");
  const certain = hour > 12 || hours.startsWith("0");
  return token("clock", hour * 60 + minute, { certain });
}

function fullYear(year: string | undefined): number | undefined {
  if (year === undefined) return undefined;
  return year.length === 2 ? 2_000 + Number(year) : Number(year);
}

function expectsTime(before: Token | undefined): boolean {
  return before !== undefined && TIME_MARKS.includes(before.kind);
}
