import { Buffer } from "node:buffer";
import * as z from "zod";
import { ok, type Result } from "../../domain/result.ts";
import { utf8 } from "../../domain/utf8.ts";
import type { MessageEvent, MessageProvider, RawWebhook, SendOutcome } from "./port.ts";
import { postVendor, refusedBy } from "./post-vendor.ts";
import { readForm, type Unreadable, unreadable } from "./read-webhook.ts";
import { hmacKey, sameBytes } from "./verify.ts";

export type TwilioAccount = { accountSid: string; authToken: string; from: string; baseUrl: string };

/** Both say that the recipient has sent STOP. */
const OPT_OUT_CODES = ["21610"];
const taken = z.object({ sid: z.string().min(1).max(64), num_segments: z.coerce.number().int().nullish() });
const refused = z.object({ code: z.coerce.string().max(20) });

/** Source: twilio.com/docs/messaging/api/message-resource. It has no idempotency key. */
export function createTwilio(account: TwilioAccount, fetcher: typeof fetch = fetch): MessageProvider {
  return {
    vendor: "twilio",
    sendsOnce: false,
    async send({ to, body, reportUrl }) {
      const { accountSid, authToken, from, baseUrl } = account;
      const credential = Buffer.from(`${accountSid}:${authToken}`).toString("base64");
      const answer = await postVendor(fetcher, `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
        headers: { Authorization: `Basic ${credential}`, "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ To: to, From: from, Body: body.text, StatusCallback: reportUrl }).toString(),
      });
      return readAnswer(answer);
    },
  };
}

function readAnswer(answer: Awaited<ReturnType<typeof postVendor>>): SendOutcome {
  if (answer === null) return { kind: "unknown", reason: "no_answer" };
  if (answer.status >= 200 && answer.status < 300) {
    const message = taken.safeParse(answer.body);
    if (!message.success) return { kind: "unknown", reason: "unreadable_answer" };
    return { kind: "sent", vendorId: message.data.sid, segments: message.data.num_segments || null };
  }
  const error = refused.safeParse(answer.body);
  return refusedBy(answer, error.success ? error.data.code : null, OPT_OUT_CODES);
}

/**
 * `X-Twilio-Signature`: base64 of HMAC-SHA1 over the address as Twilio was told it, and each field's name and value in
 * the order of names. It has no timestamp: what comes twice is known by its id. Source: twilio 6.2.0 `lib/webhooks`.
 */
export async function verifyTwilio(authToken: string, { url, body, header }: RawWebhook): Promise<boolean> {
  const signature = header("x-twilio-signature");
  if (!signature) return false;
  const fields = new URLSearchParams(new TextDecoder().decode(body));
  const names = [...new Set(fields.keys())].sort();
  const signed = url + names.map((name) => valuesOf(fields, name)).join("");
  const digest = await crypto.subtle.sign("HMAC", await hmacKey("SHA-1", authToken), utf8(signed));
  return sameBytes(new Uint8Array(digest), Buffer.from(signature, "base64"));
}

function valuesOf(fields: URLSearchParams, name: string): string {
  return [...new Set(fields.getAll(name))]
    .sort()
    .map((value) => name + value)
    .join("");
}

const webhook = z.object({
  MessageSid: z.string().min(1).max(64),
  MessageStatus: z.string().max(40).optional(),
  SmsStatus: z.string().max(40).optional(),
  ErrorCode: z.string().max(20).optional(),
  From: z.string().max(40).optional(),
  Body: z.string().max(5_000).optional(),
  OptOutType: z.string().max(20).optional(),
});

const statuses: Record<string, "sent" | "delivered" | "failed" | "bounced"> = {
  sent: "sent",
  delivered: "delivered",
  read: "delivered",
  partially_delivered: "delivered",
  undelivered: "bounced",
  failed: "failed",
  canceled: "failed",
};

/** Null: it says nothing that we do not know, such as `queued`. */
export function readTwilio({ url, body }: Pick<RawWebhook, "url" | "body">): Result<MessageEvent | null, Unreadable> {
  const parsed = webhook.safeParse(readForm(body));
  if (!parsed.success) return unreadable(parsed.error);
  const { MessageSid: vendorId, MessageStatus, SmsStatus, ErrorCode, From, Body = "", OptOutType } = parsed.data;
  if (MessageStatus === undefined && SmsStatus === "received" && From) {
    const meanings: Record<string, "stop" | "start"> = { STOP: "stop", START: "start" };
    const vendorMeaning = meanings[OptOutType ?? ""] ?? null;
    return ok({ type: "incoming", vendorId, from: From, text: Body, vendorMeaning });
  }
  const status = statuses[MessageStatus ?? ""];
  if (!status) return ok(null);
  const reason = ErrorCode ? `code_${ErrorCode}` : null;
  const messageId = new URL(url).searchParams.get("message");
  const facts = { vendorId, messageId, status, reason, optedOut: OPT_OUT_CODES.includes(ErrorCode ?? "") };
  return ok({ type: "status", ...facts, segments: null, costMicros: null, currency: null });
}
