import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { apiFailureView, apiRequestOutcome, apiRequestView } from "../../contracts/api-requests.ts";
import { instant } from "../../contracts/booking.ts";
import { apiKeyId } from "../../domain/ids.ts";
import { listApiFailureViews, listApiRequestViews } from "../../use-cases/api-requests/view-api-requests.ts";
import { commonRefusals, createApi, cursorQuery, json, paged, tenantActor } from "../api.ts";
import { keysReading } from "./api-keys.ts";

export const apiRequestFilter = {
  requestId: z.string().trim().min(1).max(64).optional().describe("As in `x-request-id` of the answer."),
  keyId: apiKeyId.optional(),
  outcome: apiRequestOutcome.optional(),
  code: z.string().min(1).max(60).optional().describe("Of the problem document."),
  from: instant.optional().describe("Asked then or later."),
  to: instant.optional().describe("Asked earlier."),
};

type Asked = z.infer<z.ZodObject<typeof apiRequestFilter>>;

const list = createRoute({
  method: "get",
  path: "/api-requests",
  summary: "What API keys asked for, newest first",
  description:
    "A week of requests by the business's API keys, without what was sent and answered. A request appears within a second or two; under a flood some are left out.",
  ...keysReading,
  request: { query: z.strictObject({ ...apiRequestFilter, ...cursorQuery }) },
  responses: { 200: json(paged(apiRequestView), "A page of requests."), ...commonRefusals },
});

const failures = createRoute({
  method: "get",
  path: "/api-requests/failures",
  summary: "What failed within the last day, by kind",
  ...keysReading,
  responses: {
    200: json(z.object({ items: z.array(apiFailureView) }), "The most frequent first, at most 20."),
    ...commonRefusals,
  },
});

export function toApiRequestFilter({ from, to, ...filter }: Asked) {
  return { ...filter, ...(from && { from: Date.parse(from) }), ...(to && { to: Date.parse(to) }) };
}

export const apiRequestRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid("query");
    const page = { cursor: cursor ?? null, limit };
    return c.json(await listApiRequestViews(c.env, tenantActor(c).tenantId, toApiRequestFilter(filter), page), 200);
  })
  .openapi(failures, async (c) => {
    return c.json({ items: await listApiFailureViews(c.env, tenantActor(c).tenantId, Date.now()) }, 200);
  });
