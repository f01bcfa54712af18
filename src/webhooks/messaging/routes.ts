import { type Context, Hono } from "hono";
import type { AppEnv } from "../../http/app-env.ts";
import { openWebhookSender, readEvents, receiveEvents } from "../../use-cases/messaging/receive-webhook.ts";
import { unreadable, unsigned, verifiedSender } from "../carriers/verified-sender.ts";
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

/** Null once it is taken. */
async function receive(
  c: Context<AppEnv>,
  vendor: "twilio" | "telnyx" | "whatsapp",
  type: "application/json" | "application/x-www-form-urlencoded",
): Promise<Response | null> {
  const request = await verifiedSender(c, vendor, type, MAX_BODY_BYTES);
  if (request instanceof Response) return request;
  const events = readEvents(request.sender, request.webhook);
  if (!events.ok) return unreadable(c, events.error);
  await receiveEvents(c.env, request.sender, events.value, Date.now());
  return null;
}

/** Meta asks once whether the address is ours, by a word that only its owner knows. */
async function confirmAddress(c: Context<AppEnv>): Promise<Response> {
  const sender = await openWebhookSender(c.env, c.executionCtx, "whatsapp", c.req.param("senderId") ?? "");
  const { "hub.mode": mode, "hub.verify_token": token = "", "hub.challenge": challenge = "" } = c.req.query();
  const isOurs = sender?.secret.vendor === "whatsapp" && (await sameText(sender.secret.verifyToken, token));
  if (mode !== "subscribe" || !isOurs || !/^[\w-]{1,200}$/.test(challenge)) return unsigned(c);
  return c.text(challenge);
}
