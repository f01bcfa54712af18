import * as z from "zod";
import type { FilledTemplate } from "./whatsapp-template.ts";

export const messageChannel = z.enum(["sms", "whatsapp", "email"]);
export type MessageChannel = z.infer<typeof messageChannel>;

/** Who carries SMS and WhatsApp messages. E-mail goes by the platform's own account. */
export const messageVendor = z.enum(["twilio", "telnyx", "whatsapp", "resend", "postmark", "cloudflare"]);
export type MessageVendor = z.infer<typeof messageVendor>;

/** `transactional`: what somebody has asked for, such as news of their appointment. */
export const messagePurpose = z.enum(["transactional", "marketing"]);
export type MessagePurpose = z.infer<typeof messagePurpose>;

/** The `kind` of what tells somebody who waits that a time is held for them. */
export const WAITLIST_OFFER = "waitlist_offer";

/** How it came that an address gets no more messages. A bounce or complaint holds for all e-mail, whatever it is about. */
export const consentSource = z.enum(["word", "vendor", "staff", "bounce", "complaint"]);
export type ConsentSource = z.infer<typeof consentSource>;

/** What a message says, complete. SMS and WhatsApp carry `text` alone. */
export type MessageBody = {
  text: string;
  subject?: string;
  html?: string;
  /** A calendar file (RFC 5545) to attach. */
  calendarFile?: string;
  /** Of WhatsApp: by what it goes where free text is not delivered. */
  template?: FilledTemplate;
};
