import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { fromBase32 } from "../../src/domain/identity/totp-code.ts";
import { codeOfStep } from "../../src/use-cases/identity/factors/totp.ts";
import { scrollsSideways, violations } from "../support/node/axe.ts";
import { launchBrowser } from "../support/node/browser.ts";
import { tellWhenFailing } from "../support/node/on-failure.ts";
import { collectPageErrors } from "../support/node/page-errors.ts";
import { signOut } from "../support/node/sign-in.ts";

const demo = inject("demo");
let browser: Browser;
let context: BrowserContext;
let page: Page;
let devtools: CDPSession;
let secret = "";
let spare = "";
const complaints: string[] = [];
let broken: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext({ locale: "en-GB", viewport: { width: 1_280, height: 900 } });
  context.setDefaultTimeout(20_000);
  broken = collectPageErrors(context);
  page = await context.newPage();
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) complaints.push(message.text());
  });
  devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}, 60_000);

beforeEach(() => tellWhenFailing(page));
afterAll(async () => {
  await browser?.close();
  expect(broken).toEqual([]);
}, 30_000);

const code = () => codeOfStep(fromBase32(secret), Math.floor(Date.now() / 30_000), 6);

async function givePassword(): Promise<void> {
  const { baseUrl, staffLogin: login } = demo;
  await page.goto(`${baseUrl}/login`);
  await page.fill("input[name=email]", login.email);
  await page.fill("input[name=password]", login.password);
  await page.click("form button[type=submit]");
}

/** Asks our API as a page of ours would. */
function ask<T>(path: string, body: unknown = {}): Promise<T> {
  return page.evaluate(
    async ([url, text]) => {
      const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: text ?? "" };
      const answer = await fetch(url ?? "", init);
      if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? null : answer.json();
    },
    [`/api/v1${path}`, JSON.stringify(body)],
  ) as Promise<T>;
}

/** In both themes, at 320 px and wide. Through the debugger, so that the policy stays on. */
async function expectAccessible(): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [320, 1_280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await violations(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
    }
  }
}

/** Links of e-mails with a token that is none show what a used one shows; to look at the good ones uses nothing up. */
const ACCOUNT_PAGES = [
  "/signup",
  "/forgot",
  "/login/link",
  "/verify/resend",
  "/verify?token=x",
  "/reset?token=x",
  "/login/link/open?token=x",
  "/confirm-email?token=x",
  "/invitation?token=x",
  "/admin/login",
  "/admin/setup?token=x",
];

