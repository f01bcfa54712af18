import { distance } from "fastest-levenshtein";

/** A service or a member of staff. `aliases` are what callers also say. */
export type NamedThing<Id extends string> = { id: Id; name: string; aliases?: readonly string[] };

type NameMatch<Id extends string> =
  | { kind: "match"; id: Id }
  /** Several fit: ask back, never guess. */
  | { kind: "ambiguous"; ids: Id[] }
  | { kind: "none"; nearest: Id[] };

const MAX_SPOKEN_LENGTH = 120;
const MAX_NAMED = 3;
/** Parts of compounds: "Bart" in "Bartpflege", "schnitt" in "Haarschnitt", but not "anna" in "Johanna". */
const MIN_PREFIX_LENGTH = 4;
const MIN_SUFFIX_LENGTH = 5;
/** Nobody says more than this for one name; longer ones are not compared letter by letter. */
const MAX_COMPARED_LENGTH = 60;

/** What people say around a name. */
const AROUND_NAMES = new Set(
  `bei mit zu zum zur von fuer fur ein eine einen einer den die der das dem herr herrn frau bitte gern gerne termin und mal
  with by for a an the please mr mrs ms miss appointment to see and`.split(/\s+/),
);

/**
 * Finds what a caller named: by id, whole name or alias, words of the name ("Haarschnitt", "bei Anna"), then close
 * spelling. Each step only counts when exactly one thing fits; several are ambiguous. The order is that of `candidates`.
 */
export function matchName<Id extends string>(spoken: string, candidates: readonly NamedThing<Id>[]): NameMatch<Id> {
  const byId = candidates.find(({ id }) => id === spoken.trim());
  if (byId) return { kind: "match", id: byId.id };
  const wanted = toWanted(spoken);
  if (!wanted) return { kind: "none", nearest: candidates.slice(0, MAX_NAMED).map(({ id }) => id) };

  for (const fits of STEPS) {
    const found = candidates.filter((candidate) => spellingsOf(candidate).some((spelling) => fits(wanted, spelling)));
    if (found.length > 0) return oneOf(found);
  }
  const mentioned = mentionedIn(wanted, candidates);
  return mentioned.length > 0 ? oneOf(mentioned) : closest(wanted, candidates);
}

/** Whether two texts are one name: spelled alike but for case, accents and what stands between its words. */
export function isSameName(one: string, other: string): boolean {
  return toSpelling(one).text === toSpelling(other).text;
}

/** Whether a text has nothing but what people say around a name. */
export function isFiller(text: string): boolean {
  return toSpelling(text).words.every((word) => AROUND_NAMES.has(word));
}

function oneOf<Id extends string>(found: readonly { id: Id }[]): NameMatch<Id> {
  const [only, another] = found;
  if (only && !another) return { kind: "match", id: only.id };
  return { kind: "ambiguous", ids: found.slice(0, MAX_NAMED).map(({ id }) => id) };
}

/** A name ready for comparison. `text` is the words with single spaces. */
type Spelling = { text: string; words: readonly string[] };

/** Callers of a business name the same few things. */
const wantedSpellings = new Map<string, Spelling | null>();
const MAX_WANTED = 1_000;

function toWanted(spoken: string): Spelling | null {
  const known = wantedSpellings.get(spoken);
  if (known !== undefined) return known;
  if (wantedSpellings.size >= MAX_WANTED) wantedSpellings.clear();
  const wanted = readWanted(spoken);
  if (spoken.length <= MAX_SPOKEN_LENGTH) wantedSpellings.set(spoken, wanted);
  return wanted;
}

function readWanted(spoken: string): Spelling | null {
  const spelling = toSpelling(spoken.slice(0, MAX_SPOKEN_LENGTH));
  const words = spelling.words.filter((word) => !AROUND_NAMES.has(word));
  // "Zum" may be a name after all when nothing else was said.
  const kept = words.length > 0 ? words : spelling.words;
  return kept.length > 0 ? { text: kept.join(" "), words: kept } : null;
}

/** From the surest to the loosest. */
const STEPS: readonly ((wanted: Spelling, spelling: Spelling) => boolean)[] = [
  (wanted, { text }) => text === wanted.text,
  (wanted, { words }) => sameWords(wanted.words, words),
  (wanted, { words }) => wanted.words.every((word) => words.some((candidate) => isPartOf(word, candidate))),
];

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word) => other.includes(word));
}

function isPartOf(word: string, candidate: string): boolean {
  if (candidate === word) return true;
  if (word.length >= MIN_PREFIX_LENGTH && candidate.startsWith(word)) return true;
  return word.length >= MIN_SUFFIX_LENGTH && candidate.endsWith(word);
}

