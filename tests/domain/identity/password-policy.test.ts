import { describe, expect, it } from "vitest";
import { passwordFlaws } from "../../../src/domain/identity/password-policy.ts";

describe("the password policy", () => {
  it.each([
    { password: "Correct-Horse-7", flaws: [] },
    { password: "Zwölf Äpfel 12", flaws: [] },
    { password: "Sh0rt-pass", flaws: ["too_short"] },
    { password: "correct-horse-7", flaws: ["no_upper"] },
    { password: "CORRECT-HORSE-7", flaws: ["no_lower"] },
    { password: "Correct-Horse-x", flaws: ["no_digit"] },
    { password: "CorrectHorse77", flaws: ["no_symbol"] },
    { password: "", flaws: ["too_short", "no_lower", "no_upper", "no_digit", "no_symbol"] },
    // A control character or an invisible one is no symbol.
    { password: "CorrectHorse77\u0000", flaws: ["no_symbol"] },
    { password: "CorrectHorse77\u200b", flaws: ["no_symbol"] },
  ])("says of $password: $flaws", ({ password, flaws }) => {
    expect(passwordFlaws(password)).toEqual(flaws);
  });

  it("counts characters for the length, and bytes for the limit", () => {
    expect(passwordFlaws(`Aa1-${"😀".repeat(7)}`)).toEqual(["too_short"]);
    expect(passwordFlaws(`Aa1-${"😀".repeat(8)}`)).toEqual([]);
    expect(passwordFlaws(`Aa1-${"x".repeat(1_020)}`)).toEqual([]);
    expect(passwordFlaws(`Aa1-${"x".repeat(1_021)}`)).toEqual(["too_long"]);
    expect(passwordFlaws(`Aa1-${"ä".repeat(511)}`)).toEqual(["too_long"]);
  });
});
