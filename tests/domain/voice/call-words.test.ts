import { describe, expect, it } from "vitest";
import { callWords, soughtWords } from "../../../src/domain/voice/call-words.ts";

/** Whether a call in which this was said is found by that. */
function finds(said: string, query: string): boolean {
  const known = new Set(callWords([said]));
  const sought = soughtWords(query);
  return sought.length > 0 && sought.every((spellings) => spellings.some((word) => known.has(word)));
}

describe("a call is found by its words", () => {
  it.each([
    { query: "Dauerwelle", why: "a whole word" },
    { query: "dauerw", why: "its beginning" },
    { query: "DAUERWELLE morgen", why: "several, in any order" },
    { query: "müller", why: "an umlaut, as it was said" },
    { query: "mueller", why: "and as others write it" },
    { query: "und die Dauerwelle", why: "common words do not count" },
    { query: "Dauerwellenfrisur", why: "no more than ten letters tell words apart" },
  ])("$query: $why", ({ query }) => {
    expect(finds("Guten Morgen, Frau Müller und die Dauerwelle", query)).toBe(true);
  });

  it.each([
    { query: "welle", why: "the end of a word" },
    { query: "Dauerwelle abends", why: "a word that was not said" },
    { query: "und die", why: "nothing but common words" },
    { query: "da", why: "too short" },
    { query: "…", why: "no word at all" },
  ])("not by $query: $why", ({ query }) => {
    expect(finds("Guten Morgen, Frau Müller und die Dauerwelle", query)).toBe(false);
  });

  it("has bounds: a machine that talks for hours fills no table", () => {
    const endless = Array.from({ length: 60_000 }, (_, index) => `wort${index}`).join(" ");
    expect(callWords([endless]).length).toBeLessThan(2_001 * 8);
  });
});
