import { err, type Result } from "../../../domain/result.ts";
import type { VendorAnswer } from "../../../domain/vendors/vendor-answer.ts";
import { type GatedFailure, throughGate, type VendorGate } from "../../gate.ts";
import { askJson } from "../../vendor-request.ts";
import type { CalendarFailure } from "../port.ts";

export type GoogleRequest = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/calendar/v3`. */
  path: string;
  json?: unknown;
  ifMatch?: string | null;
};

export type AskGoogle = (request: GoogleRequest) => Promise<Result<unknown, GoogleFailure>>;
export type GoogleFailure = GatedFailure | { reason: "credential_dead" };

/** Gives an access token that should work; with `stale` another one than that. */
export type GoogleTokens = (stale: string | null) => Promise<Result<string, GoogleFailure>>;

/** One request behind the account's gate. A token that is refused is renewed once. */
export function googleAsker(baseUrl: string, gate: VendorGate, tokens: GoogleTokens): AskGoogle {
  const call = (request: GoogleRequest, token: string) => throughGate(gate, () => send(baseUrl, request, token));
  return async (request) => {
    const token = await tokens(null);
    if (!token.ok) return token;
    const first = await call(request, token.value);
    if (first.ok || !isUnauthorized(first.error)) return first;
    const renewed = await tokens(token.value);
    if (!renewed.ok) return renewed;
    const second = await call(request, renewed.value);
    return !second.ok && isUnauthorized(second.error) ? err({ reason: "credential_dead" }) : second;
  };
}

function isUnauthorized(error: GatedFailure): boolean {
  return error.reason === "refused" && error.status === 401;
}

async function send(baseUrl: string, request: GoogleRequest, token: string): Promise<VendorAnswer<unknown>> {
  const { method, path, json, ifMatch } = request;
  const headers = { authorization: `Bearer ${token}`, ...(ifMatch ? { "if-match": ifMatch } : {}) };
  const body = json === undefined ? {} : { json };
  const answer = await askJson({ method, url: `${baseUrl}/calendar/v3${path}`, headers, ...body });
  return !answer.ok && isTooFast(answer.error) ? err({ reason: "throttled", retryAfterMs: null }) : answer;
}

/** Google says "too fast" with 403 as well. */
function isTooFast(error: { reason: string; status?: number; message?: string }): boolean {
  if (error.reason !== "refused" || error.status !== 403) return false;
  return /rateLimitExceeded|userRateLimitExceeded|quotaExceeded/i.test(error.message ?? "");
}

/** The status of a refusal; null for any other failure. */
export function refusedWith(error: CalendarFailure): number | null {
  return error.reason === "refused" ? error.status : null;
}
