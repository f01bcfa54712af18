import { createRoute } from "@hono/zod-openapi";
import { brandingPatch, brandingView } from "../../../contracts/branding.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { changeBranding, viewBranding } from "../../../use-cases/tenants/branding.ts";
import { body, commonRefusals, createApi, json, notFound, tenantActor } from "../../api.ts";
import { reading, writing } from "../../catalogue-editor.ts";

const answer = { 200: json(brandingView, "As it is now."), ...commonRefusals };

const show = createRoute({
  ...reading,
  method: "get",
  path: "/branding",
  summary: "How the business shows itself on its booking page",
  responses: answer,
});

const change = createRoute({
  ...writing,
  method: "patch",
  path: "/branding",
  summary: "Change how the booking page looks",
  description: "What is left out stays. A colour that could not be read is refused. Takes effect at once.",
  request: { body: body(brandingPatch) },
  responses: answer,
});

export const brandingRoutes = createApi()
  .openapi(show, async (c) => {
    const view = await viewBranding(c.env, tenantDb(c.env.DB, tenantActor(c).tenantId));
    return view ? c.json(view, 200) : notFound(c, "business");
  })
  .openapi(change, async (c) => {
    const actor = tenantActor(c);
    const by = { actor, requestId: c.get("requestId"), now: Date.now() };
    const view = await changeBranding(c.env, tenantDb(c.env.DB, actor.tenantId), c.req.valid("json"), by);
    return view ? c.json(view, 200) : notFound(c, "business");
  });
