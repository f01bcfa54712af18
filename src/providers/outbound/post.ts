import type { Unanswered } from "../../domain/outbound/decide-attempt.ts";
import { readRetryAfter } from "../../domain/outbound/retry-schedule.ts";
import type { EpochMs } from "../../domain/time.ts";

const TIMEOUT_MS = 15_000;
const MAX_BODY_BYTES = 64 * 1024;
const MAX_HEADER_CHARS = 500;
/** What helps to find out why an endpoint refuses. Cookies and the like are nobody's business. */
const KEPT_HEADERS = ["content-type", "content-length", "location", "retry-after", "server"];

/** What came back: the status, a few headers, and the beginning of the body as text. */
export type WebhookResponse = {
  status: number;
  retryAfterMs: number | null;
  headers: Record<string, string>;
  body: string;
  isBodyCut: boolean;
};

export type PostOutcome =
  | { ok: true; value: WebhookResponse }
  | { ok: false; error: Exclude<Unanswered, "address_refused"> };

/**
 * Posts to a customer's system. Redirects are not followed, for they could lead where the address itself may not. Never
 * throws: an endpoint that hangs, breaks off or does not exist is an answer too.
 */
export async function postWebhook(
  url: string,
  headers: Record<string, string>,
  body: string,
  now: EpochMs,
  timeoutMs = TIMEOUT_MS,
): Promise<PostOutcome> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await globalThis.fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "Frontdesk-Webhooks/1", ...headers },
      body,
      redirect: "manual",
      signal,
    });
    const { text, isCut } = await readBeginning(response, signal);
    return { ok: true, value: toResponse(response, text, isCut, now) };
  } catch {
    return { ok: false, error: signal.aborted ? "timeout" : "unreachable" };
  }
}

function toResponse(response: Response, body: string, isBodyCut: boolean, now: EpochMs): WebhookResponse {
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value.slice(0, MAX_HEADER_CHARS)]];
  });
  const retryAfterMs = readRetryAfter(response.headers.get("retry-after"), now);
  return { status: response.status, retryAfterMs, headers: Object.fromEntries(kept), body, isBodyCut };
}

/** Stops reading at the limit, and when the time is up: a body that drips for ever must not hold us. */
async function readBeginning(response: Response, signal: AbortSignal): Promise<{ text: string; isCut: boolean }> {
  const reader = response.body?.getReader();
  if (!reader) return { text: "", isCut: false };
  const timeUp = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("the time is up")), { once: true });
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), timeUp]);
      if (done) return { text: decode(chunks), isCut: false };
      const room = MAX_BODY_BYTES - size;
      chunks.push(value.subarray(0, room));
      size += value.length;
      if (value.length > room) return { text: decode(chunks), isCut: true };
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function decode(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode();
}
