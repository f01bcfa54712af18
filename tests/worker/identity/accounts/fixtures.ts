import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { JobMessage } from "../../../../src/contracts/queue-messages.ts";
import { findUserByEmailIndex } from "../../../../src/db/queries/platform.ts";
import { loginIndex } from "../../../../src/db/vault.ts";
import { createApp } from "../../../../src/http/app.ts";
import { runJob } from "../../../../src/use-cases/operations/run-job.ts";
import { tokenIn, type WaitingEmail, waitingEmails } from "../../../support/worker/emails.ts";
import { anAddress, ORIGIN } from "../fixtures.ts";

export const BREACHED = "Sommer2026!!";
export const NEW_PASSWORD = "Brand-New-Horse-8";

/** The Worker as it runs where e-mail is set up. */
const mailEnv = {
  ...env,
  RESEND_API_KEY: "re_test",
  EMAIL_FROM: "Frontdesk <desk@frontdesk.example>",
  HIBP_URL: "http://hibp.test",
} as unknown as Env;

const app = createApp();

/** E-mails wait to be read, what is wanted for an address is done at once, and one password is breached. */
export function atTheDesk(): void {
  vi.spyOn(env.JOBS, "send").mockImplementation(async (body) => {
    const job = body as JobMessage;
    const isMail =
      job.type === "send_account_email" || job.type === "send_portal_link" || job.type === "send_portal_code";
    if (isMail) await runJob(mailEnv, createExecutionContext(), job, Date.now());
    return {} as QueueSendResponse; // nobody reads it
  });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    if (!String(input).startsWith("http://hibp.test/range/")) throw new Error("no network in tests");
    const hash = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(BREACHED));
    const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return new Response(String(input).endsWith(hex.slice(0, 5).toUpperCase()) ? `${hex.slice(5).toUpperCase()}:7` : "");
  });
}

type Init = { headers?: Record<string, string>; env?: Env };

export async function getPage(path: string, { headers = {}, env: own = mailEnv }: Init = {}): Promise<Response> {
  return app.fetch(new Request(`${ORIGIN}${path}`, { headers }), own, createExecutionContext());
}

/** A form as a browser on our own pages sends it, each from an address of its own. */
export async function postForm(path: string, fields: Record<string, string>, init: Init = {}): Promise<Response> {
  const headers = {
    "Content-Type": "application/x-www-form-urlencoded",
    "CF-Connecting-IP": anAddress(),
    Origin: ORIGIN,
    "Sec-Fetch-Site": "same-origin",
    ...init.headers,
  };
  const request = new Request(`${ORIGIN}${path}`, {
    method: "POST",
    headers,
    body: new URLSearchParams(fields).toString(),
    redirect: "manual",
  });
  return app.fetch(request, init.env ?? mailEnv, createExecutionContext());
}

let people = 0;
export function aWish(overrides: Record<string, string> = {}): Record<string, string> & { email: string } {
  people += 1;
  const who = { business: `Salon ${people}`, name: "Kim Vogel", email: `kim${people}@example.com` };
  return { ...who, password: NEW_PASSWORD, timeZone: "Europe/Vienna", terms: "on", ...overrides };
}

export async function userAt(email: string) {
  return findUserByEmailIndex(env.DB, await loginIndex(env.DATA_KEY_V1, email));
}

/** E-mails of one kind that wait for this address, oldest first. */
export async function mailsTo(email: string, kind: string): Promise<WaitingEmail[]> {
  const found = await userAt(email);
  if (!found) return [];
  return (await waitingEmails(found.tenant.id)).filter((mail) => mail.kind === kind && mail.to === email);
}

/** The token of the newest link of a kind that was sent to an address. */
export async function linkTo(email: string, kind: string): Promise<string> {
  const mail = (await mailsTo(email, kind)).at(-1);
  if (!mail) throw new Error(`no ${kind} was sent`);
  return tokenIn(mail);
}
