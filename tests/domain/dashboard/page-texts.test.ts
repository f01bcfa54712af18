import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { PAGE_TEXTS } from "../../../src/dashboard/i18n/page-texts-parts.ts";

const ROOT = "src/dashboard";
const IMPORTED = /(?:from|import)\s*\(?\s*"(\.[^"]+\.tsx?)"/g;
const USED = /useTranslations\("(\w+)/g;
const NAMED = /<PageTexts of=\{\[([^\]]*)\]\}>/g;

const paths = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
const sources = new Map(paths.map((file) => [join(ROOT, file), readFileSync(join(ROOT, file), "utf8")]));
const firstOf = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map(([, first = ""]) => first);

/** A file and all that it imports, at once or later. */
function closure(file: string, seen = new Set<string>()): Set<string> {
  const source = sources.get(file);
  if (source === undefined || seen.has(file)) return seen;
  seen.add(file);
  for (const path of firstOf(source, IMPORTED)) closure(join(dirname(file), path), seen);
  return seen;
}

const users = [...sources].filter(([, source]) => source.includes("<PageTexts of="));

it.each(users.map(([file]) => file))("%s asks for the texts that are used below it, and for no others", (file) => {
  const named = firstOf(sources.get(file) ?? "", NAMED).flatMap((list) => firstOf(list, /"(\w+)"/g));
  const used = [...closure(file)].flatMap((each) => firstOf(sources.get(each) ?? "", USED));
  expect(named.sort()).toEqual([...new Set(used.filter((name) => name in PAGE_TEXTS))].sort());
});

it("leaves no part that nobody asks for", () => {
  const named = users.flatMap(([, source]) => firstOf(source, NAMED).flatMap((list) => firstOf(list, /"(\w+)"/g)));
  expect(Object.keys(PAGE_TEXTS).filter((name) => !named.includes(name))).toEqual([]);
  expect(users.length).toBeGreaterThan(40);
});
