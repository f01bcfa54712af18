import { currentRequestId } from "../../log.ts";
import type { SendOutcome } from "./port.ts";

const TIMEOUT_MS = 10_000;
const MAX_WAIT_SECONDS = 4 * 3_600;

type Answer = { status: number; body: unknown; retryAfterSeconds: number | null };

/** One request to a vendor. Null: no answer came, so nobody knows whether it was taken. */
export async function postVendor(
  fetcher: typeof fetch,
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
): Promise<Answer | null> {
  const requestId = currentRequestId();
  const own = { "User-Agent": "frontdesk/1.0", ...(requestId === null ? {} : { "X-Request-Id": requestId }) };
  try {
    const response = await fetcher(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { ...own, ...headers },
      body,
    });
    const wait = Number(response.headers.get("retry-after") ?? Number.NaN);
    const retryAfterSeconds = wait >= 0 ? Math.min(wait, MAX_WAIT_SECONDS) : null;
    return { status: response.status, body: await response.json().catch(() => null), retryAfterSeconds };
  } catch {
    return null;
  }
}

/** What an answer that is no success means, by its status and the vendor's code. */
export function refusedBy(answer: Answer, code: string | null, optOutCodes: readonly string[]): SendOutcome {
  const reason = code === null ? `status_${answer.status}` : `code_${code}`;
  if (answer.status === 429) return { kind: "retry", reason, retryAfterSeconds: answer.retryAfterSeconds };
  // A server that failed half-way may have taken it; 503 says that it did not.
  if (answer.status === 503) return { kind: "retry", reason, retryAfterSeconds: answer.retryAfterSeconds };
  if (answer.status >= 500) return { kind: "unknown", reason };
  return { kind: "refused", reason, optedOut: code !== null && optOutCodes.includes(code) };
}
