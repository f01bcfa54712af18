import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { scrollsSideways, violations } from "../support/node/axe.ts";
import { launchBrowser } from "../support/node/browser.ts";

const MAX_SCRIPT_BYTES = 30 * 1_024;

const demo = inject("demo");
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
}, 30_000);

type Visit = { page: Page; complaints: string[]; scriptBytes: () => number };

async function visit(options: BrowserContextOptions): Promise<Visit> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  let bytes = 0;
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) complaints.push(message.text());
  });
  page.on("response", async (response) => {
    if (response.url().includes("booking.js")) bytes = gzipSync(await response.body()).length;
  });
  await page.goto(`${demo.baseUrl}/b/${demo.tenantSlug}`);
  return { page, complaints, scriptBytes: () => bytes };
}

/** The first day that has a time at noon or later, so that few others want it. */
async function chooseTime(page: Page): Promise<void> {
  await page.locator(".choices a").first().click();
  await page.locator(".choices a").first().click();
  for (let day = 1; day < 7 && (await page.locator(".times[data-slots] a").count()) < 8; day++) {
    await page.locator(".days a").nth(day).click();
    await page.locator(`.days li:nth-child(${day + 1}) a[aria-current]`).waitFor();
  }
}

describe("the public booking page", () => {
  it("books without JavaScript, and the customer's page moves and cancels what was booked", async () => {
    const { page } = await visit({ javaScriptEnabled: false, locale: "de-DE" });
    await chooseTime(page);
    await page.locator(".times a").last().click();
    await page.fill("#name", "Ohne Skript");
    await page.fill("#email", "ohne@example.com");
    await page.check("input[name=consent]");
    await page.waitForTimeout(2_200); // people are not quicker, and programs are sent back
    await page.locator("form > button[type=submit]").click();
    await page.getByRole("heading", { name: "Ihr Termin steht" }).waitFor();

    await page.getByRole("link", { name: "Verschieben" }).click();
    await page.locator(".times button").first().click();
    await page.getByRole("heading", { name: "Ihr Termin ist verschoben" }).waitFor();
    await page.getByText("Absagen", { exact: true }).click();
    await page.getByRole("button", { name: "Termin absagen" }).click();
    await page.getByRole("heading", { name: "Ihr Termin ist abgesagt" }).waitFor();
    expect(await page.getByText("Ohne Skript").isVisible()).toBe(true);
  });

  it.each([
    { colorScheme: "light", locale: "de-DE", width: 1_280 },
    { colorScheme: "dark", locale: "en-GB", width: 320 },
  ] as const)("has nothing that axe or the policy complains of: $colorScheme, $locale, $width px", async (look) => {
    const { colorScheme, locale, width } = look;
    const viewport = { width, height: 800 };
    const { page, complaints, scriptBytes } = await visit({ viewport, colorScheme, locale, timezoneId: "Asia/Tokyo" });
    const found = [await violations(page)];
    await chooseTime(page);
    found.push(await violations(page));
    // The visitor is in Tokyo, eight hours ahead.
    await page.locator(".times small:not([hidden])").first().waitFor();
    expect(await page.locator(".times a").count()).toBeGreaterThan(7);
    await page.locator(".times a").first().click();
    await page.locator("form > button[type=submit]").click();
    await page.locator("#error").waitFor();
    found.push(await violations(page));
    expect(found.flat()).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    expect(complaints).toEqual([]);
    expect(scriptBytes()).toBeGreaterThan(100);
    expect(scriptBytes()).toBeLessThan(MAX_SCRIPT_BYTES);
  });
});
