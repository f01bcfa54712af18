import * as z from "zod";
import { appointmentId, customerId, messageId, senderId, tenantId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { consentSource, messageChannel, messagePurpose, messageVendor } from "../domain/messaging/message.ts";
import { messageStatus } from "../domain/messaging/message-status.ts";
import { instant } from "./booking.ts";
import { filledTemplate } from "./whatsapp.ts";

const visible = /^[\x21-\x7e]+$/;
const token = (min: number, max: number) =>
  z.string().trim().min(min).max(max).regex(visible, "must be printable characters without spaces");

const twilioSecret = z.strictObject({
  vendor: z.literal("twilio"),
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, "must be AC and 32 hexadecimal digits"),
  authToken: token(16, 100).describe("The auth token of the account that owns the number; it also signs webhooks."),
});

const telnyxSecret = z.strictObject({
  vendor: z.literal("telnyx"),
  apiKey: token(8, 200),
  publicKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, "must be 32 bytes in base64, as Telnyx shows it")
    .describe("The account's public key, by which its webhooks are verified."),
});

const whatsappSecret = z.strictObject({
  vendor: z.literal("whatsapp"),
  accessToken: token(8, 500),
  appSecret: token(8, 200).describe("The app's secret, by which its webhooks are verified."),
  phoneNumberId: z.string().regex(/^\d{5,30}$/, "must be the number's id, which is digits"),
  businessAccountId: z
    .string()
    .regex(/^\d{5,30}$/, "must be the business account's id, which is digits")
    .optional()
    .describe("Of the WhatsApp Business account; needed to list its templates."),
  verifyToken: token(8, 100).describe("What Meta repeats when the webhook is entered there; chosen by you."),
});

/** A vendor's credential, each vendor in its own shape. Goes in and never comes out. */
export const senderSecret = z.discriminatedUnion("vendor", [twilioSecret, telnyxSecret, whatsappSecret]);
export type SenderSecret = z.infer<typeof senderSecret>;

const name = z.string().trim().min(1).max(80);
const address = z.string().regex(/^\+[1-9]\d{4,14}$/, "must be a phone number as +4930123456");

export const senderBody = z.strictObject({ name, address, secret: senderSecret });
export const senderPatch = z.strictObject({
  name: name.optional(),
  isDisabled: z.boolean().optional(),
  secret: senderSecret.optional(),
});
export type SenderPatch = z.infer<typeof senderPatch>;

export const senderView = z
  .object({
    id: senderId,
    name: z.string(),
    vendor: messageVendor,
    channel: messageChannel,
    address: z.string(),
    isDisabled: z.boolean(),
    /** When the credential was last set. It cannot be read again. */
    secretChangedAt: instant,
    createdAt: instant,
    /** To be entered at the vendor for incoming messages. */
    webhookUrl: z.string(),
    /** To be entered there for calls, so that the carrier asks who takes them. Null: the vendor carries none. */
    voiceUrl: z.string().nullable(),
  })
  .meta({ id: "MessageSender" });
export type SenderView = z.infer<typeof senderView>;

export const messageFilter = {
  channel: messageChannel.optional(),
  status: messageStatus.optional(),
  direction: z.enum(["outbound", "inbound"]).optional(),
  customerId: customerId.optional(),
  appointmentId: appointmentId.optional(),
};

export const messageView = z
  .object({
    id: messageId,
    channel: messageChannel,
    direction: z.enum(["outbound", "inbound"]),
    purpose: messagePurpose,
    kind: z.string(),
    status: messageStatus,
    /** Why it was not sent, failed or waits: a code. */
    reason: z.string().nullable(),
    vendor: messageVendor.nullable(),
    customerId: customerId.nullable(),
    appointmentId: appointmentId.nullable(),
    language,
    /** Address and words; null once their time is over. */
    address: z.string().nullable(),
    text: z.string().nullable(),
    subject: z.string().nullable(),
    segments: z.int().nullable(),
    /** Millionths of a unit of `currency`. Null: the vendor has not said. */
    costMicros: z.int().nullable(),
    currency: z.string().nullable(),
    createdAt: instant,
    settledAt: instant.nullable(),
  })
  .meta({ id: "Message" });
export type MessageView = z.infer<typeof messageView>;

const words = {
  channel: messageChannel,
  text: z.string().trim().min(1).max(1_000).optional(),
  template: filledTemplate.optional().describe("Instead of `text`, by WhatsApp: an approved template."),
};

type Words = { channel: string; text?: string | undefined; template?: object | undefined };

/** Either words or a template, and templates where there are some. */
function saysOneThing({ channel, text, template }: Words): boolean {
  return template === undefined ? text !== undefined : text === undefined && channel === "whatsapp";
}

const oneThing = { path: ["text"], error: "`text` must be there, or by whatsapp `template` instead" };

/** An answer in a conversation. */
export const replyBody = z.strictObject(words).refine(saysOneThing, oneThing);
export type ReplyInput = z.infer<typeof replyBody>;

export const messageBody = z
  .strictObject({ ...words, purpose: messagePurpose.default("transactional") })
  .refine(saysOneThing, oneThing);
export type MessageInput = z.infer<typeof messageBody>;

export const consentView = z
  .object({
    id: z.string(),
    at: instant,
    channel: messageChannel,
    action: z.enum(["withdrawn", "restored"]),
    source: consentSource,
    /** Null: nobody's number that is known. */
    customerId: customerId.nullable(),
    customerName: z.string().nullable(),
  })
  .meta({ id: "Consent" });
export type ConsentView = z.infer<typeof consentView>;

export const optOutBody = z.strictObject({ channel: messageChannel, optedOut: z.boolean() });
export const customerOptOuts = z.object({ channels: z.array(messageChannel) }).meta({ id: "CustomerOptOuts" });
export type CustomerOptOuts = z.infer<typeof customerOptOuts>;

/** Without words and addresses, which operators have no business with. */
export const operatorMessageView = messageView
  .pick({
    id: true,
    channel: true,
    direction: true,
    kind: true,
    status: true,
    reason: true,
    vendor: true,
    segments: true,
    createdAt: true,
  })
  .extend({ tenantId, tenantName: z.string() })
  .meta({ id: "OperatorMessage" });
export type OperatorMessageView = z.infer<typeof operatorMessageView>;
