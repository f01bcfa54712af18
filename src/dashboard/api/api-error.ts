import type { ProblemView } from "../../contracts/problem.ts";

/** What a person can be told about a failure, and what they can do about it. */
export type FailureKind = "timeout" | "offline" | "signed_out" | "forbidden" | "not_found" | "busy" | "server";

export class ApiError extends Error {
  readonly kind: FailureKind;
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  /** The server's own words, in English: better than none for a code that this page does not know. */
  readonly detail: string | null;
  readonly errors: NonNullable<ProblemView["errors"]>;
  readonly alternatives: NonNullable<ProblemView["alternatives"]>;
  /** What stands in the way of each of several appointments. */
  readonly occurrences: ProblemView["occurrences"];
  /** By what one can prove who one is, where that is asked for. */
  readonly methods: NonNullable<ProblemView["methods"]>;
  /** What would be lost if the branch were closed, where that is why it was refused. */
  readonly obstacles: ProblemView["obstacles"];

  constructor(facts: {
    kind: FailureKind;
    status: number;
    code: string;
    requestId: string;
    problem?: Partial<ProblemView>;
  }) {
    super(`${facts.code} (${facts.requestId})`);
    this.name = "ApiError";
    this.kind = facts.kind;
    this.status = facts.status;
    this.code = facts.code;
    this.requestId = facts.requestId;
    this.detail = facts.status >= 400 && facts.status < 500 ? (facts.problem?.title ?? null) : null;
    this.errors = facts.problem?.errors ?? [];
    this.alternatives = facts.problem?.alternatives ?? [];
    this.occurrences = facts.problem?.occurrences;
    this.obstacles = facts.problem?.obstacles;
    this.methods = facts.problem?.methods ?? [];
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
    problem,
  });
}
