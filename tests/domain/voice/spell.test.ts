import { describe, expect, it } from "vitest";
import { spellEmail, spellName, spellPhone } from "../../../src/domain/voice/spell.ts";

describe("a phone number digit by digit", () => {
  it.each([
    ["+4915123456789", "DE", "de", "null eins fünf eins"],
    ["+49301234567", "DE", "en", "zero three zero"],
    ["+43123456789", "DE", "de", "plus vier drei"],
    ["+12025550123", "US", "en", "two zero two"],
  ] as const)("%s seen from %s in %s begins with %s", (number, country, language, start) => {
    const spelled = spellPhone(number, country, language);
    expect(spelled.startsWith(start)).toBe(true);
    for (const group of spelled.split(", ").slice(1)) expect(group.split(" ").length).toBeLessThanOrEqual(4);
  });

  it("names every digit that is dialled", () => {
    expect(spellPhone("+4915123456789", "DE", "en").split(/[ ,]+/)).toHaveLength(12);
  });
});

it("names are spelled letter by letter, and words kept apart", () => {
  expect(spellName("Erika Müller-Lüd", "de")).toBe("E, R, I, K, A; M, Ü, L, L, E, R, Bindestrich, L, Ü, D");
  expect(spellName("Weiß", "de")).toBe("W, E, I, Eszett");
  expect(spellName("Weiß", "en")).toBe("W, E, I, sharp S");
});

it("e-mail addresses leave nothing to be guessed", () => {
  expect(spellEmail("e.k_7@gmx.de", "en")).toBe("E, dot, K, underscore, seven, at, G, M, X, dot, D, E");
});
