import { type Context, Hono } from "hono";
import { configOf } from "../../env.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readBytes } from "../../http/body.ts";
import { problemResponse } from "../../http/problem.ts";
import type { RawWebhook } from "../../providers/messaging/port.ts";
import {
  isFromVendor,
  openWebhookSender,
  readEvents,
  receiveEvents,
} from "../../use-cases/messaging/receive-webhook.ts";
import { sameText } from "./same-text.ts";

/** A batch of WhatsApp is the largest: some hundreds of messages. */
const MAX_BODY_BYTES = 1024 * 1024;
/** What Twilio takes for "no answer to the sender". */
const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Each is verified over its raw bytes with the credential of the sender in its URL. */
export const messageWebhookRoutes = new Hono<AppEnv>()
  .post("/twilio/:senderId", async (c) => {
    const refused = await receive(c, "twilio", "application/x-www-form-urlencoded");
    return refused ?? c.body(EMPTY_TWIML, 200, { "content-type": "text/xml" });
  })
  .post("/telnyx/:senderId", async (c) => (await receive(c, "telnyx", "application/json")) ?? c.body(null, 204))
  .post("/whatsapp/:senderId", async (c) => (await receive(c, "whatsapp", "application/json")) ?? c.body(null, 200))
  .get("/whatsapp/:senderId", confirmAddress);

/** Null once it is taken. An unknown sender and a wrong signature look the same, and neither writes anything. */
async function receive(
  c: Context<AppEnv>,
  vendor: "twilio" | "telnyx" | "whatsapp",
  type: "application/json" | "application/x-www-form-urlencoded",
): Promise<Response | null> {
  const read = await readBytes(c.req.raw, type, MAX_BODY_BYTES);
  if (!read.ok) {
    return read.error.reason === "too_large"
      ? problemResponse(c, { status: 413, code: "too_large", title: `The body is over ${read.error.maxBytes} bytes.` })
      : problemResponse(c, { status: 415, code: read.error.reason, title: read.error.rule });
  }
  const body = new Uint8Array(read.value);
  const webhook: RawWebhook = { url: toldUrl(c), body, header: (name) => c.req.header(name) };
  const sender = await openWebhookSender(c.env, vendor, c.req.param("senderId") ?? "");
  if (!sender || !(await isFromVendor(sender, webhook, Date.now()))) return unsigned(c);
  const events = readEvents(sender, webhook);
  if (!events.ok) {
    const { reason, errors } = events.error;
    return problemResponse(c, {
      status: 400,
      code: reason,
      title: "The body is not what the vendor documents.",
      errors,
    });
  }
  await receiveEvents(c.env, sender, events.value, Date.now());
  return null;
}

/** Meta asks once whether the address is ours, by a word that only its owner knows. */
async function confirmAddress(c: Context<AppEnv>): Promise<Response> {
  const sender = await openWebhookSender(c.env, "whatsapp", c.req.param("senderId") ?? "");
  const { "hub.mode": mode, "hub.verify_token": token = "", "hub.challenge": challenge = "" } = c.req.query();
  const isOurs = sender?.secret.vendor === "whatsapp" && (await sameText(sender.secret.verifyToken, token));
  if (mode !== "subscribe" || !isOurs || !/^[\w-]{1,200}$/.test(challenge)) return unsigned(c);
  return c.text(challenge);
}

function unsigned(c: Context<AppEnv>): Response {
  return problemResponse(c, { status: 401, code: "bad_signature", title: "The request is not signed by the vendor." });
}

/** As the vendor was told it: signatures cover the configured address, not what a proxy made of it. */
function toldUrl(c: Context<AppEnv>): string {
  const { pathname, search } = new URL(c.req.url);
  return configOf(c.env).PUBLIC_URL + pathname + search;
}
