import { statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "../tests/support/node/browser.ts";
import { startDemo } from "../tests/support/node/demo.ts";
import { readDemoFile } from "./demo-file.ts";

const HELP = `Renews the pictures of README and docs from the demo as it stands.

  npm run screenshots                      starts a demo of its own
  npm run screenshots -- --demo .demo.json uses the one that runs`;

const FOLDER = join("docs", "images");
const PICTURES = [
  { name: "today", path: "today" },
  { name: "calendar", path: "calendar?mode=week" },
  { name: "setup", path: "setup" },
  { name: "kit", path: "_kit" },
];

const { values } = parseArgs({ options: { demo: { type: "string" }, help: { type: "boolean", default: false } } });
if (values.help) console.log(HELP);
else await takePictures(values.demo);

async function takePictures(demoFile: string | undefined): Promise<void> {
  const own = demoFile === undefined ? await startDemo() : null;
  const demo = own?.demo ?? readDemoFile(demoFile ?? "");
  if (!demo) throw new Error(`there is no demo in ${demoFile}; start one by \`npm start\``);
  const browser = await launchBrowser();
  const page = await browser.newPage({
    viewport: { width: 1_280, height: 800 },
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  await page.goto(`${demo.baseUrl}/app`);
  await page.waitForURL(/\/login/);
  await page.fill("input[name=email]", demo.login.email);
  await page.fill("input[name=password]", demo.login.password);
  await page.click("button[type=submit]");
  await page.waitForURL(/\/app\/today/);
  await page.evaluate(() => localStorage.setItem("frontdesk.language", "en"));
  // The demo's business was set up long ago: its pictures show it half way.
  const steps = ["business", "hours", "staff", "services", "phone", "page"].map((step, index) => {
    return { step, state: index < 3 ? "done" : "open" };
  });
  await page.route("**/api/v1/setup", (route) => route.fulfill({ json: { steps } }));
  for (const { name, path } of PICTURES) {
    const file = join(FOLDER, `${name}.png`);
    await page.goto(`${demo.baseUrl}/app/${path}`);
    await page.locator('[data-testid="live-badge"][data-state="live"]').waitFor();
    await page.waitForFunction(() => document.querySelector("main [aria-busy]:not([data-sample] *)") === null);
    await page.screenshot({ path: file });
    console.log(`${file}: ${Math.round(statSync(file).size / 1_000)} kB`);
  }
  await browser.close();
  await own?.stop();
}
