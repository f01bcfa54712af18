import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import type { Browser, Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launchPackagedBrowser } from "../support/node/browser.ts";

/** How the components look, as somebody has looked at and found good. `UPDATE_PICTURES=1` takes them anew. */
const FOLDER = join("tests", "e2e", "kit");
/** Letters are drawn a little differently from machine to machine; a moved edge is more than that. */
const TOLERANCE = 0.002;

const demo = inject("demo");
let browser: Browser | null = null;
let page: Page;

beforeAll(async () => {
  browser = await launchPackagedBrowser();
  if (!browser) return;
  page = await browser.newPage({ viewport: { width: 1_024, height: 800 }, reducedMotion: "reduce", locale: "en-GB" });
  await page.goto(`${demo.baseUrl}/login`);
  await page.fill("input[name=email]", demo.login.email);
  await page.fill("input[name=password]", demo.login.password);
  await page.click("form button[type=submit]");
  await page.waitForURL(/\/app/);
  await page.evaluate(() => localStorage.setItem("frontdesk.language", "en"));
  await page.goto(`${demo.baseUrl}/app/_kit`);
  await page.waitForFunction(() => document.querySelector("main h2") !== null);
}, 60_000);

afterAll(async () => {
  await browser?.close();
}, 30_000);

describe("the kit looks as it did", () => {
  it.for(["light", "dark"] as const)("in %s", async (colorScheme, { skip }) => {
    if (!browser) skip("only the packaged Chromium draws the same letters everywhere, and it does not run here");
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(() => document.fonts.ready.then(() => null));
    const height = await page.evaluate(() => document.querySelector("main")?.scrollHeight ?? 0);
    await page.setViewportSize({ width: 1_024, height: height + 200 });
    const seen = await page.locator("main > div").screenshot({ animations: "disabled" });
    const file = join(FOLDER, `kit-${colorScheme}.png`);
    if (process.env["UPDATE_PICTURES"]) return writeFileSync(file, seen);
    const [known, now] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(seen)];
    expect([now.width, now.height]).toEqual([known.width, known.height]);
    const difference = new PNG({ width: known.width, height: known.height });
    const changed = pixelmatch(known.data, now.data, difference.data, known.width, known.height, { threshold: 0.2 });
    const share = changed / (known.width * known.height);
    if (share > TOLERANCE) keep(colorScheme, { seen, difference: PNG.sync.write(difference) });
    expect(share).toBeLessThanOrEqual(TOLERANCE);
    return undefined;
  });
});

/** To look at: what is different, in red. */
function keep(name: string, pictures: Record<string, Buffer>): void {
  const folder = join(tmpdir(), "frontdesk-kit");
  mkdirSync(folder, { recursive: true });
  for (const [kind, picture] of Object.entries(pictures)) writeFileSync(join(folder, `${name}-${kind}.png`), picture);
  console.error(`the pictures are in ${folder}`);
}
