import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { formatPhone } from "../../src/domain/phone/format-phone.ts";
import { tellWhenFailing } from "../support/node/on-failure.ts";
import { openApp, openTab } from "../support/node/open-tab.ts";
import { askApi } from "../support/node/place-call.ts";

/** What docs/ux.md promises and no other browser test shows. */
const demo = inject("demo");
let browser: Browser;
let page: Page;
let broken: readonly string[] = [];

beforeAll(async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  ({ browser, page, broken } = await openTab({ reducedMotion: "no-preference", serviceWorkers: "block", permissions }));
  await page.goto(`${demo.baseUrl}/login`);
  await page.getByText("Nobody is called or written to.").waitFor(); // test mode is named before anybody is signed in
  await page.fill("input[name=email]", demo.login.email);
  await page.fill("input[name=password]", demo.login.password);
  await page.click("form button[type=submit]");
  await page.waitForURL(/\/app/);
  await page.evaluate(() => localStorage.setItem("frontdesk.language", "en"));
}, 60_000);

beforeEach(() => tellWhenFailing(page));
afterAll(async () => {
  await browser?.close();
  expect(broken).toEqual([]);
}, 30_000);

const open = (path: string) => openApp(page, demo, path);

const banner = () => page.getByRole("complementary", { name: "Test mode" });

describe("waiting", () => {
  it("shows a skeleton only after 300 ms, and ends in an error with a way on and the id of the request", async () => {
    await page.route("**/api/v1/audit-log*", () => undefined); // never answered
    await page.goto(`${demo.baseUrl}/app/audit`);
    const skeleton = page.locator("main [aria-busy] .animate-appear").first();
    await skeleton.waitFor({ state: "attached" });
    expect(await skeleton.evaluate((element) => getComputedStyle(element).animationDelay)).toBe("0.3s");
    const failure = page.locator("main").getByRole("alert");
    await failure.getByText("This takes too long").waitFor();
    await failure.getByText(/^web-[0-9a-f]{24}$/).waitFor();
    await page.unroute("**/api/v1/audit-log*");
    await failure.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("table").waitFor();
    expect(await failure.count()).toBe(0);
  });
});

describe("the address", () => {
  it("has what is chosen, and Back takes it back", async () => {
    await open("calls");
    await page.getByRole("radio", { name: "Ended", exact: true }).check();
    await page.waitForURL(/status=ended/);
    await page.reload();
    expect(await page.getByRole("radio", { name: "Ended", exact: true }).isChecked()).toBe(true);
    await page.locator("main table a").first().click();
    await page.waitForURL(/\/calls\/cal_/);
    await page.goBack();
    await page.waitForURL(/status=ended/);
  });
});

describe("the keyboard", () => {
  it("is helped by ?, goes where g and a letter lead, and leaves single keys alone once they are off", async () => {
    await open("today");
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await help.waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.waitForURL(/\/app\/calendar/);
    await page.keyboard.press("?");
    await help.getByRole("switch").click();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.keyboard.press("n");
    await page.waitForTimeout(300);
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.evaluate(() => localStorage.removeItem("frontdesk.shortcuts"));
  });

  it("finds calls as well, by number", async () => {
    const { items } = await askApi<{ items: { id: string; fromNumber: string }[] }>(
      demo,
      "/calls?status=ended&limit=1",
    );
    await open("services");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(items[0]?.fromNumber ?? "");
    const group = page.getByRole("group", { name: "Calls" });
    await group.getByRole("option").first().click();
    await page.waitForURL(/\/app\/calls\/cal_/);
    const name = formatPhone(items[0]?.fromNumber ?? "");
    const heading = page.getByRole("heading", { level: 1, name });
    await heading.waitFor();
    expect(page.url()).toContain(items[0]?.id ?? "an id");
  });
});

