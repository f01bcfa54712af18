import { describe, expect, it } from "vitest";
import { contrast, forDarkPage, isReadable, mixWithWhite } from "../../src/domain/branding.ts";

describe("the colour of a business", () => {
  it("contrasts as WCAG counts it", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(contrast("#0f6b5f", "#0f6b5f")).toBe(1);
  });

  it.each([
    ["#0f6b5f", true],
    ["#7a1f4b", true],
    ["#ffcc00", false],
    ["#ffffff", false],
  ])("%s can carry white text: %s", (colour, isIt) => {
    expect(isReadable(colour)).toBe(isIt);
  });

  it.each(["#000000", "#1a237e", "#7a1f4b", "#0f6b5f"])(
    "%s is lightened until it can be read on a dark page",
    (colour) => {
      expect(contrast(forDarkPage(colour), "#1c2126")).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("is mixed with white channel by channel", () => {
    expect(mixWithWhite("#204060", 0.5)).toBe("#90a0b0");
    expect(mixWithWhite("#204060", 1)).toBe("#ffffff");
  });
});
