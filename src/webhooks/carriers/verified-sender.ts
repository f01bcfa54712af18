import type { Context } from "hono";
import { configOf } from "../../env.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readBytes } from "../../http/body.ts";
import { problemResponse } from "../../http/problem.ts";
import type { RawWebhook } from "../../providers/messaging/port.ts";
import type { Unreadable } from "../../providers/messaging/read-webhook.ts";
import { isFromVendor, type OpenSender, openWebhookSender } from "../../use-cases/messaging/receive-webhook.ts";

export type SenderRequest = { sender: OpenSender; webhook: RawWebhook };

/**
 * A vendor's request, verified over its raw bytes with the credential of the sender in its address; else the answer that
 * turns it away. An unknown sender and a wrong signature look the same, and neither writes anything.
 */
export async function verifiedSender(
  c: Context<AppEnv>,
  vendor: "twilio" | "telnyx" | "whatsapp",
  type: "application/json" | "application/x-www-form-urlencoded",
  maxBytes: number,
): Promise<SenderRequest | Response> {
  const read = await readBytes(c.req.raw, type, maxBytes);
  if (!read.ok) {
    return read.error.reason === "too_large"
      ? problemResponse(c, { status: 413, code: "too_large", title: `The body is over ${read.error.maxBytes} bytes.` })
      : problemResponse(c, { status: 415, code: read.error.reason, title: read.error.rule });
  }
  const body = new Uint8Array(read.value);
  const webhook: RawWebhook = { url: toldUrl(c), body, header: (name) => c.req.header(name) };
  const sender = await openWebhookSender(c.env, c.executionCtx, vendor, c.req.param("senderId") ?? "");
  if (!sender || !(await isFromVendor(sender, webhook, Date.now()))) return unsigned(c);
  return { sender, webhook };
}

export function unsigned(c: Context<AppEnv>): Response {
  return problemResponse(c, { status: 401, code: "bad_signature", title: "The request is not signed by the vendor." });
}

export function unreadable(c: Context<AppEnv>, { reason, errors }: Unreadable): Response {
  const title = "The body is not what the vendor documents.";
  return problemResponse(c, { status: 400, code: reason, title, errors });
}

/** As the vendor was told it: signatures cover the configured address, not what a proxy made of it. */
function toldUrl(c: Context<AppEnv>): string {
  const { pathname, search } = new URL(c.req.url);
  return configOf(c.env).PUBLIC_URL + pathname + search;
}
