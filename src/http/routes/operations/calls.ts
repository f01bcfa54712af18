import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { callStatus, operatorCallView } from "../../../contracts/calls.ts";
import { tenantId } from "../../../domain/ids.ts";
import { viewAllCalls } from "../../../use-cases/voice/view-all-calls.ts";
import { commonRefusals, createApi, cursorQuery, json, paged } from "../../api.ts";
import { operatorReading } from "../../operator.ts";

const list = createRoute({
  method: "get",
  path: "/operations/calls",
  summary: "Calls of all businesses, newest first",
  ...operatorReading,
  request: { query: z.strictObject({ status: callStatus.optional(), tenantId: tenantId.optional(), ...cursorQuery }) },
  responses: { 200: json(paged(operatorCallView), "A page, without numbers and words."), ...commonRefusals },
});

export const operatorCallRoutes = createApi().openapi(list, async (c) => {
  const { cursor = null, limit, ...filter } = c.req.valid("query");
  return c.json(await viewAllCalls(c.env, filter, { cursor, limit }), 200);
});
