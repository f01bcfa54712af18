import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  figuresView,
  operatorMeView,
  platformConnectionView,
  platformUserView,
} from "../../../contracts/operations.ts";
import { tenantId } from "../../../domain/ids.ts";
import {
  viewAllConnections,
  viewAllUsers,
  viewFigures,
  viewOperatorMe,
} from "../../../use-cases/operations/view-platform.ts";
import { commonRefusals, createApi, cursorQuery, json, notFound, paged } from "../../api.ts";
import { operatorReading } from "../../operator.ts";

const filtered = { query: z.strictObject({ tenantId: tenantId.optional(), ...cursorQuery }) };

const me = createRoute({
  method: "get",
  path: "/operations/me",
  summary: "Which operator asks",
  ...operatorReading,
  responses: { 200: json(operatorMeView, "Whose credential it is."), ...commonRefusals },
});

const figures = createRoute({
  method: "get",
  path: "/operations/figures",
  summary: "The last 24 hours of all tenants together",
  ...operatorReading,
  responses: { 200: json(figuresView, "How many of each."), ...commonRefusals },
});

const users = createRoute({
  method: "get",
  path: "/operations/users",
  summary: "Users of all tenants, newest first",
  description: "Names and addresses are sealed under their tenant's key and stay there.",
  ...operatorReading,
  request: filtered,
  responses: { 200: json(paged(platformUserView), "A page."), ...commonRefusals },
});

const connections = createRoute({
  method: "get",
  path: "/operations/connections",
  summary: "Connections of all tenants, newest first",
  ...operatorReading,
  request: filtered,
  responses: { 200: json(paged(platformConnectionView), "A page, without credentials."), ...commonRefusals },
});

export const platformRoutes = createApi()
  .openapi(me, async (c) => {
    const view = await viewOperatorMe(c.env, c.get("actor"));
    return view ? c.json(view, 200) : notFound(c, "operator");
  })
  .openapi(figures, async (c) => c.json(await viewFigures(c.env, Date.now()), 200))
  .openapi(users, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await viewAllUsers(c.env, filter, { cursor, limit }), 200);
  })
  .openapi(connections, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await viewAllConnections(c.env, filter, { cursor, limit }), 200);
  });
