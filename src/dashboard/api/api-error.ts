import type { ProblemView } from "../../contracts/problem.ts";

/** What a person can be told about a failure, and what they can do about it. */
export type FailureKind = "timeout" | "offline" | "signed_out" | "forbidden" | "not_found" | "busy" | "server";

export class ApiError extends Error {
  readonly kind: FailureKind;
  readonly status: number;
  readonly code: string;
  readonly requestId: string;

  constructor(facts: { kind: FailureKind; status: number; code: string; requestId: string }) {
    super(`${facts.code} (${facts.requestId})`);
    this.name = "ApiError";
    this.kind = facts.kind;
    this.status = facts.status;
    this.code = facts.code;
    this.requestId = facts.requestId;
  }
}

export function failureKind(status: number): FailureKind {
  if (status === 401) return "signed_out";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  return status === 429 ? "busy" : "server";
}

/** Reads a problem document, or makes the best of an answer that is none. */
export function toApiError(status: number, body: unknown, requestId: string): ApiError {
  const problem = (typeof body === "object" && body !== null ? body : {}) as Partial<ProblemView>;
  return new ApiError({
    kind: failureKind(status),
    status,
    code: problem.code ?? `http_${status}`,
    requestId: problem.requestId ?? requestId,
  });
}
