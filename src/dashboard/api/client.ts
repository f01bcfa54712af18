import { ApiError, toApiError } from "./api-error.ts";

const TIMEOUT_MS = 10_000;

type Send = { method?: string; headers?: Record<string, string>; body?: string; signal?: AbortSignal };

export function getJson<T>(path: string, signal: AbortSignal): Promise<T> {
  return askJson(path, { signal });
}

/** Changes something. `key` makes it safe to send again: the same key is the same change. */
export function postJson<T>(path: string, { body, key }: { body: object; key: string }): Promise<T> {
  const headers = { "content-type": "application/json", "idempotency-key": key };
  return askJson(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** The id is made here, so even a request that is never answered can be named to support. */
async function askJson<T>(path: string, init: Send): Promise<T> {
  const requestId = newRequestId();
  const response = await send(path, requestId, init);
  const answeredId = response.headers.get("x-request-id") ?? requestId;
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toApiError(response.status, body, answeredId);
  if (body === null) throw new ApiError({ kind: "server", status: 502, code: "unreadable", requestId: answeredId });
  return body as T; // the Worker's own contract; zod stays out of the bundle
}

async function send(path: string, requestId: string, { signal, headers, ...init }: Send): Promise<Response> {
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(path, {
      ...init,
      headers: { accept: "application/json", "x-request-id": requestId, ...headers },
      credentials: "same-origin",
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    const kind = deadline.aborted ? "timeout" : "offline";
    throw new ApiError({ kind, status: 0, code: kind, requestId });
  }
}

// Not crypto.randomUUID: it is missing on plain-http hosts other than localhost.
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `web-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