it("can be used by everybody on each page about accounts, in both languages and themes", async () => {
  const wrong = [];
  const stranger = await (await browser.newContext()).newPage();
  for (const path of ACCOUNT_PAGES) {
    for (const [lang, colorScheme, width] of [
      ["de", "light", 320],
      ["en", "dark", 320],
    ] as const) {
      await stranger.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await stranger.setViewportSize({ width, height: 900 });
      await stranger.goto(`${demo.baseUrl}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
      const sideways = (await scrollsSideways(stranger)) ? ["scrolls sideways"] : [];
      const found = [...(await violations(stranger)), ...sideways];
      if (found.length > 0) wrong.push({ path, lang, found });
    }
  }
  expect(wrong).toEqual([]);
});

describe("signing in with a passkey", () => {
  it("begins with adding one, when signed in", async () => {
    await givePassword();
    await page.waitForURL(/\/app/);
    const optionsJSON = await ask("/me/passkeys/options");
    const response = await page.evaluate(async (json) => {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
        json as PublicKeyCredentialCreationOptionsJSON, // as the server wrote it
      );
      const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
      return made.toJSON();
    }, optionsJSON);
    expect(await ask("/me/passkeys", { name: "Laptop", response })).toMatchObject({ name: "Laptop" });
  });

  it("takes one click, and no password", async () => {
    await signOut(page, demo);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(/\/app/);
    const sessions = await page.evaluate(async () => (await fetch("/api/v1/me/sessions")).json());
    const current = (sessions as { items: { isCurrent: boolean }[] }).items.find(({ isCurrent }) => isCurrent);
    expect(current).toMatchObject({ method: "passkey", secondFactor: "passkey" });
  });

  it("is a second factor as well, after the password", async () => {
    await signOut(page, demo);
    await givePassword();
    await page.waitForURL(/\/login\/second-factor/);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.waitForURL(/\/app/);
    expect(new URL(page.url()).pathname).toMatch(/^\/app/);
  });

  it("fails with words when no passkey fits, and can be tried again", async () => {
    await signOut(page, demo);
    await page.route("**/login/passkey/sign-in", (route) => route.fulfill({ status: 401, body: "{}" }));
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("The passkey was not accepted.").waitFor();
    await page.unroute("**/login/passkey/sign-in");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(/\/app/);
    expect(new URL(page.url()).pathname).toMatch(/^\/app/);
  });
});

describe("signing in with a code", () => {
  it("works with the app's code, on a page that everybody can use", async () => {
    ({ secret } = await ask<{ secret: string }>("/me/totp"));
    const { recoveryCodes } = await ask<{ recoveryCodes: string[] }>("/me/totp/confirm", { code: await code() });
    spare = recoveryCodes[0] ?? "";
    await signOut(page, demo);
    await expectAccessible();
    await givePassword();
    await page.waitForURL(/\/login\/second-factor/);
    await expectAccessible();
    await page.fill("#code", "000 000");
    await page.click("form button[type=submit]");
    await page.getByRole("alert").first().waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    await expectAccessible();
  });

  it("works with a recovery code when the app is not at hand", async () => {
    await page.getByRole("link", { name: "Enter a recovery code" }).click();
    await page.fill("#code", spare.toLowerCase());
    await page.click("form button[type=submit]");
    await page.waitForURL(/\/app/);
    expect(new URL(page.url()).pathname).toMatch(/^\/app/);
  });
});

describe("a business's first day", () => {
  it("leads from signing up over its services and staff to the first appointment", async () => {
    // A program of its own: the packaged Chromium is one process, whose scripts ask without a second context's cookies.
    const device = await launchBrowser();
    const own = await device.newContext({ locale: "en-GB", viewport: { width: 1_280, height: 900 } });
    own.setDefaultTimeout(20_000);
    const tab = await own.newPage();
    tellWhenFailing(tab);
    const owner = { email: "nora@physio-neu.example", password: "Ganz-neue-Praxis-9!" };
    await tab.goto(`${demo.baseUrl}/signup`);
    await tab.fill("[name=business]", "Physio Neu");
    await tab.fill("[name=name]", "Nora Neu");
    await tab.fill("[name=email]", owner.email);
    await tab.fill("[name=password]", owner.password);
    await tab.check("[name=terms]");
    await tab.click("form button[type=submit]");
    await tab.goto(await linkTo(owner.email));
    await tab.click("form button[type=submit]");
    await tab.waitForURL(({ search }) => !search.includes("token"));
    await tab.goto(`${demo.baseUrl}/login`);
    await tab.fill("input[name=email]", owner.email);
    await tab.fill("input[name=password]", owner.password);
    await tab.click("form button[type=submit]");
    // Owners need a second factor from the start.
    const given = ((await tab.locator("code.secret").textContent()) ?? "").replaceAll(" ", "");
    await tab.fill("#code", await codeOfStep(fromBase32(given), Math.floor(Date.now() / 30_000), 6));
    await tab.locator("form button[type=submit]").first().click();
    await tab.locator('a[href="/app"]').click();
    await tab.waitForURL(/\/app\/today/);

    await tab.getByRole("link", { name: "Next: Your business" }).click();
    await tab.getByLabel("Address").fill("Lindenweg 1, 10115 Berlin");
    await tab.getByRole("button", { name: "Save" }).click();
    await tab.getByText("Saved").first().waitFor();
    await tab.locator("button:disabled", { hasText: "Save" }).waitFor(); // it shows what is kept
    const phone = tab.getByLabel("Phone", { exact: true });
    await phone.fill("030 1234567");
    await tab.getByRole("button", { name: "Done, continue" }).click();
    await tab.getByText("This is not in the expected form").waitFor();
    await phone.fill("+49 30 1234567");
    await tab.getByRole("button", { name: "Done, continue" }).click(); // saves what was typed
    await tab.getByRole("heading", { name: "Opening hours" }).waitFor();
    await tab.getByRole("button", { name: /Your business$/ }).click();
    await expect.poll(() => phone.inputValue(), { timeout: 20_000 }).toBe("+49301234567");
    await tab.getByRole("button", { name: /Opening hours$/ }).click();
    await tab.getByRole("button", { name: "Skip", exact: true }).click();
    await tab.getByLabel("Name").fill("Jan Hilfe");
    await tab.getByRole("button", { name: "Add", exact: true }).click();
    await tab.getByText("Jan Hilfe is added").waitFor();
    await tab.reload(); // it goes on where it was left
    await tab.getByRole("heading", { name: "Who works there" }).waitFor();
    await tab.getByRole("button", { name: "Done, continue" }).click();
    await tab.getByLabel("Trade").click();
    await tab.getByRole("option", { name: "Physiotherapy" }).click();
    await tab.getByRole("button", { name: /^Add 4 services/ }).click();
    await tab.getByText("4 services are added").waitFor();
    for (const act of ["Done, continue", "Skip", "Done, finish"]) {
      await tab.getByRole("button", { name: act, exact: true }).click();
      await tab.waitForTimeout(200);
    }
    await tab.getByRole("heading", { name: "Everything is set up" }).waitFor();
    await tab.getByRole("link", { name: "Go to today" }).click();
    await tab.getByRole("button", { name: "New appointment" }).click();
    const dialog = tab.getByRole("dialog", { name: "New appointment" });
    await dialog
      .getByRole("group", { name: /free times$/i })
      .getByRole("button")
      .first()
      .click();
    await dialog.getByLabel("Name").fill("Erste Kundin");
    await dialog.getByRole("button", { name: /^Book / }).click();
    await tab.getByText(/Erste Kundin is booked/).waitFor();
    expect(await tab.getByText("Next: Your business").count()).toBe(0);
    await device.close();
  }, 90_000);
});

/** What the newest e-mail to an address links to, once the sandbox has it. */
async function linkTo(email: string): Promise<string> {
  for (let tries = 0; tries < 80; tries++) {
    const answer = await fetch(`${demo.sandboxUrl}/control/emails`);
    const { emails } = (await answer.json()) as { emails: { to: string[]; text: string }[] };
    const link = /https?:\/\/\S+\/verify\S+/.exec(emails.find(({ to }) => to.includes(email))?.text ?? "")?.[0];
    if (link) return link;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`no link was sent to ${email}`);
}

it("never breaks the content security policy", () => {
  expect(complaints).toEqual([]);
});
