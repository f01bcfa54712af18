import type { Email } from "postal-mime";
import { isAutomatic, secretOfAddress } from "../../domain/leads/inbound-email.ts";
import { messageOfAddress } from "../../domain/messaging/email-reply.ts";
import { plainText } from "../../domain/messaging/plain-text.ts";
import { sha256Hex } from "../../sha256.ts";
import type { EmailEvent } from "./port.ts";

/** Forms nest few parts; a message that is nothing but nesting is somebody's attack. */
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024 };

/**
 * A message as Cloudflare Email Routing hands it over, raw (RFC 5322). `to` is the envelope's, whatever its headers say.
 * Null: it is for no address of ours.
 */
export async function readCloudflareEmail(raw: ArrayBuffer, to: string): Promise<EmailEvent | null> {
  const [messageId, secret] = [messageOfAddress(to), secretOfAddress(to)];
  if (!messageId && !secret) return null;
  // Loaded when the first e-mail comes: callers on the phone should not wait for it as an isolate starts.
  const { default: PostalMime } = await import("postal-mime");
  const email = await PostalMime.parse(raw, LIMITS);
  const from = email.from?.address ?? "";
  if (from === "") return null; // a bounce
  // The same message brought again is the same event. Its own id would be the sender's to choose.
  const providerId = await sha256Hex(raw);
  const text = wordsOf(email);
  if (messageId) return { type: "reply", messageId, providerId, from, text };
  const replyTo = email.replyTo?.[0]?.address ?? null;
  const named = email.from?.name ? `${email.from.name} <${from}>` : from;
  const headers = email.headers.map(({ key: name, value }) => ({ name, value }));
  const said = { subject: email.subject ?? "", text, replyTo, isAutomatic: isAutomatic(headers) };
  return secret ? { type: "letter", secret, providerId, from: named, ...said } : null;
}

function wordsOf({ text, html }: Email): string {
  return text || plainText(html ?? "");
}
