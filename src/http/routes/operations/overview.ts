import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  cronView,
  errorGroupView,
  healthView,
  migrationView,
  tenantDetailView,
  tenantView,
} from "../../../contracts/operations.ts";
import { listMigrations } from "../../../db/queries/operations-views.ts";
import { tenantId } from "../../../domain/ids.ts";
import { viewCrons } from "../../../use-cases/operations/view-crons.ts";
import { viewErrors } from "../../../use-cases/operations/view-errors.ts";
import { viewHealth } from "../../../use-cases/operations/view-health.ts";
import { viewTenant, viewTenants } from "../../../use-cases/operations/view-tenants.ts";
import { commonRefusals, createApi, cursorQuery, json, notFound, paged } from "../../api.ts";
import { operatorReading } from "../../operator.ts";

const SHOWN_MIGRATIONS = 200;
const pageQuery = { query: z.strictObject(cursorQuery) };

const crons = createRoute({
  method: "get",
  path: "/operations/crons",
  summary: "Crons: how they ran, what is next, what was missed",
  ...operatorReading,
  responses: { 200: json(z.object({ items: z.array(cronView) }), "All of them."), ...commonRefusals },
});

const errors = createRoute({
  method: "get",
  path: "/operations/errors",
  summary: "Errors by kind, latest first",
  description: "Counted per isolate and kept behind an answer, so the figures lag a little and never hold one up.",
  ...operatorReading,
  request: pageQuery,
  responses: { 200: json(paged(errorGroupView), "A page."), ...commonRefusals },
});

const migrations = createRoute({
  method: "get",
  path: "/operations/migrations",
  summary: "Migrations of the database, newest first",
  ...operatorReading,
  responses: { 200: json(z.object({ items: z.array(migrationView) }), "The last 200."), ...commonRefusals },
});

const health = createRoute({
  method: "get",
  path: "/operations/health",
  summary: "Does each part answer, and what waits?",
  ...operatorReading,
  responses: { 200: json(healthView, "Counted no further than a thousand of each."), ...commonRefusals },
});

const tenants = createRoute({
  method: "get",
  path: "/operations/tenants",
  summary: "Tenants, oldest first",
  ...operatorReading,
  request: pageQuery,
  responses: { 200: json(paged(tenantView), "A page."), ...commonRefusals },
});

const tenant = createRoute({
  method: "get",
  path: "/operations/tenants/{tenantId}",
  summary: "One tenant: how much there is of each thing",
  ...operatorReading,
  request: { params: z.object({ tenantId }) },
  responses: { 200: json(tenantDetailView, "Counts only."), ...commonRefusals },
});

export const overviewRoutes = createApi()
  .openapi(crons, async (c) => c.json({ items: await viewCrons(c.env, Date.now()) }, 200))
  .openapi(errors, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewErrors(c.env, { cursor, limit }), 200);
  })
  .openapi(migrations, async (c) => c.json({ items: await listMigrations(c.env.DB, SHOWN_MIGRATIONS) }, 200))
  .openapi(health, async (c) => c.json(await viewHealth(c.env, Date.now()), 200))
  .openapi(tenants, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewTenants(c.env, { cursor, limit }), 200);
  })
  .openapi(tenant, async (c) => {
    const found = await viewTenant(c.env, c.req.valid("param").tenantId);
    return found ? c.json(found, 200) : notFound(c, "tenant");
  });
