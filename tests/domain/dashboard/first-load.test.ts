import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const CLIENT = "dist/client";
const BUDGET_BYTES = 200_000;
/** For pages with a list to choose from, a menu in each row, or tabs full of forms: the machinery of a popup is 47 KB. */
const FULL_BUDGET_BYTES = 255_000;
const FULL = [
  "access agent-versions audit branch callbacks customer imports inbox lead leads",
  "messages security service settings setup tenant voice",
]
  .flatMap((names) => names.split(" "))
  .map((name) => `${name}-page`);
/** It shows every part there is, and nobody works with it. */
const KIT = "kit-page";
const SIGN_IN_BUDGET_BYTES = 5_000;

const read = (file: string) => readFileSync(join(CLIENT, "assets", file), "utf8");

/** A script and all that it imports at once; what it imports later is not part of the first load. */
function withImports(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name] of read(file).matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
    if (name) withImports(name, seen);
  }
  return seen;
}

const bytes = (file: string) => gzipSync(readFileSync(join(CLIENT, "assets", file)), { level: 9 }).length;

const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + bytes(file), 0);
const built = () => readdirSync(join(CLIENT, "assets")).filter((file) => file.endsWith(".js"));
/** Chunks are named after their module and their content. */
const chunksLike = (name: RegExp) => built().filter((file) => name.test(file.slice(0, -HASH_LENGTH)));
const HASH_LENGTH = "-12345678.js".length;

/** What every page of the app needs, in the language whose texts are longer. */
function shell(): Set<string> {
  const entry = /assets\/(index-[\w-]+\.js)/.exec(readFileSync(join(CLIENT, "index.html"), "utf8"))?.[1] ?? "";
  const files = withImports(entry, new Set());
  for (const texts of chunksLike(/^de$/)) withImports(texts, files);
  return files;
}

/** What a page needs that is opened directly: the shell, its own script, and the texts that it names. */
function opening(page: string): Set<string> {
  const files = shell();
  const own = withImports(page, new Set());
  for (const file of own) files.add(file);
  const lists = [...own].flatMap((file) => [...read(file).matchAll(/\bof:\[([^\]]+)\]/g)].map(([, list = ""]) => list));
  const names = lists.flatMap((list) => [...list.matchAll(/["'`](\w+)["'`]/g)].map(([, name = ""]) => name));
  for (const name of names) for (const texts of chunksLike(new RegExp(`^${name}-de$`))) files.add(texts);
  return files;
}

// `npm test` builds first; a run of single tests may not have.
describe.skipIf(!existsSync(join(CLIENT, "index.html")))("the script of the dashboard", () => {
  it("stays below 200 KB where it opens with a plain page, and 255 KB with a full one, texts included", () => {
    const pages = chunksLike(/-page$/).filter((file) => !file.startsWith(KIT));
    expect(pages.length).toBeGreaterThan(50);
    const heavy = pages.map((page) => ({ page: page.slice(0, -HASH_LENGTH), bytes: sum(opening(page)) }));
    const budgetOf = (page: string) => (FULL.includes(page) ? FULL_BUDGET_BYTES : BUDGET_BYTES);
    expect(heavy.filter(({ page, bytes: loaded }) => loaded >= budgetOf(page))).toEqual([]);
  });

  it("is less than 5 KB where somebody signs in", () => {
    const files = withImports("sign-in.js", new Set());
    expect(sum(files)).toBeLessThan(SIGN_IN_BUDGET_BYTES);
  });
});
