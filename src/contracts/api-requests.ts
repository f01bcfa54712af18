import * as z from "zod";
import { apiKeyId, apiRequestId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

/** One request by an API key. What was sent and answered is not kept: it may be about anybody. */
export const apiRequestView = z
  .object({
    id: apiRequestId,
    requestId: z.string().describe("As in `x-request-id` and in problem documents."),
    keyId: apiKeyId,
    method: z.string(),
    path: z.string().describe("Without its query."),
    status: z.int(),
    code: z.string().nullable().describe("Of the problem document, where there was one."),
    durationMs: z.int(),
    at: instant,
  })
  .meta({ id: "ApiRequest" });
export type ApiRequestView = z.infer<typeof apiRequestView>;

/** Failed requests of one kind. */
export const apiFailureView = z
  .object({
    status: z.int(),
    code: z.string().nullable(),
    count: z.int(),
    lastAt: instant,
    lastRequestId: z.string(),
  })
  .meta({ id: "ApiFailure" });
export type ApiFailureView = z.infer<typeof apiFailureView>;

export const apiRequestOutcome = z.enum(["done", "failed"]);
export type ApiRequestOutcome = z.infer<typeof apiRequestOutcome>;
