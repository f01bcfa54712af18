import { Buffer } from "node:buffer";
import * as z from "zod";
import { isWhatsappUser } from "../../domain/messaging/whatsapp-template.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { MessageEvent, MessageProvider, OutgoingMessage, RawWebhook, SendOutcome } from "./port.ts";
import { postVendor, refusedBy } from "./post-vendor.ts";
import { readJsonBody, type Unreadable, unreadable } from "./read-webhook.ts";
import { hmacKey } from "./verify.ts";

export type WhatsappAccount = { accessToken: string; phoneNumberId: string; baseUrl: string };

const VERSION = "v25.0";
/** The person has stopped marketing messages. */
const OPT_OUT_CODES = ["131050"];
const taken = z.object({ messages: z.array(z.object({ id: z.string().min(1).max(200) })).min(1) });
const refused = z.object({ error: z.object({ code: z.coerce.string().max(20) }) });

/**
 * Free text reaches whoever wrote within the last 24 hours; to others Meta refuses it with 131047, and templates go. Source:
 * developers.facebook.com/docs/whatsapp/cloud-api.
 */
export function createWhatsapp(account: WhatsappAccount, fetcher: typeof fetch = fetch): MessageProvider {
  const { accessToken, phoneNumberId, baseUrl } = account;
  return {
    vendor: "whatsapp",
    sendsOnce: false,
    async send({ id, to, body }) {
      const person = { messaging_product: "whatsapp", recipient_type: "individual", ...recipientOf(to) };
      const answer = await postVendor(fetcher, `${baseUrl}/${VERSION}/${phoneNumberId}/messages`, {
        headers: { Authorization: `Bearer ${accessToken}`, "Content-Type": "application/json" },
        body: JSON.stringify({ ...person, ...contentOf(body), biz_opaque_callback_data: id }),
      });
      return readAnswer(answer);
    },
  };
}

/** People without a number are reached by the id that stands for them. */
function recipientOf(to: string) {
  return isWhatsappUser(to) ? { recipient: to } : { to: to.replace("+", "") };
}

function contentOf({ text, template }: OutgoingMessage["body"]) {
  if (!template) return { type: "text", text: { body: text, preview_url: false } };
  const { name, language, parameters } = template;
  const words = parameters.map((each) => ({ type: "text", text: each }));
  const components = words.length > 0 ? [{ type: "body", parameters: words }] : [];
  return { type: "template", template: { name, language: { code: language }, components } };
}

function readAnswer(answer: Awaited<ReturnType<typeof postVendor>>): SendOutcome {
  if (answer === null) return { kind: "unknown", reason: "no_answer" };
  if (answer.status >= 200 && answer.status < 300) {
    const message = taken.safeParse(answer.body);
    const vendorId = message.success ? message.data.messages[0]?.id : undefined;
    return vendorId ? { kind: "sent", vendorId, segments: null } : { kind: "unknown", reason: "unreadable_answer" };
  }
  const error = refused.safeParse(answer.body);
  return refusedBy(answer, error.success ? error.data.error.code : null, OPT_OUT_CODES);
}

/** `X-Hub-Signature-256: sha256=<hex>` over the raw bytes. It has no timestamp: what comes twice is known by its id. */
export async function verifyWhatsapp(appSecret: string, { body, header }: RawWebhook): Promise<boolean> {
  const [, digest] = /^sha256=([0-9a-f]{64})$/.exec(header("x-hub-signature-256") ?? "") ?? [];
  if (!digest) return false;
  const signature = new Uint8Array(Buffer.from(digest, "hex"));
  return crypto.subtle.verify("HMAC", await hmacKey("SHA-256", appSecret), signature, body);
}

