import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { problemCodes } from "../../src/contracts/problem-codes.ts";

const GUIDE = readFileSync("docs/guides/errors.md", "utf8");
const OPENAPI = readFileSync("docs/openapi.json", "utf8");

/** All code but the list itself. */
function sources(): string {
  const files = ["src", "durable-objects"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  const code = files.filter((file) => /\.tsx?$/.test(file) && !/problem-codes|generated|dashboard/.test(file));
  return code.map((file) => readFileSync(file, "utf8")).join("\n");
}

it("the guide to errors has every code with its meaning, in the list's order, and no other", () => {
  const rows = [...GUIDE.matchAll(/^\| `(\w+)` +\| (.*?) +\|$/gm)].map(([, code, meaning]) => [code, meaning]);
  expect(rows).toEqual(Object.entries(problemCodes));
});

it("the API's description has every code", () => {
  const { components } = JSON.parse(OPENAPI);
  expect(components.schemas.Problem.properties.code.enum).toEqual(Object.keys(problemCodes));
});

it("every code is one that is given somewhere", () => {
  const code = sources();
  expect(Object.keys(problemCodes).filter((name) => !code.includes(`"${name}"`))).toEqual([]);
});
