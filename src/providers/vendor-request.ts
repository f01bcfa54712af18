import { readRetryAfter } from "../domain/outbound/retry-schedule.ts";
import { err, ok } from "../domain/result.ts";
import type { VendorAnswer, VendorFailure } from "../domain/vendors/vendor-answer.ts";
import { currentRequestId } from "../log.ts";
import { retryAfterOf } from "./retry-after.ts";

export type VendorRequest = {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  url: string;
  headers: Record<string, string>;
  /** Sent as it is; `headers` tell its type. */
  body?: string;
  timeoutMs?: number;
};

const TIMEOUT_MS = 15_000;
/** Larger than any answer that we ask for. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const MAX_MESSAGE_CHARS = 300;

/**
 * Asks a vendor's API and reads the JSON that comes back (null for none). Redirects are not followed, for they would
 * carry the credential along. Never throws.
 */
export async function askVendor(request: VendorRequest): Promise<VendorAnswer<unknown>> {
  const { method, url, body, timeoutMs = TIMEOUT_MS } = request;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const init = { method, headers: headersOf(request), redirect: "manual" as const, signal };
    const response = await globalThis.fetch(url, body === undefined ? init : { ...init, body });
    return await readAnswer(response);
  } catch {
    return err({ reason: signal.aborted ? "timeout" : "unreachable" });
  }
}

export function askJson(request: Omit<VendorRequest, "body"> & { json?: unknown }): Promise<VendorAnswer<unknown>> {
  const { json, headers, ...rest } = request;
  if (json === undefined) return askVendor({ ...rest, headers });
  return askVendor({
    ...rest,
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(json),
  });
}

function headersOf({ headers }: VendorRequest): Record<string, string> {
  const requestId = currentRequestId();
  const ours = { accept: "application/json", "user-agent": "frontdesk/1.0" };
  return { ...ours, ...(requestId === null ? {} : { "x-request-id": requestId }), ...headers };
}

async function readAnswer(response: Response): Promise<VendorAnswer<unknown>> {
  const length = Number(response.headers.get("content-length") ?? 0);
  if (length > MAX_ANSWER_BYTES) {
    await response.body?.cancel();
    return err({ reason: "unreadable_answer" });
  }
  const text = await response.text();
  if (!response.ok) return err(failureOf(response, text));
  return text === "" ? ok(null) : parse(text);
}

function parse(text: string): VendorAnswer<unknown> {
  if (text.length > MAX_ANSWER_BYTES) return err({ reason: "unreadable_answer" });
  try {
    return ok(JSON.parse(text));
  } catch {
    return err({ reason: "unreadable_answer" });
  }
}

function failureOf({ status, headers }: Response, text: string): VendorFailure {
  // Many tell with each answer when their count begins anew: only what was refused for it has to wait for that.
  if (status === 429) return { reason: "throttled", retryAfterMs: retryAfterOf(headers, Date.now()) };
  const retryAfterMs = readRetryAfter(headers.get("retry-after"), Date.now());
  const message = text.slice(0, MAX_MESSAGE_CHARS);
  return status >= 500
    ? { reason: "vendor_error", status, message, retryAfterMs }
    : { reason: "refused", status, message };
}
