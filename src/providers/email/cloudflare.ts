import * as z from "zod";
import { utf8 } from "../../domain/utf8.ts";
import type { EmailOutcome, EmailProvider, OutgoingEmail } from "./port.ts";

/** The binding `EMAIL` of Cloudflare Email Sending, as far as we use it. */
export type EmailBinding = { send(message: Record<string, unknown>): Promise<{ messageId: string }> };

const failure = z.object({ code: z.string().regex(/^E_[A-Z_]{1,60}$/) });
/** Certainly not taken, and may work later. */
const PASSING = ["E_RATE_LIMIT_EXCEEDED", "E_DAILY_LIMIT_EXCEEDED"];

/** Source: developers.cloudflare.com/email-service. It has no idempotency key, and reports go to its own dashboard. */
export function createCloudflareEmail(binding: EmailBinding, from: string): EmailProvider {
  return {
    name: "cloudflare",
    sendsOnce: false,
    async send(email) {
      try {
        const { messageId } = await binding.send(toMessage(email, from));
        return { kind: "sent", providerId: messageId };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

function toMessage({ to, subject, html, text, replyTo, attachments = [] }: OutgoingEmail, from: string) {
  const files = attachments.map(({ filename, content }) => ({
    filename,
    content: utf8(content).buffer,
    type: "text/calendar",
    disposition: "attachment",
  }));
  const more = { ...(replyTo ? { replyTo } : {}), ...(files.length > 0 ? { attachments: files } : {}) };
  return { from, to, subject, html, text, ...more };
}

function outcomeOf(error: unknown): EmailOutcome {
  const known = failure.safeParse(error);
  if (!known.success) return { kind: "unknown", reason: "no_answer" };
  const { code } = known.data;
  if (PASSING.includes(code)) return { kind: "retry", reason: code.toLowerCase(), retryAfterSeconds: null };
  const reason = code === "E_RECIPIENT_SUPPRESSED" ? "address_suppressed" : code.toLowerCase();
  return { kind: "refused", reason };
}
