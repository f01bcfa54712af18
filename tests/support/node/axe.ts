import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const RUN =
  "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`))";

/** What axe complains about, a line each. Only what stays is a fault: rows that just changed colour for a moment. */
export async function violations(page: Page): Promise<string[]> {
  let found = await violationsNow(page);
  for (let again = 0; again < 5 && found.length > 0; again++) {
    await page.waitForTimeout(400);
    found = await violationsNow(page);
  }
  return found;
}

/** Through the debugger, so that the strict policy of the page stays on. */
async function violationsNow(page: Page): Promise<string[]> {
  await untilStill(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: AXE });
  const { result } = await session.send("Runtime.evaluate", {
    expression: RUN,
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
