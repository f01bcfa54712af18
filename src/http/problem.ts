import type { Context, TypedResponse } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { StepUpMethod } from "../contracts/account.ts";
import type { RefusalFacts, SlotView } from "../contracts/booking.ts";
import type { ClosingObstacles } from "../contracts/catalogue.ts";
import type { PartReportView } from "../contracts/groups.ts";
import type { ProblemCode } from "../contracts/problem-codes.ts";

export type Problem = {
  status: ContentfulStatusCode;
  code: ProblemCode;
  title: string;
  detail?: string;
  errors?: { field: string; rule: string }[];
  /** Of a refused time: the nearest free slots. */
  alternatives?: SlotView[];
  /** Of a refused booking: what the rule that refused knows. */
  explanation?: RefusalFacts;
  /** Of an act that needs a fresh proof of who asks: by what it can be given. */
  methods?: StepUpMethod[];
  /** Of a branch that cannot be closed: what would be lost. */
  obstacles?: ClosingObstacles;
  /** Of a refused series or package: what stands in the way of each part. */
  occurrences?: PartReportView[];
};

/** Fits the declared answers of every OpenAPI route: `refusal()` describes it there. */
type ProblemResponse = Response & TypedResponse<never, never, never>;

/** RFC 9457 problem details. */
export function problemResponse(c: Context, problem: Problem): ProblemResponse {
  c.set("problemCode", problem.code);
  const body = { type: `urn:frontdesk:problem:${problem.code}`, ...problem, requestId: c.get("requestId") };
  const headers = { "Content-Type": "application/problem+json" };
  return c.body(JSON.stringify(body), problem.status, headers) as ProblemResponse;
}
