import { wordsOf } from "../../customers/name-beginnings.ts";

/** Shorter lines ("yes please", "one moment") are said again by everybody. */
const MIN_WORDS = 4;
const MAX_LINES = 400;
const NEARLY_ALL = 0.8;

/** How many of these lines say again what an earlier one said, in nearly the same words. */
export function countRepeats(lines: readonly string[]): number {
  const before: Set<string>[] = [];
  let repeats = 0;
  for (const line of lines.slice(0, MAX_LINES)) {
    const words = new Set(wordsOf(line, 100));
    if (words.size < MIN_WORDS) continue;
    if (before.some((earlier) => likeness(words, earlier) >= NEARLY_ALL)) repeats += 1;
    else before.push(words);
  }
  return repeats;
}

function likeness(one: Set<string>, other: Set<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / Math.max(one.size, other.size);
}
