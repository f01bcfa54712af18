import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { impersonationView, securitySettings, securitySettingsView } from "../../../contracts/account.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { viewImpersonations } from "../../../use-cases/identity/operators/view-impersonations.ts";
import { changeRequiredFactors, readRequiredFactors } from "../../../use-cases/identity/security-settings.ts";
import { body, commonRefusals, createApi, cursorQuery, json, paged, tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { requireStepUp } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const base = { tags: ["Security"], security: [{ session: [] }] };

export const visitsReading = { ...base, middleware: requirePermission("security:read") };

const read = createRoute({
  ...base,
  method: "get",
  path: "/security-settings",
  summary: "Which roles need a second factor",
  middleware: requirePermission("security:read"),
  responses: { 200: json(securitySettingsView, "The setting of the business."), ...commonRefusals },
});

const change = createRoute({
  ...base,
  method: "put",
  path: "/security-settings",
  summary: "Demand a second factor of more roles",
  description: "Users who must have one from now on and are signed in without are signed out. Owners always must.",
  middleware: [requirePermission("security:write"), requireStepUp],
  request: { body: body(securitySettings) },
  responses: { 200: json(securitySettingsView, "The setting as it is now."), ...commonRefusals },
});

const visits = createRoute({
  ...visitsReading,
  method: "get",
  path: "/impersonations",
  summary: "Which operators looked in, when and why",
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(impersonationView), "Newest first."), ...commonRefusals },
});

export const securityRoutes = createApi()
  .openapi(read, async (c) => c.json({ requireSecondFactorFor: await readRequiredFactors(dbOf(c)) }, 200))
  .openapi(change, async (c) => {
    const actor = c.get("actor");
    if (actor.kind !== "user") throw new Error("software passed a check for people");
    const by = { userId: actor.userId, sessionId: actor.sessionId, requestId: c.get("requestId"), now: Date.now() };
    const changed = await changeRequiredFactors(c.env, dbOf(c), c.req.valid("json").requireSecondFactorFor, by);
    if (changed.ok) return c.json({ requireSecondFactorFor: changed.value }, 200);
    const errors = [{ field: "requireSecondFactorFor", rule: "must include owner" }];
    return problemResponse(c, { status: 400, code: "invalid_input", title: "Some fields are not valid.", errors });
  })
  .openapi(visits, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    return c.json(await viewImpersonations(c.env, dbOf(c), { cursor: cursor ?? null, limit }, Date.now()), 200);
  });

function dbOf(c: Context<AppEnv>) {
  return tenantDb(c.env.DB, tenantActor(c).tenantId);
}
