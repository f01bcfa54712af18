import { existsSync } from "node:fs";
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

const SYSTEM = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Chrome must find nothing to look up: the tests run without a network. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless browser: `CHROMIUM_PATH`, the system's, or the one that an npm package ships. */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env["CHROMIUM_PATH"] ?? SYSTEM.find((path) => existsSync(path));
  if (own) return chromium.launch({ executablePath: own, args: QUIET });
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: [...sparticuz.args, ...QUIET] });
}
