import type { Api } from "../../contracts/generated/api.ts";
import { keepsLastView } from "../pwa/last-view.ts";
import { ApiError, toApiError } from "./api-error.ts";

const TIMEOUT_MS = 10_000;
/** For the service worker, which keeps the answer. */
const KEEP = { "x-keep-view": "1" };

type Send = { method: string; headers?: Record<string, string>; body?: string; signal?: AbortSignal };
type Tagged = { answer: unknown; etag: string | undefined };
type Loose = {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
};

/** What an operation takes: path parameters, query, headers and body, and a signal that gives up on it. */
export type Input<Name extends keyof Api> = Omit<Api[Name], "answer"> & { signal?: AbortSignal };
export type Answer<Name extends keyof Api> = Api[Name]["answer"];
type Arguments<Name extends keyof Api> = Partial<Input<Name>> extends Input<Name> ? [Input<Name>?] : [Input<Name>];

/**
 * Asks the API: `ask("GET /api/v1/calls/{callId}", { params: { callId }, signal })`. Types come from the server's own
 * description. The header `idempotency-key` makes a change safe to send again: the same key is the same change.
 */
export async function ask<Name extends keyof Api>(name: Name, ...[input]: Arguments<Name>): Promise<Answer<Name>> {
  return (await askFor(name, (input ?? {}) as Loose)).answer as Answer<Name>;
}

/** With the version that was read: `if-match` sends it back, so that nobody's change is lost. */
export async function askTagged<Name extends keyof Api>(
  name: Name,
  ...[input]: Arguments<Name>
): Promise<{ answer: Answer<Name>; etag: string | undefined }> {
  const { answer, etag } = await askFor(name, (input ?? {}) as Loose);
  return { answer: answer as Answer<Name>, etag };
}

/** The sandbox's calls in development: no part of the API, so its types are told by who asks. */
export async function askSandbox<T>(method: "GET" | "POST", body?: object): Promise<T> {
  const content = body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {};
  return (await askJson("/test-calls", { method, ...content })).answer as T;
}

function askFor(name: string, input: Loose): Promise<Tagged> {
  const { params = {}, query = {}, headers = {}, body, signal } = input;
  const [method = "", template = ""] = name.split(" ");
  const path = template.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => encodeURIComponent(params[parameter] ?? ""));
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  const search = given.length > 0 ? `?${new URLSearchParams(given).toString()}` : "";
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  const init = { method, headers: { ...type, ...headers }, ...content, ...(signal ? { signal } : {}) };
  return askJson(path + search, init);
}

/** The id is made here, so even a request that is never answered can be named to support. */
async function askJson(path: string, init: Send): Promise<Tagged> {
  const requestId = newRequestId();
  const response = await send(path, requestId, init);
  const answeredId = response.headers.get("x-request-id") ?? requestId;
  // 202 comes with and without content.
  const isEmpty = response.status === 204 || (response.status === 202 && !response.headers.has("content-type"));
  const body: unknown = isEmpty ? null : await response.json().catch(() => undefined);
  if (!response.ok) throw toApiError(response.status, body, answeredId);
  if (body === undefined)
    throw new ApiError({ kind: "server", status: 502, code: "unreadable", requestId: answeredId });
  // The Worker's own contract; zod stays out of the bundle.
  return { answer: body, etag: response.headers.get("etag") ?? undefined };
}

async function send(path: string, requestId: string, { signal, headers, ...init }: Send): Promise<Response> {
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(path, {
      ...init,
      headers: { accept: "application/json", "x-request-id": requestId, ...(keepsLastView() && KEEP), ...headers },
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