describe("what is new", () => {
  it("is told to those who do not see it, and takes nobody's place in the page", async () => {
    await open("customers");
    const search = page.getByRole("searchbox");
    await search.focus();
    await bookAnything("Alma Ansage");
    await page
      .locator('[aria-live="polite"]')
      .getByText(/Alma Ansage/)
      .waitFor({ state: "attached" });
    expect(await search.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe("a time that cannot be had", () => {
  it("says which rule stands in the way", async () => {
    await open("today");
    await page.getByRole("button", { name: "New appointment" }).click();
    const dialog = page.getByRole("dialog", { name: "New appointment" });
    await dialog.getByLabel("Another time").fill("03:00");
    await dialog.getByText(/Why 0?3:00 is not possible/).waitFor();
    expect(await dialog.getByText(/closed|opening hours|too soon/).count()).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
  });
});

describe("the calendar", () => {
  it("says how many come, and calls nothing gone whose name it does not know yet", async () => {
    const { id, startsAt } = await aGroupOf(3);
    const names = Promise.withResolvers<void>();
    await page.route("**/api/v1/services?*", (route) => names.promise.then(() => route.continue()));
    await page.goto(`${demo.baseUrl}/app/calendar?date=${startsAt.slice(0, 10)}`);
    const block = page.getByTestId(`appointment-${id}`);
    await block.waitFor();
    expect(await block.textContent()).toMatch(/×33 Seats/);
    expect(await page.getByText("Service no longer offered").count()).toBe(0);
    names.resolve();
    await block.getByText("Course").waitFor();
    await page.unroute("**/api/v1/services?*");
  });
});

/** An appointment of so many, of a service that seats them. */
async function aGroupOf(partySize: number) {
  const [branchId, staffIds] = [demo.branchId, demo.staffIds.slice(0, 1)];
  const terms = { durationMinutes: 60, capacity: 4, priceMinor: 0, currency: "EUR", isBookableOnline: false };
  const service = await askApi<{ id: string }>(demo, "/services", { ...terms, name: "Course", branchId, staffIds });
  const [from, to] = [1, 14].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
  const query = new URLSearchParams({ serviceId: service.id, from: from ?? "", to: to ?? "", limit: "1" });
  const { slots } = await askApi<{ slots: { startsAt: string }[] }>(
    demo,
    `/branches/${branchId}/availability?${query.toString()}`,
  );
  const wish = { branchId, serviceId: service.id, startsAt: slots[0]?.startsAt, partySize };
  const customer = { name: "Gerda Gruppe", phone: "+4915112345670" };
  return askApi<{ id: string; startsAt: string }>(demo, "/appointments", { ...wish, customer });
}

describe("a day that is over", () => {
  it("tells who comes first on a later one", async () => {
    const days = /\/branches\/[^/]+\/calendar\?/;
    await page.route(days, async (route) => {
      const day = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...day, appointments: [] } });
    });
    await open("today");
    await page.getByText("Nothing more today").waitFor();
    await page.getByRole("link", { name: /^Next is .+\d:\d\d$/ }).click();
    await page.waitForURL(/\/calendar\?.*date=\d/);
    await page.unroute(days);
    await page.reload();
    await page.locator('[data-testid^="appointment-"]').first().waitFor();
    expect(await page.locator('[data-testid^="appointment-"]').count()).toBeGreaterThan(0);
  });
});

describe("an appointment at another branch", () => {
  it("is told by that branch's names", async () => {
    const { items: branches } = await askApi<{ items: { id: string; name: string }[] }>(demo, "/branches");
    const other = branches.find(({ id }) => id !== demo.branchId);
    const from = encodeURIComponent(new Date().toISOString());
    const path = `/appointments?branchId=${other?.id}&from=${from}&limit=1`;
    const { items } = await askApi<{ items: { id: string; customer: { name: string } }[] }>(demo, path);
    await open(`today?branch=${demo.branchId}&appointment=${items[0]?.id}`);
    const sheet = page.getByRole("dialog", { name: items[0]?.customer.name ?? "somebody" });
    await sheet.getByText(other?.name ?? "another", { exact: true }).waitFor();
    await expect.poll(() => sheet.getByText("No longer listed").count(), { timeout: 20_000 }).toBe(0);
  });
});

describe("the list of calls", () => {
  it("has the columns that are chosen", async () => {
    await open("calls");
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Cost" }).click();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("columnheader", { name: "Cost" }).count()).toBe(0);
    await page.evaluate(() => localStorage.removeItem("frontdesk.callColumns"));
  });

  it("shows an example where there is none", async () => {
    await open("calls?q=zzzzzz");
    await page.getByRole("button", { name: "Look at an example" }).click();
    const example = page.getByRole("dialog", { name: "An example call" });
    await example.getByText("Half past three, please.").waitFor();
    expect(await example.getByText("book_appointment").count()).toBe(1);
  });
});

describe("forms", () => {
  it("say beside each field what is wrong, and lead to each from a list, with nothing lost", async () => {
    await open("_kit");
    const form = page.locator("main form").filter({ has: page.getByRole("button", { name: "Send" }) });
    await form.getByRole("button", { name: "Send" }).click();
    const list = form.getByRole("alert");
    await list.getByText("2 fields need a look").waitFor();
    await list.getByRole("button", { name: "E-mail: Please fill this in" }).click();
    const email = form.getByLabel("E-mail");
    expect(await email.evaluate((element) => element === document.activeElement)).toBe(true);
    await email.fill("nobody");
    await list.getByRole("button", { name: "E-mail: This is not in the expected form" }).waitFor();
    await form.getByLabel("Name").fill("Anna");
    await list.waitFor({ state: "detached" });
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("This is not in the expected form").waitFor();
    expect(await form.getByLabel("Name").inputValue()).toBe("Anna");
  });
});

describe("ids", () => {
  it("are copied at a click, which is confirmed", async () => {
    const { items } = await askApi<{ items: { id: string }[] }>(demo, "/calls?status=ended&limit=1");
    await open(`calls/${items[0]?.id}`);
    await page.getByRole("button", { name: "Copy call id" }).first().click();
    await page.getByText("Copied").first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(items[0]?.id);
  });
});

describe("test mode", () => {
  it.each(["today", "_kit", "access"])("is named above /app/%s", async (path) => {
    await open(path);
    await banner().waitFor();
    expect(await banner().textContent()).toContain("Nobody is called or written to.");
  });

  it("is named on the business's public pages", async () => {
    await page.goto(`${demo.baseUrl}/b/${demo.tenantSlug}?lang=en`);
    expect(await banner().count()).toBe(1);
  });
});

describe("a choice of looks", () => {
  it("is there before the first paint", async () => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.evaluate(() => localStorage.setItem("frontdesk.theme", "dark"));
    // The page's own script has not run yet when its markup has just been read.
    await page.route("**/assets/index-*.js", (route) => route.abort());
    await page.goto(`${demo.baseUrl}/app/today`, { waitUntil: "domcontentloaded" });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
    await page.unroute("**/assets/index-*.js");
    await page.evaluate(() => localStorage.removeItem("frontdesk.theme"));
  });
});

/** At the first time that is free. */
async function bookAnything(name: string): Promise<void> {
  const { branchId, serviceIds, tenantApiKey } = demo;
  const serviceId = serviceIds[0] ?? "";
  const [from = "", to = ""] = [10, 17].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
  const query = new URLSearchParams({ serviceId, from, to, limit: "1" });
  const path = `/branches/${branchId}/availability?${query.toString()}`;
  const { slots } = await askApi<{ slots: { startsAt: string }[] }>(demo, path);
  const body = JSON.stringify({ branchId, serviceId, startsAt: slots[0]?.startsAt, customer: { name } });
  const headers = { authorization: `Bearer ${tenantApiKey}`, "content-type": "application/json" };
  const answer = await fetch(`${demo.baseUrl}/api/v1/appointments`, { method: "POST", headers, body });
  expect(answer.status).toBe(201);
}
