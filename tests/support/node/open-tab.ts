import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { DemoFile } from "../../../scripts/demo-file.ts";
import { launchBrowser } from "./browser.ts";
import { collectPageErrors } from "./page-errors.ts";

/** How long a test waits for anything on a page. */
export const SETTLE_MS = 20_000;

/** `broken`: what `collectPageErrors` tells. */
export type Tab = { browser: Browser; context: BrowserContext; page: Page; broken: readonly string[] };

/** A program of its own each: the packaged Chromium is one process, which mixes up the cookies of two contexts. */
export async function openTab(options: BrowserContextOptions = {}): Promise<Tab> {
  const browser = await launchBrowser();
  const viewport = { width: 1_280, height: 900 };
  const context = await browser.newContext({ viewport, locale: "en-GB", reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(SETTLE_MS);
  const broken = collectPageErrors(context);
  return { browser, context, page: await context.newPage(), broken };
}

/** A page of the dashboard, once its branch is live. */
export async function openApp(page: Page, { baseUrl }: DemoFile, path: string): Promise<void> {
  await page.goto(`${baseUrl}/app/${path}`);
  await page.locator('[data-testid="live-badge"][data-state="live"]').waitFor();
}
