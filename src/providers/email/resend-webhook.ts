import { Buffer } from "node:buffer";
import * as z from "zod";
import { isAutomatic, secretOfAddress } from "../../domain/leads/inbound-email.ts";
import { bareAddress, messageOfAddress } from "../../domain/messaging/email-reply.ts";
import { plainText } from "../../domain/messaging/plain-text.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { RawWebhook } from "../messaging/port.ts";
import { readJsonBody, type Unreadable, unreadable } from "../messaging/read-webhook.ts";
import type { EmailEvent, EmailReport, FetchedEmail } from "./port.ts";

const WINDOW_SECONDS = 300;
const PREFIX = "whsec_";

/** Svix: HMAC-SHA256 over `{id}.{timestamp}.{raw body}`, one of several signatures, within five minutes. */
export async function verifyResend(secret: string, { body, header }: RawWebhook, now: EpochMs): Promise<boolean> {
  const [id, timestamp] = [header("svix-id") ?? "", header("svix-timestamp") ?? ""];
  if (id === "" || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now / 1_000 - Number(timestamp)) > WINDOW_SECONDS) return false;
  const raw = new Uint8Array(Buffer.from(secret.slice(PREFIX.length), "base64"));
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const signed = new Uint8Array(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]));
  const given = (header("svix-signature") ?? "").split(" ").slice(0, 10);
  const good = given.map(async (each) => {
    const [version, signature = ""] = each.split(",");
    if (version !== "v1") return false;
    return crypto.subtle.verify("HMAC", key, new Uint8Array(Buffer.from(signature, "base64")), signed);
  });
  return (await Promise.all(good)).includes(true);
}

const addresses = z.array(z.string().max(500)).max(100).nullish();
const event = z.object({
  type: z.string().max(60),
  data: z.object({
    email_id: z.string().min(1).max(100),
    from: z.string().max(500).optional(),
    to: addresses,
    cc: addresses,
    bcc: addresses,
    /** Whom it was passed on to, when that is not who it was written to. */
    received_for: addresses,
    subject: z.string().max(2_000).nullish(),
    tags: z
      .union([z.record(z.string(), z.string()), z.array(z.object({ name: z.string(), value: z.string() }))])
      .optional(),
    bounce: z.object({ type: z.string().max(60).optional(), subType: z.string().max(60).optional() }).optional(),
  }),
});
type Data = z.infer<typeof event>["data"];

/** Null: it says nothing that we need. */
export function readResend({ body }: Pick<RawWebhook, "body">): Result<EmailEvent | null, Unreadable> {
  const parsed = event.safeParse(readJsonBody(body));
  if (!parsed.success) return unreadable(parsed.error);
  const { type, data } = parsed.data;
  if (type === "email.received") return ok(toIncoming(data));
  const told = toldBy(type, data);
  return ok(told && { type: "report", messageId: tagOf(data), providerId: data.email_id, ...told });
}

type Told = Pick<EmailReport, "status" | "reason" | "suppression">;

function toldBy(type: string, { bounce }: Data): Told | null {
  switch (type) {
    case "email.sent":
      return { status: "sent", reason: null, suppression: null };
    case "email.delivered":
      return { status: "delivered", reason: null, suppression: null };
    case "email.failed":
      return { status: "failed", reason: "vendor_failed", suppression: null };
    case "email.bounced": {
      const isFinal = bounce?.type === "Permanent";
      return {
        status: "bounced",
        reason: isFinal ? "hard_bounce" : "soft_bounce",
        suppression: isFinal ? "bounce" : null,
      };
    }
    case "email.suppressed":
      return { status: "bounced", reason: "address_suppressed", suppression: "bounce" };
    case "email.complained":
      return { status: null, reason: null, suppression: "complaint" };
    default:
      return null;
  }
}

/** As an object in reports; as a list where the vendor gives back what was sent. */
function tagOf({ tags }: Data): string | null {
  if (!tags) return null;
  return (Array.isArray(tags) ? tags.find(({ name }) => name === "message")?.value : tags["message"]) ?? null;
}

function toIncoming({ email_id: providerId, from, subject, ...data }: Data): EmailEvent | null {
  const all = [data.to, data.cc, data.bcc, data.received_for].flatMap((each) => each ?? []);
  const messageId = all.map(messageOfAddress).find((id) => id !== null);
  const secret = all.map(secretOfAddress).find((each) => each !== null);
  if (!from) return null;
  if (messageId) return { type: "reply", messageId, providerId, from: bareAddress(from), text: null };
  const said = { from, replyTo: null, subject: subject ?? "", text: null, isAutomatic: false };
  return secret ? { type: "letter", secret, providerId, ...said } : null;
}

const received = z.object({
  text: z.string().nullish(),
  html: z.string().nullish(),
  reply_to: addresses,
  headers: z.record(z.string(), z.string()).nullish().catch(null),
});
const TIMEOUT_MS = 10_000;

/** What somebody wrote: the event does not say. Null: it cannot be had now. */
export async function fetchResendEmail(
  { apiKey, baseUrl }: { apiKey: string; baseUrl: string },
  id: string,
  fetcher: typeof fetch = fetch,
): Promise<FetchedEmail | null> {
  const headers = { Authorization: `Bearer ${apiKey}`, "User-Agent": "frontdesk/1.0" };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const url = `${baseUrl}/emails/receiving/${encodeURIComponent(id)}`;
  const response = await fetcher(url, { headers, signal, redirect: "manual" }).catch(() => null);
  const parsed = response?.ok ? received.safeParse(await response.json().catch(() => null)) : null;
  if (!parsed?.success) return null;
  const { text, html, reply_to: replyTo, headers: told } = parsed.data;
  const listed = Object.entries(told ?? {}).map(([name, value]) => ({ name, value }));
  const words = text || plainText(html ?? "");
  return { text: words, replyTo: replyTo?.[0] ?? null, isAutomatic: isAutomatic(listed) };
}
