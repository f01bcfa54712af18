import { Buffer } from "node:buffer";
import * as z from "zod";
import { postVendor } from "../messaging/post-vendor.ts";
import type { EmailOutcome, EmailProvider } from "./port.ts";

export type PostmarkAccount = { serverToken: string; from: string; baseUrl: string };

const answer = z.object({ ErrorCode: z.int(), MessageID: z.string().max(100).optional() });
/** The recipient bounced before, or has complained: Postmark does not try again. */
const INACTIVE = 406;

/** Source: postmarkapp.com/developer, POST /email. It has no idempotency key. */
export function createPostmark(account: PostmarkAccount, fetcher: typeof fetch = fetch): EmailProvider {
  const { serverToken, from, baseUrl } = account;
  return {
    name: "postmark",
    sendsOnce: false,
    async send({ id, to, subject, html, text, replyTo, attachments = [] }) {
      const files = attachments.map(({ filename, content }) => ({
        Name: filename,
        Content: Buffer.from(content).toString("base64"),
        ContentType: "text/calendar",
      }));
      const mail = { From: from, To: to, Subject: subject, HtmlBody: html, TextBody: text, Attachments: files };
      const more = { Metadata: { message: id }, ...(replyTo ? { ReplyTo: replyTo } : {}) };
      return readAnswer(
        await postVendor(fetcher, `${baseUrl}/email`, {
          headers: {
            "X-Postmark-Server-Token": serverToken,
            "Content-Type": "application/json",
            Accept: "application/json",
          },
          body: JSON.stringify({ ...mail, ...more, MessageStream: "outbound" }),
        }),
      );
    },
  };
}

function readAnswer(given: Awaited<ReturnType<typeof postVendor>>): EmailOutcome {
  if (given === null) return { kind: "unknown", reason: "no_answer" };
  const { status, body, retryAfterSeconds } = given;
  const parsed = answer.safeParse(body);
  const code = parsed.success ? parsed.data.ErrorCode : null;
  if (status === 200 && parsed.success && code === 0 && parsed.data.MessageID) {
    return { kind: "sent", providerId: parsed.data.MessageID };
  }
  if (status === 429 || status === 503) return { kind: "retry", reason: `status_${status}`, retryAfterSeconds };
  if (status >= 500 || status === 200) return { kind: "unknown", reason: `status_${status}` };
  if (code === INACTIVE) return { kind: "refused", reason: "address_suppressed" };
  return { kind: "refused", reason: code === null ? `status_${status}` : `code_${code}` };
}
