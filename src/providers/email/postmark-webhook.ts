import * as z from "zod";
import { isAutomatic, secretOfAddress } from "../../domain/leads/inbound-email.ts";
import { bareAddress, messageOfAddress } from "../../domain/messaging/email-reply.ts";
import { plainText } from "../../domain/messaging/plain-text.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { RawWebhook } from "../messaging/port.ts";
import { readJsonBody, type Unreadable, unreadable } from "../messaging/read-webhook.ts";
import type { EmailEvent, EmailReport, EmailSuppression } from "./port.ts";

const metadata = z.object({ message: z.string().max(100).optional() }).catch({});
const base = { MessageID: z.string().min(1).max(100), Metadata: metadata.default({}) };

const event = z.discriminatedUnion("RecordType", [
  z.object({ RecordType: z.literal("Delivery"), ...base }),
  z.object({
    RecordType: z.literal("Bounce"),
    ...base,
    Type: z.string().max(60),
    Inactive: z.boolean().default(false),
  }),
  z.object({ RecordType: z.literal("SpamComplaint"), ...base }),
  z.object({
    RecordType: z.literal("SubscriptionChange"),
    ...base,
    SuppressSending: z.boolean(),
    SuppressionReason: z.string().max(60).nullish(),
  }),
]);
type Event = z.infer<typeof event>;

const incoming = z.object({
  MessageID: z.string().min(1).max(100),
  From: z.string().max(500),
  ToFull: z
    .array(z.object({ Email: z.string().max(320) }))
    .max(100)
    .default([]),
  OriginalRecipient: z.string().max(500).default(""),
  TextBody: z.string().max(200_000).default(""),
  StrippedTextReply: z.string().max(200_000).default(""),
  HtmlBody: z.string().max(500_000).default(""),
  Subject: z.string().max(2_000).default(""),
  ReplyTo: z.string().max(500).default(""),
  Headers: z
    .array(z.object({ Name: z.string().max(200), Value: z.string().max(10_000) }))
    .max(500)
    .default([]),
});
type Incoming = z.infer<typeof incoming>;
const anyRecord = z.object({ RecordType: z.string().max(60).optional() });

/** Webhooks of Postmark are not signed: it shows the password that was put into the address. Null: nothing we need. */
export function readPostmark({ body }: Pick<RawWebhook, "body">): Result<EmailEvent | null, Unreadable> {
  const json = readJsonBody(body);
  const kind = anyRecord.safeParse(json);
  if (!kind.success) return unreadable(kind.error);
  // Incoming mail is the one record without a type of its own.
  if ((kind.data.RecordType ?? "Inbound") === "Inbound") return readIncoming(json);
  const parsed = event.safeParse(json);
  if (parsed.success) return ok({ type: "report", ...idsOf(parsed.data), ...toldBy(parsed.data) });
  const isKnown = event.options.some(({ shape }) => shape.RecordType.value === kind.data.RecordType);
  return isKnown ? unreadable(parsed.error) : ok(null); // opened, clicked: we do not track
}

function readIncoming(json: unknown): Result<EmailEvent | null, Unreadable> {
  const parsed = incoming.safeParse(json);
  if (!parsed.success) return unreadable(parsed.error);
  const { MessageID: providerId, From, ToFull, OriginalRecipient, TextBody, StrippedTextReply } = parsed.data;
  const addresses = [OriginalRecipient, ...ToFull.map(({ Email }) => Email)];
  const messageId = addresses.map(messageOfAddress).find((id) => id !== null);
  if (!messageId) return ok(toLetter(parsed.data, addresses));
  return ok({ type: "reply", messageId, providerId, from: bareAddress(From), text: StrippedTextReply || TextBody });
}

function toLetter(
  { MessageID: providerId, From: from, ReplyTo, Subject: subject, TextBody, HtmlBody, Headers }: Incoming,
  addresses: readonly string[],
): EmailEvent | null {
  const secret = addresses.map(secretOfAddress).find((each) => each !== null);
  if (!secret) return null;
  const headers = Headers.map(({ Name: name, Value: value }) => ({ name, value }));
  const said = { subject, replyTo: ReplyTo || null, text: TextBody || plainText(HtmlBody) };
  return { type: "letter", secret, providerId, from, ...said, isAutomatic: isAutomatic(headers) };
}

const idsOf = ({ MessageID, Metadata }: Event) => ({ messageId: Metadata.message ?? null, providerId: MessageID });

type Told = Pick<EmailReport, "status" | "reason" | "suppression">;

function toldBy(told: Event): Told {
  switch (told.RecordType) {
    case "Delivery":
      return { status: "delivered", reason: null, suppression: null };
    case "Bounce": {
      const isFinal = told.Type === "HardBounce" || told.Inactive;
      return {
        status: "bounced",
        reason: isFinal ? "hard_bounce" : "soft_bounce",
        suppression: isFinal ? "bounce" : null,
      };
    }
    case "SpamComplaint":
      return { status: null, reason: null, suppression: "complaint" };
    case "SubscriptionChange": {
      const suppression = told.SuppressSending ? suppressionOf(told.SuppressionReason) : ("lifted" as const);
      return { status: null, reason: null, suppression };
    }
    default:
      return told satisfies never;
  }
}

function suppressionOf(reason: string | null | undefined): EmailSuppression {
  if (reason === "HardBounce") return "bounce";
  return reason === "SpamComplaint" ? "complaint" : "vendor";
}
