import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const CLIENT = "dist/client";
const BUDGET_BYTES = 200_000;

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

// `npm test` builds first; a run of single tests may not have.
describe.skipIf(!existsSync(join(CLIENT, "index.html")))("the first load of the dashboard", () => {
  it.each(["today-page", "calendar-page", "calls-page"])("with %s stays below 200 KB of script", (name) => {
    const entry = /assets\/(index-[\w-]+\.js)/.exec(readFileSync(join(CLIENT, "index.html"), "utf8"))?.[1] ?? "";
    const built = readdirSync(join(CLIENT, "assets"));
    const chunk = (start: string) => built.find((file) => file.startsWith(`${start}-`) && file.endsWith(".js")) ?? "";
    const files = withImports(entry, new Set());
    withImports(chunk(name), files);
    withImports(chunk("de"), files);
    const total = [...files].reduce((sum, file) => sum + bytes(file), 0);
    expect(total).toBeLessThan(BUDGET_BYTES);
  });
});
