import { spellingsOf, wordsOf } from "../customers/name-beginnings.ts";

/** Shorter beginnings fit half of everything that is said; longer ones tell no words apart that anybody looks for. */
const MIN_LENGTH = 3;
const MAX_LENGTH = 10;
/** Of one call. An hour of talk has some 1,500 different words. */
const MAX_WORDS = 2_000;
const MAX_SPOKEN = 50_000;
const MAX_SOUGHT = 6;

/** What is in every call finds none, and would give itself away by how often it comes. */
const COMMON = new Set(
  (
    "aber alle also auch auf aus bei bin bis bitte danke das dass dem den der des die dir doch ein eine einem einen " +
    "einer für fuer fur gerne gut haben habe hallo hat ich ihr ihre ihnen ist ja kann können koennen konnen mal mein " +
    "meine mich mir mit nein nicht noch nur oder schon sehr sein sich sie sind und uns von war was wenn wie wir wird " +
    "zum zur about all and any are but can for from have hello her him his how let like not okay one our out please " +
    "right see she some sure thank thanks that the their them then there they this was well were what when will with " +
    "would yes you your"
  ).split(" "),
);

/** Beginnings of all that was said that somebody may look for. The order is that of first mention, and means nothing. */
export function callWords(texts: readonly string[]): string[] {
  const words = new Set<string>();
  for (const word of texts.flatMap((text) => wordsOf(text, MAX_SPOKEN))) {
    if (words.size >= MAX_WORDS) break;
    for (const spelling of spellingsOf(word)) if (isWorthFinding(spelling)) words.add(cut(spelling));
  }
  return [...new Set([...words].flatMap(beginningsOf))];
}

/** For each word that is looked for, the beginnings of which one must have been said. Empty: nothing that can be found. */
export function soughtWords(query: string): string[][] {
  const words = wordsOf(query, MAX_SOUGHT).map((word) => spellingsOf(word).filter(isWorthFinding).map(cut));
  return words.filter((spellings) => spellings.length > 0);
}

function isWorthFinding(word: string): boolean {
  return word.length >= MIN_LENGTH && !COMMON.has(word);
}

function beginningsOf(word: string): string[] {
  return Array.from({ length: word.length - MIN_LENGTH + 1 }, (_, more) => word.slice(0, MIN_LENGTH + more));
}

function cut(word: string): string {
  return word.slice(0, MAX_LENGTH);
}
