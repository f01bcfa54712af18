import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
/** Each target is 24 px wide and high, or stands alone that far (WCAG 2.2, 2.5.8). Off by default. */
const TARGETS = "target-size";
const ALL = `rules: { "${TARGETS}": { enabled: true } }`;

/** What passed is not written out, which would be half of the time. */
const run = (options: string) =>
  `axe.run({ resultTypes: ["violations"], ${options} }).then(({ violations }) => violations.map(({ id, nodes }) => \`\${id}: \${nodes[0].html} \${nodes[0].failureSummary}\`))`;

/** What axe complains about, a line each. Only what stays is a fault: rows that just changed colour for a moment. */
export function violations(page: Page): Promise<string[]> {
  return lasting(page, run(ALL));
}

/** Targets that are too small to be hit, a line each: a tenth of the time of all rules. */
export function smallTargets(page: Page): Promise<string[]> {
  return lasting(page, run(`runOnly: ["${TARGETS}"]`));
}

async function lasting(page: Page, script: string): Promise<string[]> {
  let found = await violationsNow(page, script);
  for (let again = 0; again < 5 && found.length > 0; again++) {
    await page.waitForTimeout(400);
    found = await violationsNow(page, script);
  }
  return found;
}

/** Through the debugger, so that the strict policy of the page stays on. */
async function violationsNow(page: Page, script: string): Promise<string[]> {
  await untilStill(page);
  const session = await page.context().newCDPSession(page);
  const { result: known } = await session.send("Runtime.evaluate", { expression: "typeof axe" });
  if (known.value === "undefined") await session.send("Runtime.evaluate", { expression: AXE });
  const { result } = await session.send("Runtime.evaluate", {
    expression: script,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return result.value as string[];
}

export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}

/** No colours on their way: they have no contrast to judge. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === 1);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
