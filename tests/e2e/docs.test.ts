import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launchBrowser } from "../support/node/browser.ts";

const demo = inject("demo");
let browser: Browser;
let page: Page;
const asked: string[] = [];
const stopped: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  page = await (await browser.newContext({ viewport: { width: 1_280, height: 900 } })).newPage();
  page.setDefaultTimeout(30_000);
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) stopped.push(message.text());
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
}, 30_000);

describe("the documentation at /docs", () => {
  it("lists the chapters of the API, and shows an operation", async () => {
    await page.goto(`${demo.baseUrl}/docs`);
    await page.getByRole("heading", { name: "Frontdesk API" }).first().waitFor();
    const contents = page.locator("aside, nav").first();
    for (const chapter of ["Booking", "Appointments", "Catalogue"]) {
      await contents.getByText(chapter, { exact: true }).first().waitFor();
    }
    await contents.getByText("Hold a slot for five minutes").first().click();
    const shown = page.getByRole("heading", { name: "Hold a slot for five minutes" }).first();
    await shown.waitFor();
    expect(await shown.isVisible()).toBe(true);
  });

  it("asks no host but ours, not even for a font", () => {
    const hosts = asked.filter((url) => url.startsWith("http")).map((url) => new URL(url).host);
    expect(hosts.length).toBeGreaterThan(2);
    expect(new Set(hosts)).toEqual(new Set([new URL(demo.baseUrl).host]));
  });

  it("stays within its content security policy", () => {
    expect(stopped).toEqual([]);
  });
});
