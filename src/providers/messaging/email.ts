import type { EmailProvider } from "../email/port.ts";
import type { MessageProvider } from "./port.ts";

/** E-mail to customers, by the account that sends all of the platform's e-mail. It knows our id, and sends once. */
export function overEmail(provider: EmailProvider): MessageProvider {
  return {
    vendor: "resend",
    sendsOnce: true,
    async send({ id, to, body: { subject = "", html = "", text, calendarFile } }) {
      const attached = calendarFile ? { attachments: [{ filename: "appointment.ics", content: calendarFile }] } : {};
      const outcome = await provider.send({ id, to, subject, html, text, ...attached });
      if (outcome.kind === "sent") return { kind: "sent", vendorId: outcome.providerId, segments: null };
      return outcome.kind === "refused" ? { ...outcome, optedOut: false } : outcome;
    },
  };
}
