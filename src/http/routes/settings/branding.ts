import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { brandingPatch, brandingView, logoBody } from "../../../contracts/branding.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { changeBranding, viewBranding } from "../../../use-cases/tenants/branding.ts";
import { removeLogo, setLogo } from "../../../use-cases/tenants/logo.ts";
import { body, commonRefusals, createApi, json, notFound, tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { reading, writing } from "../../catalogue-editor.ts";
import { problemResponse } from "../../problem.ts";

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

const setPicture = createRoute({
  ...writing,
  method: "put",
  path: "/branding/logo",
  summary: "Show a picture of the business on its pages",
  description: "It also stands for the booking page where that is shared. The same picture again changes nothing.",
  request: { body: body(logoBody) },
  responses: answer,
});

const removePicture = createRoute({
  ...writing,
  method: "delete",
  path: "/branding/logo",
  summary: "Show no picture any more",
  responses: { 204: { description: "There is none." }, ...commonRefusals },
});

export const brandingRoutes = createApi()
  .openapi(show, async (c) => {
    const view = await viewBranding(c.env, tenantDb(c.env.DB, tenantActor(c).tenantId));
    return view ? c.json(view, 200) : notFound(c, "business");
  })
  .openapi(change, async (c) => {
    const actor = tenantActor(c);
    const view = await changeBranding(c.env, tenantDb(c.env.DB, actor.tenantId), c.req.valid("json"), byOf(c));
    return view ? c.json(view, 200) : notFound(c, "business");
  })
  .openapi(setPicture, async (c) => {
    const db = tenantDb(c.env.DB, tenantActor(c).tenantId);
    const stored = await setLogo(c.env, db, Uint8Array.fromBase64(c.req.valid("json").data), byOf(c));
    if (!stored.ok) return noPicture(c);
    const view = await viewBranding(c.env, db);
    return view ? c.json(view, 200) : notFound(c, "business");
  })
  .openapi(removePicture, async (c) => {
    await removeLogo(c.env, tenantDb(c.env.DB, tenantActor(c).tenantId), byOf(c));
    return c.body(null, 204);
  });

function byOf(c: Context<AppEnv>) {
  return { actor: tenantActor(c), requestId: c.get("requestId"), now: Date.now() };
}

function noPicture(c: Context<AppEnv>) {
  const errors = [{ field: "data", rule: "must be a PNG, JPEG or WebP picture" }];
  return problemResponse(c, { status: 400, code: "invalid_input", title: "This is no picture.", errors });
}
