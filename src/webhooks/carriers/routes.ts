import { type Context, Hono } from "hono";
import type { AppEnv } from "../../http/app-env.ts";
import { problemResponse } from "../../http/problem.ts";
import { log } from "../../log.ts";
import type { CarrierOrder } from "../../providers/voice/carriers/port.ts";
import { readTelnyxCall } from "../../providers/voice/carriers/telnyx-calls.ts";
import { readTwilioCall, type TwilioCall, toTwiml } from "../../providers/voice/carriers/twilio-calls.ts";
import { findLine } from "../../use-cases/voice/carrier/find-line.ts";
import { afterRinging, answerRinging } from "../../use-cases/voice/carrier/guide-call.ts";
import { guideTelnyx } from "../../use-cases/voice/carrier/guide-telnyx.ts";
import { type SenderRequest, unreadable, verifiedSender } from "./verified-sender.ts";

const MAX_BODY_BYTES = 64 * 1024;

/** Calls at numbers whose carrier asks us who takes them, verified with the credential of the sender in the address. */
export const carrierCallRoutes = new Hono<AppEnv>()
  .post("/twilio/:senderId/voice", async (c) => {
    const request = await verifiedSender(c, "twilio", "application/x-www-form-urlencoded", MAX_BODY_BYTES);
    if (request instanceof Response) return request;
    const read = readTwilioCall(request.webhook);
    if (!read.ok) return unreadable(c, read.error);
    const order = await answerTwilio(c, request, read.value);
    const [voiceUrl = ""] = request.webhook.url.split("?");
    return c.body(toTwiml(order, voiceUrl), 200, { "content-type": "text/xml" });
  })
  .post("/telnyx/:senderId/voice", async (c) => {
    const request = await verifiedSender(c, "telnyx", "application/json", MAX_BODY_BYTES);
    if (request instanceof Response) return request;
    const read = readTelnyxCall(request.webhook);
    if (!read.ok) return unreadable(c, read.error);
    const isDone = await guideTelnyx(c.env, c.executionCtx, request.sender, read.value, Date.now());
    // Telnyx sends it again, and carries out no command twice.
    return isDone ? c.body(null, 204) : problemResponse(c, unavailable);
  });

const unavailable = { status: 503, code: "vendor_failed", title: "Telnyx did not take the command." } as const;

async function answerTwilio(
  c: Context<AppEnv>,
  { sender }: SenderRequest,
  { call, rang }: TwilioCall,
): Promise<CarrierOrder | null> {
  const now = Date.now();
  const line = await findLine(c.env, c.executionCtx, sender.row.tenantId, call);
  if (!line) {
    log("warn", "carrier_call_of_nobody", { senderId: sender.row.id });
    return { kind: "reject" };
  }
  if (!rang) return answerRinging(c.env, c.executionCtx, line, call, now);
  return afterRinging(c.env, c.executionCtx, sender, line, { call, rang: { ...rang, at: now } }, now);
}
