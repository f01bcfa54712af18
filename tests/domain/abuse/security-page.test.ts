import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const PAGE = readFileSync("docs/security.md", "utf8");
const CASES = 50;
const OPEN = /^(?:Not yet|Does not apply): \S/;

type Case = { number: number; shownBy: string };

const cases: Case[] = [...PAGE.matchAll(/^\| (\d+) +\|[^|]+\| *(.*?) *\|$/gm)].map(([, number, shownBy = ""]) => {
  return { number: Number(number), shownBy };
});

const pathsIn = (text: string) => [...text.matchAll(/`(tests\/[^`]+)`/g)].map(([, path = ""]) => path);

/** Titles say "abuse 12: ..." or "... (abuse case 12)". */
const namesCase = (text: string, number: number) => new RegExp(`abuse (?:case )?${number}\\b`).test(text);

function testFiles(): string[] {
  const all = readdirSync("tests", { recursive: true, encoding: "utf8" });
  return all.filter((file) => file.endsWith(".test.ts")).map((file) => join("tests", file).replaceAll("\\", "/"));
}

describe("docs/security.md", () => {
  it("has each of the 50 cases once", () => {
    expect(cases.map(({ number }) => number)).toEqual(Array.from({ length: CASES }, (_, index) => index + 1));
  });

  it("names only tests that there are", () => {
    expect(pathsIn(PAGE).filter((path) => !existsSync(path))).toEqual([]);
  });

  it.each(cases)("names a test that shows case $number, or says why there is none", ({ number, shownBy }) => {
    const paths = pathsIn(shownBy);
    if (paths.length === 0) expect(shownBy).toMatch(OPEN);
    for (const path of paths) expect([path, namesCase(readFileSync(path, "utf8"), number)]).toEqual([path, true]);
  });

  it("leaves out no test that shows a case", () => {
    const own = "tests/domain/abuse/security-page.test.ts";
    const missing = testFiles().flatMap((file) => {
      const text = file === own ? "" : readFileSync(file, "utf8");
      return cases
        .filter(({ number, shownBy }) => namesCase(text, number) && !pathsIn(shownBy).includes(file))
        .map(({ number }) => `case ${number} is shown by ${file}`);
    });
    expect(missing).toEqual([]);
  });
});
