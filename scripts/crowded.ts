import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { quantile } from "../tests/bench/verdict.ts";
import { Viewers } from "../tests/bench/viewers.ts";
import { launchBrowser } from "../tests/support/node/browser.ts";
import { startDemo } from "../tests/support/node/demo.ts";
import { APPOINTMENTS, type Crowd, crowdTheMonth, sent } from "./crowded/month.ts";
import { LONG_MS, scrollThrough, takeNotes, watch, watchCpu } from "./crowded/page-watch.ts";
import { type DemoFile, readDemoFile } from "./demo-file.ts";

const HELP = `Shows a business with 10,000 appointments in a month to 200 open dashboards, and measures.

  npm run crowded                      starts a demo of its own
  npm run crowded -- --demo .demo.json uses the one that runs, and leaves the month there

The month is imported, the sockets are real, and one dashboard is a browser's. Ends with code 1 where a view does not
tell of all appointments.`;

const DASHBOARDS = 200;
const BOOKINGS = 50;
const A_SECOND = 10;
const GIVEN_MS = 10_000;

/** How many of a view's own there are once it is drawn. */
const DRAWN = {
  month: "main li a span.text-accent",
  week: "main section li",
  day: 'main [data-testid^="appointment-"]',
  list: "main tbody tr",
};
type Mode = keyof typeof DRAWN;

const { values } = parseArgs({ options: { demo: { type: "string" }, help: { type: "boolean", default: false } } });
if (values.help) console.log(HELP);
else await measure(values.demo);

async function measure(demoFile: string | undefined): Promise<void> {
  const own = demoFile === undefined ? await startDemo() : null;
  const demo = own?.demo ?? readDemoFile(demoFile ?? "");
  if (!demo) throw new Error(`there is no demo in ${demoFile}; start one by \`npm start\``);
  const browser = await launchBrowser();
  try {
    const page = await signedIn(await browser.newPage({ viewport: { width: 1_440, height: 900 }, serviceWorkers: "block" }), demo); // biome-ignore format: one window
    const crowd = await crowdTheMonth(page.context(), demo);
    await watch(page);
    for (const mode of ["month", "week", "day", "list"] as const) await measureView(page, demo, crowd, mode);
    await measureTruth(page, demo, crowd);
    await measureStream(page, demo, crowd);
  } finally {
    await browser.close();
    await own?.stop();
  }
}

async function signedIn(page: Page, demo: DemoFile): Promise<Page> {
  await page.goto(`${demo.baseUrl}/login`);
  await page.fill("input[name=email]", demo.login.email);
  await page.fill("input[name=password]", demo.login.password);
  await page.click("form button[type=submit]");
  await page.waitForURL(/\/app/);
  return page;
}

async function open(page: Page, demo: DemoFile, { branchId, dates }: Crowd, mode: Mode): Promise<void> {
  await page.goto(`${demo.baseUrl}/app/calendar?mode=${mode}&date=${dates[14]}&branch=${branchId}`);
  await page.locator(DRAWN[mode]).nth(24).waitFor();
}

async function measureView(page: Page, demo: DemoFile, crowd: Crowd, mode: Mode): Promise<void> {
  const startedAt = performance.now();
  await open(page, demo, crowd, mode);
  const shownMs = Math.round(performance.now() - startedAt);
  await page.waitForLoadState("networkidle");
  const drawn = await page.locator(DRAWN[mode]).count();
  const opening = await takeNotes(page);
  const frames = await scrollThrough(page);
  const scrolling = await takeNotes(page);
  const late = frames.filter((each) => each > LONG_MS).length;
  console.log(
    `${mode}: shown after ${shownMs} ms (${drawn} drawn), longest task ${longest(opening.long)} ms; scrolling: ${late} of ${frames.length} frames over ${LONG_MS} ms, longest task ${longest(scrolling.long)} ms`,
  );
}

/** The month must tell of all of them, not of those alone that it draws. */
async function measureTruth(page: Page, demo: DemoFile, crowd: Crowd): Promise<void> {
  const own = async () => {
    await open(page, demo, crowd, "month");
    const counts = await page.locator(DRAWN.month).allTextContents();
    return counts.reduce((sum, text) => sum + Number(text), 0);
  };
  // The read model is a moment behind the calendar.
  const told = await own();
  console.log(`month: tells of ${told} appointments`);
  if (told < APPOINTMENTS) process.exitCode = 1;
}

