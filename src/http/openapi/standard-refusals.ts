import type { ProblemCode } from "../../contracts/problem-codes.ts";
import type { Operation, Reference, ResponseObject } from "./document.ts";

type StandardRefusal = {
  name: string;
  code: ProblemCode;
  title: string;
  description: string;
  headers?: Record<string, object>;
  /** What the problem tells beside the usual. */
  more?: object;
};

const retryAfter = { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } };

/** Problems that every operation may answer with, or every one that takes a body. One component each. */
const refusals: Record<string, StandardRefusal> = {
  400: {
    name: "InvalidInput",
    code: "invalid_input",
    title: "Some fields are not valid.",
    description: "A field is not valid; `errors` names it and its rule.",
    more: { errors: [{ field: "customer.phone", rule: "must be a phone number with its country code" }] },
  },
  401: {
    name: "Unauthenticated",
    code: "unauthenticated",
    title: "Sign in or send a valid API key.",
    description: "No valid credential.",
  },
  403: {
    name: "Forbidden",
    code: "forbidden",
    title: "You may not do this.",
    description: "The credential does not allow this.",
    more: { detail: "This needs the permission appointments:write." },
  },
  404: {
    name: "NotFound",
    code: "not_found",
    title: "There is no such branch.",
    description: "No such thing for this tenant.",
  },
  409: {
    name: "Conflict",
    code: "slot_taken",
    title: "That time is taken.",
    description: "It cannot be done as things stand; `code` tells why.",
    more: { alternatives: [] },
  },
  410: {
    name: "Erased",
    code: "data_erased",
    title: "The data of this business was erased for good.",
    description: "The data of this business was erased for good.",
  },
  413: {
    name: "TooLarge",
    code: "too_large",
    title: "The body is larger than 262144 bytes.",
    description: "The body is larger than this operation reads.",
  },
  415: {
    name: "UnsupportedMediaType",
    code: "unsupported_media_type",
    title: "Send application/json.",
    description: "The body is not `application/json`, or it is compressed.",
  },
  422: {
    name: "Mismatch",
    code: "idempotency_mismatch",
    title: "This Idempotency-Key was used with another request.",
    description: "The Idempotency-Key was used with another request.",
  },
  429: {
    name: "TooManyRequests",
    code: "too_many_requests",
    title: "Too many requests. Wait a minute.",
    description: "Too many requests with this credential. `Retry-After` tells how long to wait.",
    headers: retryAfter,
  },
  500: {
    name: "Internal",
    code: "internal",
    title: "Something went wrong on our side.",
    description: "A fault of ours. `requestId` finds it in the logs.",
  },
};

export function standardResponses(): Record<string, ResponseObject> {
  const all = Object.entries(refusals);
  return Object.fromEntries(all.map(([status, refusal]) => [refusal.name, toResponse(Number(status), refusal)]));
}

/** The operation's answers: each standard refusal once as a reference, and its own where it says more. */
export function withStandardRefusals({ requestBody, responses }: Operation): Operation["responses"] {
  const missing = ["410", "429", "500", ...(requestBody ? ["413", "415"] : [])];
  const complete = { ...Object.fromEntries(missing.map((status) => [status, referTo(status)])), ...responses };
  return Object.fromEntries(Object.entries(complete).map(([status, response]) => [status, shared(status, response)]));
}

function shared(status: string, response: ResponseObject | Reference) {
  const standard = refusals[status];
  if ("$ref" in response || !standard) return response;
  if (response.description === standard.description) return referTo(status);
  return { ...toResponse(Number(status), standard), description: response.description };
}

function referTo(status: string): Reference {
  return { $ref: `#/components/responses/${refusals[status]?.name}` };
}

function toResponse(status: number, { code, title, description, headers, more }: StandardRefusal): ResponseObject {
  const type = `urn:frontdesk:problem:${code}`;
  const example = { type, status, code, title, ...more, requestId: "5f0e7c1a-3b7d-4c59-9f2e-6d1f0c7b2a10" };
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" }, example } };
  return { description, ...(headers ? { headers } : {}), content };
}
