import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { platformCircuitView } from "../../../contracts/circuits.ts";
import { tenantId } from "../../../domain/ids.ts";
import { viewCircuits } from "../../../use-cases/vendors/view-circuits.ts";
import { commonRefusals, createApi, cursorQuery, json, paged } from "../../api.ts";
import { operatorReading } from "../../operator.ts";

const state = z.enum(["open", "closed"]).describe("`open`: not well, or being probed.").optional();

const list = createRoute({
  method: "get",
  path: "/operations/circuits",
  summary: "Accounts at vendors whose circuit ever opened, latest change first",
  ...operatorReading,
  request: { query: z.strictObject({ tenantId: tenantId.optional(), state, ...cursorQuery }) },
  responses: { 200: json(paged(platformCircuitView), "A page."), ...commonRefusals },
});

export const circuitRoutes = createApi().openapi(list, async (c) => {
  const { cursor = null, limit, tenantId, state } = c.req.valid("query");
  const isOpen = state === undefined ? undefined : state === "open";
  return c.json(await viewCircuits(c.env, { tenantId, isOpen }, { cursor, limit }), 200);
});
