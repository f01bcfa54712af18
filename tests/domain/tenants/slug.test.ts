import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slugOf, slugWithMark } from "../../../src/domain/tenants/slug.ts";

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

describe("the slug of a business", () => {
  it.each([
    ["Salon Grün & Söhne", "salon-gruen-soehne"],
    ["  Café  Ōsaka!! ", "cafe-osaka"],
    ["Admin", "business-admin"],
    ["API", "business-api"],
    ["x", "business-x"],
    ["美容室", "business"],
    ["a".repeat(80), "a".repeat(40)],
  ])("of %s is %s", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it("is always short, plain, and never a reserved word", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: "grapheme" }), (name) => {
        const slug = slugOf(name);
        expect(slug).toMatch(SLUG);
        expect(slug.length).toBeLessThanOrEqual(50);
        expect(slugWithMark(slug, "x7k2m")).toMatch(SLUG);
        expect(slugWithMark(slug, "x7k2m").length).toBeLessThanOrEqual(40);
      }),
    );
  });
});
