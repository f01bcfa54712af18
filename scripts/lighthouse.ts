import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import lighthouse, { desktopConfig, type Result } from "lighthouse";
import { type BrowserContext, chromium } from "playwright-core";
import { browserChoice } from "../tests/support/node/browser.ts";
import { startDemo } from "../tests/support/node/demo.ts";
import { type DemoFile, readDemoFile } from "./demo-file.ts";

const HELP = `Asks Lighthouse about the pages that are used most, on the demo's production bundle.

  npm run lighthouse                      starts a demo of its own
  npm run lighthouse -- --demo .demo.json uses the one that runs
  npm run lighthouse -- --details         says what costs points as well

Ends with code 1 where a category is below 95. Beside other work the machine is what is measured.`;

const AIM = 95;
/** A browser that has just started paints nothing now and then, and Lighthouse cannot tell how fast it was. */
const TRIES = 3;
const PORT = 9_333;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;

const options = {
  demo: { type: "string" },
  details: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;
const { values } = parseArgs({ options });
if (values.help) console.log(HELP);
else await askLighthouse(values.demo, values.details);

async function askLighthouse(demoFile: string | undefined, details: boolean): Promise<void> {
  const own = demoFile === undefined ? await startDemo() : null;
  const demo = own?.demo ?? readDemoFile(demoFile ?? "");
  if (!demo) throw new Error(`there is no demo in ${demoFile}; start one by \`npm start\``);
  const profile = mkdtempSync(join(tmpdir(), "frontdesk-lighthouse-"));
  // Lighthouse opens tabs of its own; they share the cookies of the profile.
  const { executablePath, args } = await browserChoice();
  const debugging = [...args, `--remote-debugging-port=${PORT}`];
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: debugging });
  try {
    await signIn(context, demo);
    const pages = ["/app/today", "/app/calendar", "/app/calls", `/b/${demo.tenantSlug}`];
    let missed = 0;
    for (const path of pages) missed += await report(`${demo.baseUrl}${path}`, details);
    process.exitCode = missed > 0 ? 1 : 0;
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
    await own?.stop();
  }
}

async function signIn(context: BrowserContext, { baseUrl, login }: DemoFile): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${baseUrl}/login`);
  await page.fill("input[name=email]", login.email);
  await page.fill("input[name=password]", login.password);
  await page.click("form button[type=submit]");
  await page.waitForURL(/\/app/);
  await page.close();
}

/** Prints a line, and tells how many categories miss the aim. */
async function report(url: string, details: boolean): Promise<number> {
  const { categories, audits } = await judge(url, TRIES);
  const scores = CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)] as const);
  console.log(`${new URL(url).pathname}: ${scores.map(([name, score]) => `${name} ${score}`).join(", ")}`);
  if (details) {
    for (const { id, title, score, displayValue, errorMessage } of Object.values(audits)) {
      if (errorMessage) console.log(`  ${id}: ${errorMessage}`);
      if (score !== null && score < 0.9) console.log(`  ${id}: ${title} ${displayValue ?? ""}`);
    }
  }
  return scores.filter(([, score]) => score < AIM).length;
}

async function judge(url: string, tries: number): Promise<Result> {
  const flags = { port: PORT, disableStorageReset: true, onlyCategories: [...CATEGORIES], logLevel: "error" as const };
  const answer = await lighthouse(url, flags, desktopConfig);
  if (!answer) throw new Error(`Lighthouse said nothing of ${url}`);
  const isTold = CATEGORIES.every((name) => answer.lhr.categories[name]?.score !== null);
  return isTold || tries === 1 ? answer.lhr : judge(url, tries - 1);
}
