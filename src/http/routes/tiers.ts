import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { actorId } from "../../domain/identity/actor.ts";
import { tier } from "../../domain/identity/limits.ts";
import { tenantId } from "../../domain/ids.ts";
import { findTier, setTier } from "../../use-cases/tenants/set-tier.ts";
import { body, commonRefusals, createApi, json, notFound, security } from "../api.ts";
import { requireStepUpOfPeople } from "../middleware/require-account.ts";
import { requirePermission } from "../middleware/require-permission.ts";

const tierView = z.object({ tier });
const one = { params: z.object({ tenantId }) };
const shared = { tags: ["Operations"], path: "/operations/tenants/{tenantId}/tier" as const, security };
const responses = { 200: json(tierView, "The tier."), ...commonRefusals };

const show = createRoute({
  ...shared,
  method: "get",
  summary: "How much a tenant may ask of the API",
  middleware: requirePermission("operations:read"),
  request: one,
  responses,
});

const change = createRoute({
  ...shared,
  method: "put",
  summary: "Change how much a tenant may ask of the API",
  description: "Counts within seconds, also for keys that are in use.",
  middleware: [requirePermission("operations:write"), requireStepUpOfPeople],
  request: { ...one, body: body(z.strictObject({ tier })) },
  responses,
});

export const tierRoutes = createApi()
  .openapi(show, async (c) => {
    const found = await findTier(c.env, c.req.valid("param").tenantId);
    return found ? c.json({ tier: found }, 200) : notFound(c, "tenant");
  })
  .openapi(change, async (c) => {
    const wanted = { ...c.req.valid("param"), ...c.req.valid("json") };
    const by = { actor: actorId(c.get("actor")), requestId: c.get("requestId"), at: Date.now() };
    return (await setTier(c.env, wanted, by)) ? c.json({ tier: wanted.tier }, 200) : notFound(c, "tenant");
  });
