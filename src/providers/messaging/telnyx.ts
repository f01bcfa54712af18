import { Buffer } from "node:buffer";
import * as z from "zod";
import { ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { telnyxOrderState } from "../voice/numbers/telnyx-numbers.ts";
import type { MessageEvent, MessageProvider, RawWebhook, SendOutcome } from "./port.ts";
import { postVendor, refusedBy } from "./post-vendor.ts";
import { readJsonBody, type Unreadable, unreadable } from "./read-webhook.ts";

export type TelnyxAccount = { apiKey: string; from: string; baseUrl: string };

/** As the vendor's SDK has it. */
const SIGNATURE_WINDOW_SECONDS = 300;
/** "Blocked due to STOP message". */
const OPT_OUT_CODES = ["40300"];
const taken = z.object({ data: z.object({ id: z.string().min(1).max(64), parts: z.int().nullish() }) });
const refused = z.object({ errors: z.array(z.object({ code: z.coerce.string().max(20) })).min(1) });

/** Source: developers.telnyx.com, POST /v2/messages. It has no idempotency key. */
export function createTelnyx({ apiKey, from, baseUrl }: TelnyxAccount, fetcher: typeof fetch = fetch): MessageProvider {
  return {
    vendor: "telnyx",
    sendsOnce: false,
    async send({ id, to, body, reportUrl }) {
      const message = { to, from, text: body.text, tags: [id], webhook_url: reportUrl, use_profile_webhooks: false };
      const answer = await postVendor(fetcher, `${baseUrl}/v2/messages`, {
        headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
        body: JSON.stringify(message),
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
    return { kind: "sent", vendorId: message.data.data.id, segments: message.data.data.parts ?? null };
  }
  const error = refused.safeParse(answer.body);
  return refusedBy(answer, error.success ? (error.data.errors[0]?.code ?? null) : null, OPT_OUT_CODES);
}

/** Ed25519 over `{timestamp}|{raw body}`, within five minutes. `publicKey`: 32 bytes in base64, of the account. */
export async function verifyTelnyx(publicKey: string, { body, header }: RawWebhook, now: EpochMs): Promise<boolean> {
  const timestamp = header("telnyx-timestamp") ?? "";
  const signature = Buffer.from(header("telnyx-signature-ed25519") ?? "", "base64");
  if (!/^\d{1,12}$/.test(timestamp) || signature.byteLength !== 64) return false;
  if (Math.abs(now / 1_000 - Number(timestamp)) > SIGNATURE_WINDOW_SECONDS) return false;
  const raw = new Uint8Array(Buffer.from(publicKey, "base64"));
  const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  const signed = Buffer.concat([Buffer.from(`${timestamp}|`), body]);
  return crypto.subtle.verify({ name: "Ed25519" }, key, new Uint8Array(signature), new Uint8Array(signed));
}

const party = z.object({ phone_number: z.string().max(40).nullish(), status: z.string().max(40).nullish() });
const envelope = z.object({
  data: z.object({
    event_type: z.string().max(80),
    payload: z.object({
      id: z.string().min(1).max(64),
      from: party.nullish(),
      to: z.array(party).max(20).nullish().catch(null), // a string for WhatsApp
      text: z.string().max(5_000).nullish(),
      parts: z.int().nullish(),
      cost: z
        .object({ amount: z.coerce.number(), currency: z.string().max(3) })
        .nullish()
        .catch(null),
      errors: z
        .array(z.object({ code: z.coerce.string().max(20) }))
        .nullish()
        .catch(null),
      tags: z.array(z.string().max(100)).max(20).nullish(),
      autoresponse_type: z.string().max(40).nullish(),
      /** Of a number order. */
      status: z.string().max(40).nullish(),
    }),
  }),
});
type Payload = z.infer<typeof envelope>["data"]["payload"];

const statuses: Record<string, "sent" | "delivered" | "failed" | "bounced"> = {
  sent: "sent",
  delivered: "delivered",
  delivery_unconfirmed: "sent",
  sending_failed: "failed",
  expired: "failed",
  cancelled: "failed",
  delivery_failed: "bounced",
};

/** Null: it says nothing that we do not know. */
export function readTelnyx({ body }: Pick<RawWebhook, "body">): Result<MessageEvent | null, Unreadable> {
  const parsed = envelope.safeParse(readJsonBody(body));
  if (!parsed.success) return unreadable(parsed.error);
  const { event_type: type, payload } = parsed.data.data;
  if (type === "message.received") return ok(toIncoming(payload));
  if (type === "number_order.complete") {
    return ok({ type: "number_order", orderId: payload.id, state: telnyxOrderState(payload.status ?? null) });
  }
  return ok(type === "message.sent" || type === "message.finalized" ? toReport(payload) : null);
}

function toIncoming({ id, from, text, autoresponse_type: kind }: Payload): MessageEvent | null {
  if (!from?.phone_number) return null;
  const vendorMeaning = kind === "STOP" ? "stop" : kind === "START" ? "start" : null;
  return { type: "incoming", vendorId: id, from: from.phone_number, text: text ?? "", vendorMeaning };
}

function toReport({ id, to, parts, cost, errors, tags }: Payload): MessageEvent | null {
  const status = statuses[to?.[0]?.status ?? ""];
  if (!status) return null;
  const code = errors?.[0]?.code ?? null;
  return {
    type: "status",
    vendorId: id,
    messageId: tags?.[0] ?? null,
    status,
    reason: code === null ? null : `code_${code}`,
    optedOut: code !== null && OPT_OUT_CODES.includes(code),
    segments: parts ?? null,
    costMicros: cost ? Math.round(cost.amount * 1_000_000) : null,
    currency: cost?.currency ?? null,
  };
}
