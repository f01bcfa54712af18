import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { quantile } from "../tests/bench/verdict.ts";
import { Viewers } from "../tests/bench/viewers.ts";
import { launchBrowser } from "../tests/support/node/browser.ts";
import { startDemo } from "../tests/support/node/demo.ts";
import { type DemoFile, readDemoFile } from "./demo-file.ts";

const HELP = `Shows a business with 10,000 appointments in a month to 200 open dashboards, and measures.

  npm run crowded                      starts a demo of its own
  npm run crowded -- --demo .demo.json uses the one that runs

The month: the dashboard's own code is given 10,000 appointments by the browser in place of the server. Sockets: real.`;

const APPOINTMENTS = 10_000;
const DASHBOARDS = 200;
const EVENTS = 20;
const GIVEN_MS = 5_000;
/** Above this a frame is late, and the browser calls the task long. */
const LONG_MS = 50;

const { values } = parseArgs({ options: { demo: { type: "string" }, help: { type: "boolean", default: false } } });
if (values.help) console.log(HELP);
else await measure(values.demo);

async function measure(demoFile: string | undefined): Promise<void> {
  const own = demoFile === undefined ? await startDemo() : null;
  const demo = own?.demo ?? readDemoFile(demoFile ?? "");
  if (!demo) throw new Error(`there is no demo in ${demoFile}; start one by \`npm start\``);
  await measureMonth(demo);
  await measureDashboards(demo);
  await own?.stop();
}

async function measureMonth(demo: DemoFile): Promise<void> {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1_440, height: 900 }, serviceWorkers: "block" });
  await page.goto(`${demo.baseUrl}/login`);
  await page.fill("input[name=email]", demo.login.email);
  await page.fill("input[name=password]", demo.login.password);
  await page.click("form button[type=submit]");
  await page.waitForURL(/\/app/);
  const template = await firstAppointment(page);
  await page.route(/\/api\/v1\/appointments\?/, async (route) => {
    const asked = new URL(route.request().url()).searchParams;
    if (!asked.has("from") || !asked.has("to")) return route.continue();
    const body = JSON.stringify(crowdedPage(template, asked));
    return route.fulfill({ status: 200, contentType: "application/json", body });
  });
  await page.addInitScript(watchLongTasks);
  for (const mode of ["month", "list"]) {
    const startedAt = Date.now();
    await page.goto(`${demo.baseUrl}/app/calendar?mode=${mode}`);
    await page.waitForFunction(() => document.querySelectorAll("main li a, main tbody tr").length > 30);
    await page.waitForLoadState("networkidle");
    const shownMs = Date.now() - startedAt;
    const opening = await page.evaluate(() => (globalThis as unknown as { long: number[] }).long.splice(0));
    const frames = await page.evaluate(scrollThrough);
    const scrolling = await page.evaluate(() => (globalThis as unknown as { long: number[] }).long.splice(0));
    const late = frames.filter((each) => each > LONG_MS).length;
    const told = `${mode}: of ${APPOINTMENTS} appointments as many as it takes shown after ${shownMs} ms, longest task ${longest(opening)} ms`;
    console.log(
      `${told}; scrolling: ${late} of ${frames.length} frames over ${LONG_MS} ms, longest task ${longest(scrolling)} ms`,
    );
  }
  await browser.close();
}

function longest(tasks: readonly number[]): number {
  return Math.round(Math.max(0, ...tasks));
}

function watchLongTasks(): void {
  const kept: number[] = [];
  (globalThis as unknown as { long: number[] }).long = kept;
  new PerformanceObserver((list) => kept.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: "longtask",
    buffered: true,
  });
}

/** The time of each frame while the page is scrolled to its end and back. */
async function scrollThrough(): Promise<number[]> {
  const main = document.querySelector("main");
  const frames: number[] = [];
  let last = performance.now();
  for (let step = 0; step < 120; step++) {
    main?.scrollBy(0, step < 60 ? 120 : -120);
    // oxlint-disable-next-line no-await-in-loop -- frame after frame
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames;
}

type View = { id: string; startsAt: string; endsAt: string };

async function firstAppointment(page: Page): Promise<View> {
  const answer = await page.evaluate(async () => (await fetch("/api/v1/appointments?limit=1")).json());
  return (answer as { items: View[] }).items[0] as View; // the demo has some
}

/** A page of the month, as the API would give it: evenly over the days that are asked for. */
function crowdedPage(template: View, asked: URLSearchParams): { items: View[]; nextCursor: string | null } {
  const [from, to] = [Date.parse(asked.get("from") ?? ""), Date.parse(asked.get("to") ?? "")];
  const limit = Number(asked.get("limit") ?? 50);
  const first = Number(asked.get("cursor") ?? 0);
  const step = (to - from) / APPOINTMENTS;
  const items = Array.from({ length: Math.min(limit, APPOINTMENTS - first) }, (_, index) => {
    const startsAt = new Date(from + (first + index) * step).toISOString();
    return { ...template, id: `${template.id.slice(0, -5)}${String(first + index).padStart(5, "0")}`, startsAt };
  });
  const next = first + items.length;
  return { items, nextCursor: next < APPOINTMENTS ? String(next) : null };
}

/** Bookings one after the other, and how long until the last of the dashboards knows of each. */
async function measureDashboards(demo: DemoFile): Promise<void> {
  const authorization = `Bearer ${demo.tenantApiKey}`;
  const port = Number(new URL(demo.baseUrl).port);
  const viewers = await Viewers.open(port, `/live/branches/${demo.branchId}`, { authorization }, DASHBOARDS);
  const lasts: number[] = [];
  for (const [event, startsAt] of (await freeStarts(demo, authorization)).entries()) {
    const sentAt = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await book(demo, authorization, { startsAt, name: `Crowd ${event}` });
    // oxlint-disable-next-line no-await-in-loop -- until all have it
    while (viewers.reachedAllAt(event) === null && performance.now() < sentAt + GIVEN_MS) await wait(2);
    lasts.push((viewers.reachedAllAt(event) ?? Number.POSITIVE_INFINITY) - sentAt);
  }
  viewers.close();
  const [median, p95] = [0.5, 0.95].map((share) => Math.round(quantile(lasts, share)));
  console.log(
    `${DASHBOARDS} dashboards: the last knows of a booking ${median} ms (median), ${p95} ms (p95) after it was sent`,
  );
}

async function freeStarts(demo: DemoFile, authorization: string): Promise<string[]> {
  const [from, to] = [20, 40].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
  const query = new URLSearchParams({
    serviceId: demo.serviceIds[0] ?? "",
    from: from ?? "",
    to: to ?? "",
    limit: "200",
  });
  const url = `${demo.baseUrl}/api/v1/branches/${demo.branchId}/availability?${query.toString()}`;
  const { slots } = (await (await fetch(url, { headers: { authorization } })).json()) as {
    slots: { startsAt: string }[];
  };
  return slots
    .filter((_, index) => index % 8 === 0)
    .slice(0, EVENTS)
    .map(({ startsAt }) => startsAt);
}

async function book(demo: DemoFile, authorization: string, { startsAt, name }: { startsAt: string; name: string }) {
  const { branchId, serviceIds } = demo;
  const body = JSON.stringify({ branchId, serviceId: serviceIds[0], startsAt, customer: { name } });
  const headers = { authorization, "content-type": "application/json" };
  const answer = await fetch(`${demo.baseUrl}/api/v1/appointments`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`a booking was refused: ${await answer.text()}`);
}
