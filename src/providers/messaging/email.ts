import { replyAddress } from "../../domain/messaging/email-reply.ts";
import type { EmailProvider } from "../email/port.ts";
import type { MessageProvider } from "./port.ts";

/** E-mail to customers, by an account that sends all of the platform's e-mail. Answers go to an address of the message. */
export function overEmail(provider: EmailProvider, replyDomain: string | undefined): MessageProvider {
  return {
    vendor: provider.name,
    sendsOnce: provider.sendsOnce,
    async send({ id, to, body: { subject = "", html = "", text, calendarFile } }) {
      const attached = calendarFile ? { attachments: [{ filename: "appointment.ics", content: calendarFile }] } : {};
      const answered = replyDomain ? { replyTo: replyAddress(id, replyDomain) } : {};
      const outcome = await provider.send({ id, to, subject, html, text, ...attached, ...answered });
      if (outcome.kind === "sent") return { kind: "sent", vendorId: outcome.providerId, segments: null };
      return outcome.kind === "refused" ? { ...outcome, optedOut: false } : outcome;
    },
  };
}
