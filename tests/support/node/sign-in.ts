import type { Page } from "playwright-core";
import type { DemoFile } from "../../../scripts/demo-file.ts";
import { fromBase32 } from "../../../src/domain/identity/totp-code.ts";
import { codeOfStep } from "../../../src/use-cases/identity/factors/totp.ts";

/** Signs the demo's owner in, who then sees Today in English. */
export async function signInAsOwner(page: Page, { baseUrl, login }: DemoFile): Promise<void> {
  await page.goto(`${baseUrl}/app`);
  await page.waitForURL(/\/login/);
  await page.fill("input[name=email]", login.email);
  await page.fill("input[name=password]", login.password);
  await page.click("button[type=submit]");
  await page.waitForURL(/\/app\/today/);
  await page.evaluate(() => localStorage.setItem("frontdesk.language", "en"));
}

/** From a page without the app, which goes to the login by itself when it is signed out: one way would cut off the other. */
export async function signOut(page: Page, { baseUrl, tenantSlug }: DemoFile): Promise<void> {
  await page.goto(`${baseUrl}/b/${tenantSlug}`);
  await page.evaluate(() => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: "/logout" });
    document.body.append(form);
    form.submit();
  });
  await page.waitForURL(/\/login/);
}

/** By the link that is good once: the demo's operator chooses a password and a second factor. */
export async function becomeOperator(page: Page, { operatorSetupUrl = "" }: DemoFile): Promise<void> {
  await page.goto(operatorSetupUrl);
  for (const field of ["#password", "#again"]) await page.fill(field, "Zwei-Kaffee-7-und-Ruhe!");
  await page.click("form button[type=submit]");
  await page.locator("#code").waitFor();
  const secret = ((await page.locator("code.secret").textContent()) ?? "").replaceAll(" ", "");
  await page.fill("#code", await codeOfStep(fromBase32(secret), Math.floor(Date.now() / 30_000), 6));
  await page.locator("form button[type=submit]").first().click();
  await page.locator('a[href="/admin"]').click();
  await page.waitForURL(/\/admin\/overview/);
}

/** Waits until everything that the page asked for is there. */
export async function untilLoaded(page: Page): Promise<void> {
  await page.locator('[data-testid="live-badge"][data-state="live"]').waitFor();
  await page.waitForFunction(() => document.querySelector("main [aria-busy]:not([data-sample] *)") === null);
}
