import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonShape } from "../../src/domain/json-shape.ts";

function shapeOf(value: unknown): { depth: number; keys: number } {
  if (typeof value !== "object" || value === null) return { depth: 0, keys: 0 };
  const inner = Object.values(value).map(shapeOf);
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return {
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
    keys: own + inner.reduce((sum, { keys }) => sum + keys, 0),
  };
}

it("counts what a parser would find, whatever stands in the strings", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value);
      expect(jsonShape(text)).toEqual(shapeOf(value));
      expect(jsonShape(new TextEncoder().encode(text))).toEqual(shapeOf(value));
    }),
  );
});

it.each(['{"a":', '"\\', '{"a\\":1', "]]]]", ":::"])("takes what is no JSON: %s", (text) => {
  expect(() => jsonShape(text)).not.toThrow();
});
