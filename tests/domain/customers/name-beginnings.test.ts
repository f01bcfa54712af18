import { describe, expect, it } from "vitest";
import { nameBeginnings, soughtBeginnings } from "../../../src/domain/customers/name-beginnings.ts";

/** As the search decides: each word typed must begin a word of the name. */
function finds(query: string, name: string): boolean {
  const known = new Set(nameBeginnings(name));
  const words = soughtBeginnings(query);
  return words.length > 0 && words.every((spellings) => spellings.some((each) => known.has(each)));
}

describe("a name", () => {
  it.each([
    ["mül", "Anna Müller"],
    ["muel", "Anna Müller"],
    ["mull", "Anna Müller"],
    ["MÜLLER", "Mueller"],
    ["anna mü", "Müller, Anna"],
    ["strass", "Jörg Straßer"],
    ["jose", "José García-Lorca"],
    ["lorca", "José García-Lorca"],
    ["ol", "Ólafur"],
    ["李", "李 小龙"],
    ["donaudampfschifffahrt", "Donaudampfschifffahrtsgesellschaft"],
    ["u\u0308ber", "Über"],
  ])("is found by %j: %s", (query, name) => expect(finds(query, name)).toBe(true));

  it.each([
    ["m", "Müller"],
    ["ller", "Müller"],
    ["anna schm", "Anna Müller"],
    ["", "Anna"],
    ["--", "Anna"],
    ["otto", "Ottilie"],
  ])("is not found by %j: %s", (query, name) => expect(finds(query, name)).toBe(false));

  it("never has more than a bounded number of beginnings", () => {
    expect(nameBeginnings("Äöüäöüäöüäöüß ".repeat(40)).length).toBeLessThan(150);
    expect(nameBeginnings("Wolfgang Äneas Zöllner von Überlingen zu Österreich-Ungarn").length).toBeLessThan(150);
    expect(soughtBeginnings("a b c d e f g h")).toHaveLength(4);
  });
});
