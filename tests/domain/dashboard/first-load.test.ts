import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const CLIENT = "dist/client";
const BUDGET_BYTES = 200_000;
const PAGE_BUDGET_BYTES = 110_000;
const SIGN_IN_BUDGET_BYTES = 5_000;

/** A script and all that it imports at once; what it imports later is not part of the first load. */
function withImports(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(join(CLIENT, "assets", file), "utf8");
  for (const [, name] of source.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
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

// `npm test` builds first; a run of single tests may not have.
describe.skipIf(!existsSync(join(CLIENT, "index.html")))("the script of the dashboard", () => {
  it.each(["today", "calendar", "calls", "live", "customers"])("stays below 200 KB where it opens with %s", (name) => {
    const files = shell();
    const chunks = chunksLike(new RegExp(`^${name}-page$`));
    expect(chunks.length).toBeGreaterThan(0);
    for (const chunk of chunks) withImports(chunk, files);
    expect(sum(files)).toBeLessThan(BUDGET_BYTES);
  });

  it("grows by less than 110 KB with any other page, its forms and dialogs included", () => {
    const pages = chunksLike(/-page$/);
    const known = shell();
    const added = pages.map((page) => {
      const more = [...withImports(page, new Set())].filter((file) => !known.has(file));
      return { page: page.slice(0, -HASH_LENGTH), isSlim: sum(more) < PAGE_BUDGET_BYTES };
    });
    expect(pages.length).toBeGreaterThan(50);
    expect(added.filter(({ isSlim }) => !isSlim)).toEqual([]);
  });

  it("is less than 5 KB where somebody signs in", () => {
    const files = withImports("sign-in.js", new Set());
    expect(sum(files)).toBeLessThan(SIGN_IN_BUDGET_BYTES);
  });
});
