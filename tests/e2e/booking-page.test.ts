import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { scrollsSideways, violations } from "../support/node/axe.ts";
import { launchBrowser } from "../support/node/browser.ts";
import { askApi } from "../support/node/place-call.ts";

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
    if (!response.url().includes("booking.js")) return;
    // A page that is left takes what it loaded along.
    bytes = await response.body().then(
      (body) => gzipSync(body).length,
      () => bytes,
    );
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

async function asOwner(method: string, path: string, body: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${demo.tenantApiKey}`, "content-type": "application/json" };
  const answer = await fetch(`${demo.baseUrl}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

/** Everybody who could do it is booked at the time that a link leads to. */
async function takeTime(pageUrl: string, href: string): Promise<void> {
  const [, , , branchId, serviceId] = new URL(href, pageUrl).pathname.split("/");
  const startsAt = new URL(href, pageUrl).searchParams.get("at");
  const customer = { name: "Faster", phone: "+4915199999999" };
  const wish = { branchId, serviceId, startsAt, customer };
  for (let taken = 0; taken < 20; taken++) {
    const headers = { authorization: `Bearer ${demo.tenantApiKey}`, "content-type": "application/json" };
    const body = JSON.stringify(wish);
    const answer = await fetch(`${demo.baseUrl}/api/v1/appointments`, { method: "POST", headers, body });
    if (answer.status === 409) return;
  }
}

/** The page of a course for four, with two members to choose from. */
async function aCourse(): Promise<string> {
  const [branchId, staffIds] = [demo.branchId, demo.staffIds.slice(0, 2)];
  const terms = { durationMinutes: 60, capacity: 4, priceMinor: 1_500, currency: "EUR" };
  const service = { ...terms, branchId, staffIds, name: `Kurs ${crypto.randomUUID().slice(0, 8)}` };
  const { id } = (await (await asOwner("POST", "/services", service)).json()) as { id: string };
  return `${demo.baseUrl}/b/${demo.tenantSlug}/${branchId}/${id}`;
}

/** As when somebody comes back to the tab. */
async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

/** An appointment of somebody's, at any time that is free. */
async function bookWith(email: string): Promise<void> {
  const [branchId, serviceId] = [demo.branchId, demo.serviceIds[0]];
  const from = new Date(Date.now() + 86_400_000).toISOString();
  const to = new Date(Date.now() + 8 * 86_400_000).toISOString();
  const query = new URLSearchParams({ serviceId: serviceId ?? "", from, to, limit: "1" });
  const path = `/branches/${branchId}/availability?${query.toString()}`;
  const { slots } = await askApi<{ slots: { startsAt: string }[] }>(demo, path);
  const startsAt = slots[0]?.startsAt;
  await asOwner("POST", "/appointments", { branchId, serviceId, startsAt, customer: { name: "Kept Name", email } });
}

/** The link of the newest e-mail to an address, once the sandbox has it. */
async function linkTo(email: string): Promise<string> {
  for (let tries = 0; tries < 360; tries++) {
    const answer = await fetch(`${demo.sandboxUrl}/control/emails`);
    const { emails } = (await answer.json()) as { emails: { to: string[]; text: string }[] };
    const link = /https?:\/\/\S+\/my\/\S+/.exec(emails.find(({ to }) => to.includes(email))?.text ?? "")?.[0];
    if (link) return link;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`no link was sent to ${email}`);
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

  it("books several seats of a course, with JavaScript and without", async () => {
    const course = await aCourse();
    const found: string[] = [];
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await visit({ javaScriptEnabled, locale: "de-DE", viewport: { width: 320, height: 800 } });
      await page.goto(course);
      await page.getByLabel("Für wie viele?").selectOption("3");
      if (javaScriptEnabled) await page.waitForURL(/people=3/);
      else await page.getByRole("button", { name: "Anzeigen" }).click();
      expect(await page.getByLabel("Für wie viele?").inputValue()).toBe("3");
      if (javaScriptEnabled) found.push(...(await violations(page)));
      expect(await scrollsSideways(page)).toBe(false);
      await page.locator(".times a").last().click();
      await page.getByText("Personen: 3").waitFor();
      expect(await page.locator("p.lead").textContent()).toContain("45,00");
      await page.fill("#name", "Gerda Gruppe");
      await page.fill("#email", "gruppe@example.com");
      await page.check("input[name=consent]");
      await page.waitForTimeout(2_200); // people are not quicker, and programs are sent back
      await page.locator("form > button[type=submit]").click();
      await page.getByRole("heading", { name: "Ihr Termin steht" }).waitFor();
      expect(await page.locator(".facts").textContent()).toMatch(/Personen3Preis45,00/);
    }
    expect(found).toEqual([]);
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
    const ownTimes = await page.locator(".times small:not([hidden])").allTextContents();
    expect(ownTimes.filter((text) => /[AP]M/i.test(text))).toEqual([]); // the page counts 24 hours everywhere else
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

  it("takes a time away that somebody else got, and keeps the form of whoever had chosen it", async () => {
    const { page } = await visit({ locale: "en-GB" });
    await chooseTime(page);
    const first = page.locator(".times[data-slots] a").first();
    const href = (await first.getAttribute("href")) ?? "";
    await takeTime(page.url(), href);
    await lookAgain(page);
    await page.locator(`.times a[href="${href}"]`).waitFor({ state: "detached" });
    expect(await page.locator("[data-gone]").textContent()).toContain("has just been taken");

    const chosen = (await first.getAttribute("href")) ?? "";
    await first.click();
    await page.fill("#name", "Kept Name");
    await page.fill("#email", "kept@example.com");
    await page.check("input[name=consent]");
    await takeTime(page.url(), chosen);
    await lookAgain(page);
    await page.locator("[data-watch]:not([hidden])").waitFor();
    await page.waitForTimeout(2_000); // people are not quicker
    await page.locator("form > button[type=submit]").click();
    await page.locator("button[name=instead]").first().waitFor();
    expect(await page.locator("button[name=instead]").count()).toBe(3);
    expect(await page.inputValue("#name")).toBe("Kept Name");
  });

  it("stands in a frame of the business's own site, as high as the page, and leads into the customer's own pages", async () => {
    const { page } = await visit({ locale: "en-GB", viewport: { width: 320, height: 800 } });
    const site = "http://localhost:4999";
    await asOwner("PUT", "/embedding", { origins: [site] });
    const link = `<a href="${demo.baseUrl}/b/${demo.tenantSlug}" data-frontdesk="inline">Book</a>`;
    const html = `<html lang="en"><body>${link}<script src="${demo.baseUrl}/embed.js"></script></body></html>`;
    await page.route(`${site}/`, (route) => route.fulfill({ contentType: "text/html", body: html }));
    await page.goto(`${site}/`);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("heading").waitFor();
    await page.waitForFunction(() => (document.querySelector("iframe")?.offsetHeight ?? 0) > 200);
    expect(await page.locator("a[data-frontdesk]").isVisible()).toBe(false);

    await page.goto(`${demo.baseUrl}/my/${demo.tenantSlug}?lang=en`);
    const found = [await violations(page)];
    await page.fill("#email", "kept@example.com");
    await bookWith("kept@example.com");
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByRole("heading", { name: "Look into your inbox" }).waitFor();
    await page.goto(await linkTo("kept@example.com"));
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("heading", { name: "Upcoming appointments" }).waitFor();
    found.push(await violations(page));
    expect(await scrollsSideways(page)).toBe(false);
    await page.locator(".choices a").first().click();
    await page.getByRole("link", { name: "All appointments" }).waitFor();
    found.push(await violations(page));
    expect(await scrollsSideways(page)).toBe(false);
    await page.getByRole("link", { name: "All appointments" }).click();
    await page.getByText("Nothing that suits? Join the waitlist").click();
    await page.fill("#to", new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10));
    await page.getByRole("button", { name: "Join the waitlist" }).click();
    await page.getByText("You are on the waitlist.").waitFor();
    await page.getByRole("button", { name: "Wait no longer" }).click();
    await page.getByRole("button", { name: "Send no more" }).click();
    await page.getByText("You get no messages.").waitFor();
    await page.getByRole("button", { name: "Send again" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out.").waitFor();
    expect(found.flat()).toEqual([]);
  }, 150_000);
});
