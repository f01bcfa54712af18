import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "recheck";
import { parseSync } from "vite";
import { expect, it } from "vitest";

type Found = { pattern: string; flags: string; place: string };

/** Every regular expression that the product's sources write, whatever it is used on, and the first place of each. */
function regularExpressions(): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const folder of ["src", "durable-objects"]) {
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!/\.tsx?$/.test(file) || file.endsWith(".d.ts")) continue;
      const { program } = parseSync(file, readFileSync(join(folder, file), "utf8"));
      JSON.stringify(program, (_, node: { type?: string; regex?: Found } | null) => {
        if (node?.regex) {
          const { pattern, flags } = node.regex;
          const text = `/${pattern}/${flags}`;
          if (!found.has(text)) found.set(text, { pattern, flags, place: `${folder}/${file}` });
        }
        return node;
      });
    }
  }
  return found;
}

it("abuse 36: no regular expression takes more than linear time, whatever it is given", async () => {
  const found = regularExpressions();
  expect(found.size).toBeGreaterThan(80);
  const slow: string[] = [];
  for (const [text, { pattern, flags, place }] of found) {
    // The search gives up after seconds; on a busy machine it may need more.
    const { status } = await check(pattern, flags, { timeout: 60_000 });
    if (status !== "safe") slow.push(`${text} of ${place} is ${status}`);
  }
  expect(slow).toEqual([]);
}, 240_000);

it("abuse 36: the check finds those that are slow", async () => {
  expect((await check("^(a+)+$", "")).status).toBe("vulnerable");
  expect((await check("\\s+$", "")).status).toBe("vulnerable");
});