function longest(tasks: readonly number[]): number {
  return Math.round(Math.max(0, ...tasks));
}

/** Bookings beside 200 open sockets and one dashboard in a browser, where somebody opens and closes appointments. */
async function measureStream(page: Page, demo: DemoFile, crowd: Crowd): Promise<void> {
  const authorization = `Bearer ${demo.tenantApiKey}`;
  const port = Number(new URL(demo.baseUrl).port);
  const viewers = await Viewers.open(port, `/live/branches/${crowd.branchId}`, { authorization }, DASHBOARDS);
  let events = 0;
  for (const mode of ["day", "month"] as const) {
    await open(page, demo, crowd, mode);
    await page.waitForLoadState("networkidle");
    await takeNotes(page);
    const cpu = await watchCpu(page);
    const over = new AbortController();
    const clicking = clickAbout(page, mode, over.signal);
    const lasts = await bookMany(page, demo, crowd, viewers, { day: mode === "day" ? 14 : 15, events });
    events += lasts.length;
    over.abort();
    await clicking;
    const [share, { long, delays }] = [await cpu(), await takeNotes(page)];
    const [median, p95] = [0.5, 0.95].map((each) => Math.round(quantile(lasts, each)));
    console.log(
      `${mode}, ${A_SECOND} bookings a second: the last of ${DASHBOARDS} dashboards knows after ${median} ms (median), ${p95} ms (p95); a click or key is painted after ${Math.round(quantile(delays, 0.98))} ms (p98 of ${delays.length}), longest task ${longest(long)} ms, ${Math.round(share * 100)} % of a core`,
    );
  }
  viewers.close();
}

/** Opens what is drawn first and closes it, again and again. */
async function clickAbout(page: Page, mode: Mode, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    if (mode === "day") {
      await page.locator(DRAWN.day).first().click();
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    } else await page.keyboard.press("Tab");
    await wait(200);
  }
}

/** For each booking, how long until the last viewer has it. */
async function bookMany(
  page: Page,
  demo: DemoFile,
  { branchId, serviceId, dates }: Crowd,
  viewers: Viewers,
  { day, events }: { day: number; events: number },
): Promise<number[]> {
  const { request } = page.context();
  const sentAt: number[] = [];
  const answeredMs: number[] = [];
  const booked = (await freeStarts(page, demo, { branchId, serviceId, dates }, day)).map(async (startsAt, index) => {
    await wait((index * 1_000) / A_SECOND);
    const at = performance.now();
    sentAt.push(at);
    const customer = { name: `Crowd ${index}` };
    await sent(request, demo.baseUrl, "/appointments", { branchId, serviceId, startsAt, customer });
    answeredMs.push(performance.now() - at);
  });
  await Promise.all(booked);
  console.log(`bookings are answered after ${Math.round(quantile(answeredMs, 0.5))} ms (median)`);
  for (const deadline = performance.now() + GIVEN_MS; performance.now() < deadline; await wait(10)) {
    if (viewers.reachedAllAt(events + sentAt.length - 1) !== null) break;
  }
  return sentAt.map((at, index) => (viewers.reachedAllAt(events + index) ?? Number.POSITIVE_INFINITY) - at);
}

async function freeStarts(page: Page, demo: DemoFile, crowd: Crowd, day: number): Promise<string[]> {
  const { branchId, serviceId, dates } = crowd;
  const [from, to] = [dates[day], dates[day + 1]].map((date) => `${date}T00:00:00Z`);
  const query = new URLSearchParams({ serviceId, from: from ?? "", to: to ?? "", limit: "200" });
  const url = `${demo.baseUrl}/api/v1/branches/${branchId}/availability?${query.toString()}`;
  const { slots } = (await (await page.context().request.get(url)).json()) as {
    slots: { startsAt: string; staffIds: string[] }[];
  };
  // Each start can be had by as many as are free then.
  return slots.flatMap(({ startsAt, staffIds }) => staffIds.map(() => startsAt)).slice(0, BOOKINGS);
}
