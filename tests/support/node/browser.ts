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

/** `CHROMIUM_PATH`, the system's, or the one that an npm package ships, and how it is started. */
export async function browserChoice(): Promise<{ executablePath: string; args: string[] }> {
  const own = process.env["CHROMIUM_PATH"] ?? SYSTEM.find((path) => existsSync(path));
  if (own) return { executablePath: own, args: QUIET };
  return { executablePath: await sparticuz.executablePath(), args: [...sparticuz.args, ...QUIET] };
}

/** A headless browser. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await browserChoice());
}

/** The one that an npm package ships, for pictures: others draw letters in their own way. Null where it does not run. */
export async function launchPackagedBrowser(): Promise<Browser | null> {
  try {
    const executablePath = await sparticuz.executablePath();
    return await chromium.launch({ executablePath, args: [...sparticuz.args, ...QUIET] });
  } catch {
    return null;
  }
}
