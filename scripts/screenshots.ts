import { statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { launchBrowser } from "../tests/support/node/browser.ts";
import { startDemo } from "../tests/support/node/demo.ts";
import { askApi, placeCall } from "../tests/support/node/place-call.ts";
import { becomeOperator, signInAsOwner, untilLoaded } from "../tests/support/node/sign-in.ts";
import { type DemoFile, readDemoFile } from "./demo-file.ts";

const HELP = `Renews the pictures of README and docs.

  npm run screenshots                      starts a demo of its own
  npm run screenshots -- --demo .demo.json uses the one that runs: its operator must not have signed in yet`;

const FOLDER = join("docs", "images");
const DESK = [
  { name: "today", path: "today" },
  { name: "call", path: "calls", act: openCall },
  { name: "setup", path: "setup", act: showHalfWay },
  { name: "kit", path: "_kit" },
];
const CONSOLE = [
  { name: "console", path: "overview" },
  { name: "console-business", path: "tenants", act: openBusiness },
];

const { values } = parseArgs({ options: { demo: { type: "string" }, help: { type: "boolean", default: false } } });
if (values.help) console.log(HELP);
else await takePictures(values.demo);

async function takePictures(demoFile: string | undefined): Promise<void> {
  const own = demoFile === undefined ? await startDemo() : null;
  const demo = own?.demo ?? readDemoFile(demoFile ?? "");
  if (!demo) throw new Error(`there is no demo in ${demoFile}; start one by \`npm start\``);
  const browser = await launchBrowser();
  const viewport = { width: 1_280, height: 720 };
  const page = await browser.newPage({ viewport, reducedMotion: "reduce", locale: "en-GB" });
  await signInAsOwner(page, demo);
  const { date, id } = await nextAppointment(demo);
  const call = placeCall(demo, { scenario: "book", language: "en", pace: 1, seed: 7 });
  await take(page, `${demo.baseUrl}/app`, { name: "live", path: `live?date=${date}`, act: untilSpoken }, untilLoaded);
  await call;
  const calendar = [
    { name: "calendar", path: `calendar?mode=week&date=${date}`, act: untilQuiet },
    { name: "appointment", path: `calendar?date=${date}&appointment=${id}` },
  ];
  for (const picture of [...calendar, ...DESK]) await take(page, `${demo.baseUrl}/app`, picture, untilLoaded);
  await becomeOperator(page, demo);
  for (const picture of CONSOLE) await take(page, `${demo.baseUrl}/admin`, picture, untilQuiet);
  await browser.close();
  await own?.stop();
}

type Picture = { name: string; path: string; act?: (page: Page) => Promise<unknown> };

async function take(page: Page, base: string, { name, path, act }: Picture, ready: typeof untilLoaded): Promise<void> {
  await page.goto(`${base}/${path}`);
  await ready(page);
  await act?.(page);
  await ready(page);
  const file = join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file });
  console.log(`${file}: ${Math.round(statSync(file).size / 1_000)} kB`);
}

function untilQuiet(page: Page): Promise<void> {
  return page.waitForLoadState("networkidle");
}

/** Its day is one on which the salon works. */
async function nextAppointment(demo: DemoFile): Promise<{ date: string; id: string }> {
  type Appointments = { items: { id: string; startsAt: string; branchId: string; status: string }[] };
  const from = encodeURIComponent(new Date().toISOString());
  const { items } = await askApi<Appointments>(demo, `/appointments?from=${from}&limit=100`);
  const next = items.find(({ status, branchId }) => status === "confirmed" && branchId === demo.branchId);
  if (!next) throw new Error("nothing is booked in the demo");
  return { date: next.startsAt.slice(0, 10), id: next.id };
}

function untilSpoken(page: Page): Promise<void> {
  return page.locator('[data-testid^="call-cal_"]', { hasText: "check_availability" }).first().waitFor();
}

async function openCall(page: Page): Promise<void> {
  await page.locator('a[href*="/app/calls/cal_"]').first().click();
  await page.locator("main h2").first().waitFor();
}

/** The demo's business was set up long ago: its picture shows it half way. */
async function showHalfWay(page: Page): Promise<void> {
  const steps = ["business", "hours", "staff", "services", "phone", "page"].map((step, index) => {
    return { step, state: index < 3 ? "done" : "open" };
  });
  await page.route("**/api/v1/setup", (route) => route.fulfill({ json: { steps } }));
  await page.reload();
}

async function openBusiness(page: Page): Promise<void> {
  await page.locator('main a[href*="/admin/tenants/"]').first().click();
  await page.locator("main h2").first().waitFor();
}
