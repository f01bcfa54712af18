import { Buffer } from "node:buffer";
import { type Context, Hono } from "hono";
import { configOf } from "../../env.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readJsonBytes } from "../../http/body.ts";
import { type Problem, problemResponse } from "../../http/problem.ts";
import { readPostmark } from "../../providers/email/postmark-webhook.ts";
import { fetchResendEmail, readResend, verifyResend } from "../../providers/email/resend-webhook.ts";
import { applyEmailEvent } from "../../use-cases/messaging/apply-email-event.ts";
import { sameText } from "./same-text.ts";

/** Resend tells that an e-mail came; its words are fetched. */
const MAX_RESEND_BYTES = 1024 * 1024;
/** Postmark brings it whole, with the pictures of whoever asks for a haircut, which are not kept. */
const MAX_POSTMARK_BYTES = 10 * 1024 * 1024;

/** Of the platform's own e-mail accounts, so no connection is in the address. */
export const emailWebhookRoutes = new Hono<AppEnv>()
  .post("/resend", async (c) => {
    const read = await bytesOf(c, MAX_RESEND_BYTES);
    if (read instanceof Response) return read;
    const { RESEND_WEBHOOK_SECRET: secret, RESEND_API_KEY: apiKey = "", RESEND_URL: baseUrl } = configOf(c.env);
    const webhook = { url: c.req.url, body: read, header: (name: string) => c.req.header(name) };
    if (!secret || !(await verifyResend(secret, webhook, Date.now()))) return problemResponse(c, unsigned);
    const event = readResend(webhook);
    if (!event.ok) return problemResponse(c, unreadable(event.error.errors));
    const carrier = { vendor: "resend" as const, fetch: (id: string) => fetchResendEmail({ apiKey, baseUrl }, id) };
    return told(c, carrier, event.value, 204);
  })
  .post("/postmark", async (c) => {
    // Before the body is read: whoever does not know the password makes us do nothing.
    if (!(await knowsPassword(c))) return problemResponse(c, unsigned);
    const read = await bytesOf(c, MAX_POSTMARK_BYTES);
    if (read instanceof Response) return read;
    const event = readPostmark({ body: read });
    if (!event.ok) return problemResponse(c, unreadable(event.error.errors));
    const carrier = { vendor: "postmark" as const, fetch: async () => null };
    return told(c, carrier, event.value, 200);
  });

type Told = Parameters<typeof applyEmailEvent>;

async function told(c: Context<AppEnv>, carrier: Told[1], event: Told[2] | null, status: 200 | 204): Promise<Response> {
  const applied = event ? await applyEmailEvent(c.env, carrier, event, Date.now()) : "applied";
  return applied === "applied" ? c.body(null, status) : problemResponse(c, tooMany);
}

const tooMany: Problem = { status: 429, code: "too_many_attempts", title: "Too much mail at once: bring it later." };

async function bytesOf(c: Context<AppEnv>, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | Response> {
  const read = await readJsonBytes(c.req.raw, maxBytes);
  if (read.ok) return new Uint8Array(read.value);
  return read.error.reason === "too_large"
    ? problemResponse(c, { status: 413, code: "too_large", title: `The body is over ${read.error.maxBytes} bytes.` })
    : problemResponse(c, { status: 415, code: read.error.reason, title: read.error.rule });
}

/** Basic auth of the address, whatever the user's name; or the password as a header of its own. */
async function knowsPassword(c: Context<AppEnv>): Promise<boolean> {
  const { POSTMARK_WEBHOOK_PASSWORD: password } = configOf(c.env);
  if (!password) return false;
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,400})$/.exec(c.req.header("Authorization") ?? "") ?? [];
  const decoded = encoded ? Buffer.from(encoded, "base64").toString() : "";
  const given = c.req.header("X-Webhook-Password") ?? decoded.slice(decoded.indexOf(":") + 1);
  return sameText(password, given);
}

const unsigned: Problem = { status: 401, code: "bad_signature", title: "The request is not from the vendor." };

function unreadable(errors: { field: string; rule: string }[]): Problem {
  return { status: 400, code: "unknown_shape", title: "The body is not what the vendor documents.", errors };
}
