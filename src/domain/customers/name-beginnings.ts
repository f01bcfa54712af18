/** Shorter beginnings fit everybody; longer ones tell nobody apart any more. */
const MIN_LENGTH = 2;
const MAX_LENGTH = 12;
const MAX_WORDS = 6;
const MAX_QUERY_WORDS = 4;

/** All beginnings of the words of a name, in each way it may be written: at most about a hundred. */
export function nameBeginnings(name: string): string[] {
  const words = wordsOf(name, MAX_WORDS).flatMap(spellingsOf);
  return [...new Set(words.flatMap(beginningsOf))];
}

/** What somebody typed to find a name: for each word, the beginnings of which one must be there. */
export function soughtBeginnings(query: string): string[][] {
  return wordsOf(query, MAX_QUERY_WORDS).map((word) => [...new Set(spellingsOf(word).map(cut))]);
}

/** Letters and digits, in lower case. */
export function wordsOf(text: string, limit: number): string[] {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u);
  return words.filter((word) => word !== "").slice(0, limit);
}

/** "Müller" is looked for as "mueller" and as "muller". */
export function spellingsOf(word: string): string[] {
  const german = word.normalize("NFC").replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue");
  return [...new Set([german, word].map(withoutMarks))];
}

function withoutMarks(word: string): string {
  return word
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "");
}

function beginningsOf(word: string): string[] {
  const letters = Array.from(word).slice(0, MAX_LENGTH);
  const first = Math.min(MIN_LENGTH, letters.length);
  return Array.from({ length: letters.length - first + 1 }, (_, i) => letters.slice(0, first + i).join(""));
}

function cut(word: string): string {
  return Array.from(word).slice(0, MAX_LENGTH).join("");
}
