import { Buffer } from "node:buffer";
import * as z from "zod";
import { currentRequestId } from "../../log.ts";
import type { EmailOutcome, EmailProvider, OutgoingEmail } from "./port.ts";

export type ResendAccount = {
  apiKey: string;
  /** `Name <address>` of a domain that the account has verified. */
  from: string;
  /** Without a slash at the end. */
  baseUrl: string;
};

/** Requests without one are turned away with 403 before the key is looked at. */
const USER_AGENT = "frontdesk/1.0";
const TIMEOUT_MS = 10_000;
const sentAnswer = z.object({ id: z.string().min(1).max(200) });
const errorAnswer = z.object({ name: z.string().regex(/^[a-z0-9_]{1,60}$/) });

export function createResend(account: ResendAccount, fetcher: typeof fetch = fetch): EmailProvider {
  return {
    name: "resend",
    sendsOnce: true,
    async send(email) {
      try {
        return await readAnswer(await post(account, email, fetcher));
      } catch {
        return retry("no_answer"); // refused, cut, or too late
      }
    },
  };
}

/** The key makes Resend deliver a repeated request once, for a day. */
function post(
  { apiKey, from, baseUrl }: ResendAccount,
  { id, to, replyTo, attachments = [], ...message }: OutgoingEmail,
  fetcher: typeof fetch,
) {
  const requestId = currentRequestId();
  const files = attachments.map(({ filename, content }) => ({
    filename,
    content: Buffer.from(content).toString("base64"),
  }));
  return fetcher(`${baseUrl}/emails`, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      Authorization: `Bearer ${apiKey}`,
      "Content-Type": "application/json",
      "User-Agent": USER_AGENT,
      "Idempotency-Key": id,
      ...(requestId === null ? {} : { "X-Request-Id": requestId }),
    },
    body: JSON.stringify({
      from,
      to: [to],
      ...message,
      ...(replyTo ? { reply_to: replyTo } : {}),
      ...(files.length > 0 ? { attachments: files } : {}),
      tags: [{ name: "message", value: id }],
    }),
  });
}

async function readAnswer(response: Response): Promise<EmailOutcome> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const sent = sentAnswer.safeParse(body);
    // Whether it went out is unknown, and to ask again with the same id is harmless.
    return sent.success ? { kind: "sent", providerId: sent.data.id } : retry("unreadable_answer");
  }
  const error = errorAnswer.safeParse(body);
  const reason = error.success ? error.data.name : `status_${response.status}`;
  const isPassing = response.status === 429 || response.status >= 500 || reason === "concurrent_idempotent_requests";
  return isPassing ? retry(reason, retryAfter(response)) : { kind: "refused", reason };
}

function retry(reason: string, retryAfterSeconds: number | null = null): EmailOutcome {
  return { kind: "retry", reason, retryAfterSeconds };
}

function retryAfter({ headers }: Response): number | null {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
