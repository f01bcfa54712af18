import type { BrowserContext } from "playwright-core";

/**
 * Collects what breaks in the context's pages: what nobody caught, and what a page catches and reports to the Worker.
 * Read it where nothing is tried again, for most breaks happen once.
 */
export function collectPageErrors(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on("weberror", (thrown) => errors.push(`${thrown.page()?.url()}: ${thrown.error().message}`));
  context.on("request", (request) => {
    if (request.url().endsWith("/me/page-errors")) errors.push(`reported: ${request.postData()}`);
  });
  return errors;
}