/**
 * Whole names within a longer sentence ("Ich hätte gern Farbe und Glanz, lang"). A name that explains more of the words
 * beats one that explains only some of the same; names for different words are all meant.
 */
function mentionedIn<Id extends string>(wanted: Spelling, candidates: readonly NamedThing<Id>[]): { id: Id }[] {
  const mentioned = candidates
    .map((candidate) => ({ id: candidate.id, ...mostHeard(wanted, candidate) }))
    .filter(({ words }) => words.length > 0);
  if (!mentioned.some(({ isWhole }) => isWhole)) return [];
  return mentioned.filter((one) => !mentioned.some((other) => explainsMore(other, one)));
}

type Heard = { words: readonly string[]; isWhole: boolean };

function mostHeard(wanted: Spelling, candidate: NamedThing<string>): Heard {
  let most: Heard = { words: [], isWhole: false };
  for (const { words } of spellingsOf(candidate)) {
    const heard = words.filter((word) => wanted.words.includes(word));
    if (heard.length > most.words.length) most = { words: heard, isWhole: heard.length === words.length };
  }
  return most;
}

function explainsMore(other: Heard, one: Heard): boolean {
  if (!one.words.every((word) => other.words.includes(word))) return false;
  return other.words.length > one.words.length || (other.isWhole && !one.isWhole);
}

/** Close spelling when one name is near; otherwise the nearest, to offer them. */
function closest<Id extends string>(wanted: Spelling, candidates: readonly NamedThing<Id>[]): NameMatch<Id> {
  const comparable = { ...wanted, text: wanted.text.slice(0, MAX_COMPARED_LENGTH) };
  const near = candidates
    .map((candidate) => ({ id: candidate.id, steps: stepsAway(comparable, candidate) }))
    .filter(({ steps }) => steps !== null)
    .sort((a, b) => (a.steps ?? 0) - (b.steps ?? 0)); // stable: equal ones stay in the order of the catalogue
  return near.length > 0 ? oneOf(near) : { kind: "none", nearest: nearestNames(comparable, candidates) };
}

/** Letters that differ, when they are few enough for a slip; else null. */
function stepsAway(wanted: Spelling, candidate: NamedThing<string>): number | null {
  let least: number | null = null;
  for (const text of comparableTexts(wanted, candidate)) {
    const allowed = Math.min(allowedSteps(Math.max(text.length, wanted.text.length)), (least ?? 9) - 1);
    if (Math.abs(text.length - wanted.text.length) > allowed) continue;
    const steps = distance(wanted.text, text);
    if (steps <= allowed) least = steps;
  }
  return least;
}

/** What to offer when nothing fits: the names with the smallest share of other letters. */
function nearestNames<Id extends string>(wanted: Spelling, candidates: readonly NamedThing<Id>[]): Id[] {
  const shares = candidates.map((candidate) => {
    const name = (spellingsOf(candidate)[0]?.text ?? "").slice(0, MAX_COMPARED_LENGTH);
    return { id: candidate.id, share: distance(wanted.text, name) / Math.max(name.length, wanted.text.length, 1) };
  });
  shares.sort((a, b) => a.share - b.share);
  return shares.slice(0, MAX_NAMED).map(({ id }) => id);
}

/** Whole names; and for one spoken word also the single words of names, such as first names. */
function comparableTexts(wanted: Spelling, candidate: NamedThing<string>): string[] {
  const spellings = spellingsOf(candidate);
  const texts = spellings.map(({ text }) => text);
  return wanted.words.length > 1 ? texts : [...texts, ...spellings.flatMap(({ words }) => words)];
}

/** Short names differ by a letter and are still other names. */
function allowedSteps(length: number): number {
  if (length <= 3) return 0;
  if (length <= 6) return 1;
  return length <= 10 ? 2 : 3;
}

/** Catalogues are asked again on every call; their names only change together with the object that carries them. */
const spellings = new WeakMap<object, readonly Spelling[]>();

function spellingsOf(candidate: NamedThing<string>): readonly Spelling[] {
  const known = spellings.get(candidate);
  if (known) return known;
  const made = [candidate.name, ...(candidate.aliases ?? [])].map(toSpelling);
  spellings.set(candidate, made);
  return made;
}

/** "Müller", "Mueller" and "Muller" are spelled the same here. */
function toSpelling(name: string): Spelling {
  const folded = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/([aou])e/g, "$1");
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return { text: words.join(" "), words };
}
