import { type Kind, type Token, token } from "./token.ts";

/** The words of one language. Built once, when the module loads. */
export type Lexicon = {
  words: ReadonlyMap<string, Token>;
  /** Several words that mean something together are first replaced by the words in `phrases`. */
  phrases: ReadonlyMap<string, string>;
  phrasePattern: RegExp;
  /** Words that are written as one but mean two ("dienstagnachmittag"), or null. */
  split(word: string): [string, string] | null;
};

type Rest = Omit<Token, "kind" | "value">;
/** Kind, value, the words (separated by spaces), details. */
export type Entry = [kind: Kind, value: number, words: string, rest?: Rest];

export function createLexicon(
  entries: Iterable<Entry>,
  phrases: Record<string, string>,
  split: Lexicon["split"],
): Lexicon {
  const words = new Map<string, Token>();
  for (const [kind, value, names, rest] of entries) {
    for (const name of names.split(" ")) words.set(name, token(kind, value, rest));
  }
  // Longest first, because an alternation takes the first that fits. Literals only, so matching stays linear.
  const literals = Object.keys(phrases).sort((a, b) => b.length - a.length);
  return {
    words,
    phrases: new Map(Object.entries(phrases)),
    phrasePattern: new RegExp(`\\b(?:${literals.join("|")})\\b`, "g"),
    split,
  };
}

/** Every stem with every ending: `inflect("naechste", " n r s")` gives "naechste naechsten naechster naechstes". */
export function inflect(stem: string, endings: string): string {
  return endings
    .split(" ")
    .map((ending) => stem + ending)
    .join(" ");
}