const incoming = z.object({
  id: z.string().min(1).max(200),
  /** Absent for people who show a user name instead of a number: `from_user_id` stands for them at this business. */
  from: z.string().max(40).optional(),
  from_user_id: z.string().max(140).optional(),
  text: z.object({ body: z.string().max(5_000) }).optional(),
  button: z.object({ text: z.string().max(200) }).optional(),
});
const report = z.object({
  id: z.string().min(1).max(200),
  status: z.string().max(40),
  biz_opaque_callback_data: z.string().max(200).optional(),
  errors: z.array(z.object({ code: z.coerce.string().max(20) })).optional(),
});
const value = z.object({
  metadata: z.object({ phone_number_id: z.string().max(60) }),
  messages: z.array(incoming).max(1_000).optional(),
  statuses: z.array(report).max(1_000).optional(),
});
/** Their own switch in the app: whether they want marketing of this business. */
const preference = z.object({
  wa_id: z.string().regex(/^\d{5,20}$/),
  category: z.string().max(60),
  value: z.string().max(40),
  detail: z.string().max(500).default(""),
  timestamp: z.coerce.string().max(20),
});
const preferences = z.object({
  metadata: z.object({ phone_number_id: z.string().max(60) }),
  user_preferences: z.array(preference).max(1_000),
});
const envelope = z.object({
  entry: z
    .array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })).max(1_000) }))
    .max(1_000),
});

const statuses: Record<string, "sent" | "delivered" | "failed"> = {
  sent: "sent",
  delivered: "delivered",
  read: "delivered",
  played: "delivered",
  failed: "failed",
};

/** All that a batch tells of the one number; what is of others is passed over. */
export function readWhatsapp(
  { body }: Pick<RawWebhook, "body">,
  phoneNumberId: string,
): Result<MessageEvent[], Unreadable> {
  const parsed = envelope.safeParse(readJsonBody(body));
  if (!parsed.success) return unreadable(parsed.error);
  const all = parsed.data.entry.flatMap((entry) => entry.changes);
  const changes = all.filter(({ field }) => field === "messages");
  const switched = all.filter(({ field }) => field === "user_preferences").flatMap((each) => toSwitched(each.value));
  const values = changes.flatMap((change) => {
    const read = value.safeParse(change.value);
    return read.success && read.data.metadata.phone_number_id === phoneNumberId ? [read.data] : [];
  });
  const told = values.flatMap((each) => [
    ...(each.messages ?? []).flatMap(toIncoming),
    ...(each.statuses ?? []).flatMap(toReport),
  ]);
  return ok([...told, ...switched]);

  function toSwitched(given: unknown): MessageEvent[] {
    const read = preferences.safeParse(given);
    if (!read.success || read.data.metadata.phone_number_id !== phoneNumberId) return [];
    return read.data.user_preferences.flatMap(toPreference);
  }
}

const MEANINGS: Record<string, "stop" | "start"> = { stop: "stop", resume: "start" };

/** The same as a STOP or START that they have written. */
function toPreference({
  wa_id,
  category,
  value: wanted,
  detail,
  timestamp,
}: z.infer<typeof preference>): MessageEvent[] {
  const vendorMeaning = MEANINGS[wanted];
  if (category !== "marketing_messages" || !vendorMeaning) return [];
  const vendorId = `preference/${wa_id}/${timestamp}/${wanted}`;
  return [{ type: "incoming", vendorId, from: `+${wa_id}`, text: detail, vendorMeaning }];
}

function toIncoming({ id, from: number, from_user_id: user, text, button }: z.infer<typeof incoming>): MessageEvent[] {
  const from = number ? `+${number.replace("+", "")}` : user;
  if (!from || (!number && !isWhatsappUser(from))) return [];
  const words = text?.body ?? button?.text ?? "";
  return [{ type: "incoming", vendorId: id, from, text: words, vendorMeaning: null }];
}

function toReport({ id, status, errors, biz_opaque_callback_data: messageId }: z.infer<typeof report>): MessageEvent[] {
  const known = statuses[status];
  if (!known) return [];
  const code = errors?.[0]?.code ?? null;
  const optedOut = code !== null && OPT_OUT_CODES.includes(code);
  const facts = { vendorId: id, messageId: messageId ?? null, status: known, optedOut };
  const reason = code === null ? null : `code_${code}`;
  return [{ type: "status", ...facts, reason, segments: null, costMicros: null, currency: null }];
}
