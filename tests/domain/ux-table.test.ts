import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const ROW = /^\|\s*(\d+)\s*\|.*\|\s*`(tests\/[^`]+)`\s*\|\s*(.+?)\s*\|$/gm;
const rows = [...readFileSync("docs/ux.md", "utf8").matchAll(ROW)].map(([, number, file = "", words = ""]) => ({
  number: Number(number),
  file,
  words,
}));

it("names a test for each of the 38 expectations, in order", () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 38 }, (_, index) => index + 1));
});

it.each(rows)("$number is shown by $file", ({ file, words }) => {
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, "utf8")).toContain(words);
});
