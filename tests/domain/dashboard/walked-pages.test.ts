import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const router = readFileSync("src/dashboard/app/router.tsx", "utf8");
const walk = readFileSync("tests/e2e/dashboard.test.ts", "utf8");

/** One series or package: the first week's own test stands on its page. */
const ELSEWHERE = ["series/$seriesId"];

const pathsOf = (parent: string) =>
  [...router.matchAll(new RegExp(`getParentRoute: ${parent}, path: "/([^"]+)"`, "g"))].map(([, path = ""]) => path);

/** As the walk writes it: `"today"`, or the beginning of a page that one thing has. */
const isWalked = (path: string) => {
  const [list, id] = path.split("/$");
  if (id === undefined) return walk.includes(`  "${path}",`);
  return walk.includes(`\`${list}/$`) || walk.includes(`"${list}/TENANT"`);
};

it.each([
  { what: "dashboard", parent: "parent" },
  { what: "console", parent: "inConsole" },
])("every page of the $what is held against axe", ({ parent }) => {
  const paths = pathsOf(parent);
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => !ELSEWHERE.includes(path) && !isWalked(path))).toEqual([]);
});
