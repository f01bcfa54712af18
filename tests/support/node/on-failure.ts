import type { Page } from "playwright-core";
import { onTestFailed } from "vitest";

/** For `beforeEach`: a test that fails tells what its page showed. */
export function tellWhenFailing(page: Page): void {
  onTestFailed(async () => {
    const text = await page.locator("body").innerText();
    console.error(`${page.url()} showed:\n${text.slice(0, 3_000)}`);
  });
}
