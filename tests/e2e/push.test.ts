import type { BrowserContext, Page, Worker } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, inject, it } from "vitest";
import type { PushNote } from "../../src/contracts/push.ts";
import { launchBrowser } from "../support/node/browser.ts";
import { tellWhenFailing } from "../support/node/on-failure.ts";
import { askApi } from "../support/node/place-call.ts";

type Shown = { title: string; options: NotificationOptions & { data: { url: string } } };
/** Of a service worker; this file is compiled for pages. */
type WorkerScope = {
  shown: Shown[];
  registration: { showNotification: (title: string, options: Shown["options"]) => Promise<void> };
};

const demo = inject("demo");
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const browser = await launchBrowser();
  context = await browser.newContext({ locale: "en-GB" });
  page = await context.newPage();
  await page.goto(`${demo.baseUrl}/app/today`);
  await page.fill("input[name=email]", demo.login.email);
  await page.fill("input[name=password]", demo.login.password);
  await page.click("button[type=submit]");
  await page.waitForURL(/\/app\/today/);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}, 60_000);

beforeEach(() => tellWhenFailing(page));

afterAll(async () => {
  await context?.browser()?.close();
}, 30_000);

/** As the browser does once it has decrypted a message. */
async function deliver(note: PushNote): Promise<void> {
  const devTools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devTools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [first] }) => {
      if (first) resolve(first.registrationId);
    });
  });
  await devTools.send("ServiceWorker.enable");
  const message = { origin: demo.baseUrl, registrationId: await registered, data: JSON.stringify(note) };
  await devTools.send("ServiceWorker.deliverPushMessage", message);
}

/** A headless browser has nowhere to show a notification, so the worker's wish is noted. */
async function noteShown(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const scope = globalThis as unknown as WorkerScope;
    scope.shown = [];
    scope.registration.showNotification = async (title, options) => void scope.shown.push({ title, options });
  });
}

async function untilShown(worker: Worker): Promise<Shown[]> {
  for (let tries = 0; tries < 100; tries++) {
    const shown = await worker.evaluate(() => (globalThis as unknown as WorkerScope).shown);
    if (shown.length > 0) return shown;
    await page.waitForTimeout(100);
  }
  throw new Error("no notification was shown");
}

async function click(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const [shown] = (globalThis as unknown as WorkerScope).shown;
    const notification = { data: shown?.options.data, close: () => {} };
    dispatchEvent(Object.assign(new Event("notificationclick"), { notification, waitUntil: () => {} }));
  });
}

it("a message becomes a notification, and a click on it opens the appointment in the window that is there", async () => {
  const [worker] = context.serviceWorkers();
  const { items } = await askApi<{ items: { id: string; branchId: string; customer: { name: string } }[] }>(
    demo,
    "/appointments?status=confirmed&limit=1",
  );
  const [appointment] = items;
  if (!worker || !appointment) throw new Error("neither a worker nor an appointment may be missing");
  await noteShown(worker);
  const url = `/app/calendar?branch=${appointment.branchId}&appointment=${appointment.id}`;
  await deliver({ title: "New booking", body: "Monday, 10:00\nHaircut", url, tag: appointment.id });

  const shown = await untilShown(worker);
  const icon = "/assets/app/icon-192.png";
  const options = { body: "Monday, 10:00\nHaircut", tag: appointment.id, icon, badge: icon, data: { url } };
  expect(shown).toEqual([{ title: "New booking", options }]);
  expect((await fetch(demo.baseUrl + icon)).status).toBe(200);

  await click(worker);
  await page.waitForURL((address) => address.searchParams.get("appointment") === appointment.id);
  await page.getByRole("dialog", { name: appointment.customer.name }).waitFor();
  expect(context.pages()).toHaveLength(1);
}, 60_000);

it("a message that names a page of another site opens the app instead", async () => {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error("the worker is gone");
  await noteShown(worker);
  await deliver({ title: "New booking", body: "", url: "https://evil.example/app", tag: "evil" });
  await untilShown(worker);
  await click(worker);
  await page.waitForURL(/\/app\/today$/);
  expect(new URL(page.url()).origin).toBe(demo.baseUrl);
}, 60_000);
