import { distance } from "fastest-levenshtein";
import type { Language } from "../language.ts";
import type { KnowledgeEntry } from "./voice-rules.ts";
import { contentWords } from "./word-stems.ts";

/** What fits a question best, and how well: between 0 and 1. */
export type KnowledgeMatch = { entry: KnowledgeEntry; score: number };

/** Below this nothing is answered: a wrong answer is worse than a message for the team. */
const SCORE_NEEDED = 0.5;
/** People ask in fewer words. */
const MAX_ASKED_WORDS = 20;
const MIN_COMPOUND_PART = 4;
const MIN_SPELLED_ALIKE = 6;
/** How much a word says where it stands. One that only nearly fits says less; one that no entry has, half as much. */
const WEIGHTS = { asked: 1, answered: 0.6, near: 0.8, narrower: 0.6, unknown: 0.5 } as const;
/** The rest of the score: how much of the entry's own question was asked. */
const SHARE_OF_QUESTION = 0.3;

/** `asked` has the tags too; `question` has not. */
type Indexed = { entry: KnowledgeEntry } & Record<"question" | "asked" | "answered", readonly string[]>;

/** The entry that answers a question, or null when none does well enough. Pure: the same words, the same answer. */
export function findAnswer(
  spoken: string,
  language: Language,
  entries: readonly KnowledgeEntry[],
): KnowledgeMatch | null {
  const wanted = contentWords(spoken, language).slice(0, MAX_ASKED_WORDS);
  if (wanted.length === 0) return null;
  const indexed = indexOf(entries).filter(({ entry }) => entry.language === language);
  const rarity = new Map(wanted.map((word) => [word, rarityOf(word, indexed)]));
  let best: KnowledgeMatch | null = null;
  for (const each of indexed) {
    const score = scoreOf(wanted, each, rarity);
    if (score >= SCORE_NEEDED && score > (best?.score ?? 0)) best = { entry: each.entry, score };
  }
  return best && { ...best, score: Math.round(best.score * 1_000) / 1_000 };
}

function scoreOf(
  wanted: readonly string[],
  { question, asked, answered }: Indexed,
  rarity: ReadonlyMap<string, number>,
): number {
  let [heard, all] = [0, 0];
  for (const word of wanted) {
    const weight = rarity.get(word) ?? 1;
    all += weight;
    heard += weight * Math.max(WEIGHTS.asked * fit(word, asked), WEIGHTS.answered * fit(word, answered));
  }
  const covered = question.filter((word) => fit(word, wanted) > 0).length;
  const share = covered / Math.max(Math.min(question.length, wanted.length), 1);
  return (1 - SHARE_OF_QUESTION) * (heard / all) + SHARE_OF_QUESTION * share;
}

/** Words that stand in few entries tell them apart. One that stands in none speaks against all. */
function rarityOf(word: string, indexed: readonly Indexed[]): number {
  const count = indexed.filter(({ asked, answered }) => fit(word, asked) + fit(word, answered) > 0).length;
  return Math.log(1 + (indexed.length + 1) / (count + 1)) * (count === 0 ? WEIGHTS.unknown : 1);
}

function fit(word: string, words: readonly string[]): number {
  if (words.includes(word)) return 1;
  if (words.some((other) => isBeginning(word, other) || isSpelledAlike(word, other))) return WEIGHTS.near;
  return words.some((other) => isBeginning(other, word)) ? WEIGHTS.narrower : 0;
}

/** "park" of "parkplatz". The other way round more was asked than is written: "haarschnitt" is not "haar". */
function isBeginning(word: string, whole: string): boolean {
  return word.length >= MIN_COMPOUND_PART && whole.startsWith(word);
}

/** A slip of the speech engine. */
function isSpelledAlike(word: string, other: string): boolean {
  const [length, difference] = [Math.min(word.length, other.length), Math.abs(word.length - other.length)];
  return length >= MIN_SPELLED_ALIKE && difference <= 1 && distance(word, other) <= 1;
}

/** Entries only change together with the list that carries them. */
const indexes = new WeakMap<readonly KnowledgeEntry[], Indexed[]>();

function indexOf(entries: readonly KnowledgeEntry[]): Indexed[] {
  const known = indexes.get(entries);
  if (known) return known;
  const made = entries.map((entry) => ({
    entry,
    question: contentWords(entry.question, entry.language),
    asked: contentWords([entry.question, ...entry.tags].join(" "), entry.language),
    answered: contentWords(entry.answer, entry.language),
  }));
  indexes.set(entries, made);
  return made;
}
