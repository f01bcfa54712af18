import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchName } from "../../../src/domain/voice/match-name.ts";
import { growthOf, LINEAR } from "../../support/growth.ts";

const services = [
  { id: "svc_men", name: "Herrenhaarschnitt" },
  { id: "svc_women", name: "Haarschnitt Damen", aliases: ["Damenhaarschnitt"] },
  { id: "svc_colour", name: "Färben", aliases: ["Farbe", "Tönung"] },
  { id: "svc_beard", name: "Bartpflege" },
  { id: "svc_dry", name: "Waschen & Föhnen" },
];
const staff = [
  { id: "stf_anna", name: "Anna Berger" },
  { id: "stf_hanna", name: "Hanna Müller" },
  { id: "stf_joerg", name: "Jörg Groß" },
  { id: "stf_mia", name: "Mia" },
  { id: "stf_johanna", name: "Johanna Weiß" },
];

describe("one thing was meant", () => {
  it.each([
    ["svc_colour", "svc_colour"],
    ["herrenhaarschnitt", "svc_men"],
    ["einen Herrenhaarschnitt bitte", "svc_men"],
    ["Herrenhaarschnit", "svc_men"],
    ["DAMENHAARSCHNITT", "svc_women"],
    ["Haarschnitt für Damen", "svc_women"],
    ["Damen", "svc_women"],
    ["faerben", "svc_colour"],
    ["Farben", "svc_colour"],
    ["Toenung", "svc_colour"],
    ["Bart", "svc_beard"],
    ["Bartpflge", "svc_beard"],
    ["waschen und föhnen", "svc_dry"],
    ["Waschen, Föhnen", "svc_dry"],
    ["ich hätte gern Waschen und Föhnen mit Kopfmassage", "svc_dry"],
  ])("%s", (spoken, id) => {
    expect(matchName(spoken, services)).toEqual({ kind: "match", id });
  });

  it.each([
    ["bei Anna", "stf_anna"],
    ["Ana", "stf_anna"],
    ["Frau Mueller", "stf_hanna"],
    ["Muller", "stf_hanna"],
    ["Hannah", "stf_hanna"],
    ["joerg", "stf_joerg"],
    ["Jorg Gross", "stf_joerg"],
    ["mia", "stf_mia"],
    ["to Mia please", "stf_mia"],
  ])("%s", (spoken, id) => {
    expect(matchName(spoken, staff)).toEqual({ kind: "match", id });
  });
});

describe("several could be meant, so nobody guesses", () => {
  it.each([
    ["Haarschnitt", ["svc_men", "svc_women"]],
    ["Damenhaarschnitt und Bartpflege", ["svc_women", "svc_beard"]],
  ])("%s", (spoken, ids) => {
    expect(matchName(spoken, services)).toEqual({ kind: "ambiguous", ids });
  });

  it("two names in one breath", () => {
    expect(matchName("Anna oder Mia", staff)).toEqual({ kind: "ambiguous", ids: ["stf_anna", "stf_mia"] });
  });

  it("two people of the same name, named in the order of the catalogue", () => {
    const namesakes = [
      { id: "1", name: "Max Alt" },
      { id: "2", name: "Max Neu" },
    ];
    expect(matchName("Max", namesakes)).toEqual({ kind: "ambiguous", ids: ["1", "2"] });
    expect(matchName("Max Neu", namesakes)).toEqual({ kind: "match", id: "2" });
  });

  it("a slip that could be either", () => {
    const near = [
      { id: "1", name: "Marina" },
      { id: "2", name: "Karina" },
    ];
    expect(matchName("Harina", near)).toEqual({ kind: "ambiguous", ids: ["1", "2"] });
  });

  it("names at most three", () => {
    const many = ["a", "b", "c", "d", "e"].map((id) => ({ id, name: `Massage ${id}` }));
    expect(matchName("Massage", many)).toEqual({ kind: "ambiguous", ids: ["a", "b", "c"] });
  });
});

describe("nothing fits", () => {
  it("offers the nearest names", () => {
    expect(matchName("Massage", services)).toMatchObject({ kind: "none" });
    expect(matchName("Peter", staff)).toMatchObject({ kind: "none", nearest: { length: 3 } });
  });

  it.each(["", "   ", "!?"])("offers the first ones when nothing was said: %j", (spoken) => {
    expect(matchName(spoken, staff)).toEqual({ kind: "none", nearest: ["stf_anna", "stf_hanna", "stf_joerg"] });
  });

  it("has nothing to offer from an empty catalogue", () => {
    expect(matchName("Anna", [])).toEqual({ kind: "none", nearest: [] });
  });

  it("does not take a short name for another one", () => {
    expect(matchName("Mai", staff)).toMatchObject({ kind: "none" });
  });
});

describe("whatever is said", () => {
  const name = fc.string({ unit: "grapheme", maxLength: 40 });
  const candidates = fc
    .array(fc.record({ name, aliases: fc.array(name, { maxLength: 3 }) }), { maxLength: 30 })
    .map((things) => things.map((thing, index) => ({ ...thing, id: `id_${index}` })));

  it("nothing throws, and at most three known ids come back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), candidates, (spoken, things) => {
        const found = matchName(spoken, things);
        const ids = found.kind === "match" ? [found.id] : found.kind === "ambiguous" ? found.ids : found.nearest;
        expect(ids.length).toBeLessThanOrEqual(3);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every((id) => things.some((thing) => thing.id === id))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("a name that is unique finds its own", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[b-z]{4,12}$/), { minLength: 1, maxLength: 20 }), (names) => {
        const things = names.map((each, index) => ({ id: `id_${index}`, name: each }));
        for (const { id, name: own } of things) expect(matchName(own, things)).toEqual({ kind: "match", id });
      }),
      { numRuns: 200 },
    );
  });

  it("a hostile sentence against a large catalogue stays cheap", () => {
    const large = Array.from({ length: 500 }, (_, index) => ({
      id: `id_${index}`,
      name: `${"x".repeat(60)}${index}${"y".repeat(50)}`,
      aliases: [`${"z".repeat(100)}${index}`],
    }));
    const growth = growthOf((size) => matchName("xy".repeat(60), large.slice(0, size)), large.length);
    expect(growth).toBeLessThan(LINEAR);
  });
});
