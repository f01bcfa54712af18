import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { setupPatch, setupStep, setupView } from "../../../contracts/setup.ts";
import { readSetup, settleSetupStep } from "../../../use-cases/tenants/setup.ts";
import { body, commonRefusals, createApi, json, notFound, security, tenantActor } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

const base = { tags: ["Settings"], security };

const read = createRoute({
  ...base,
  method: "get",
  path: "/setup",
  summary: "What a new business still has to set up",
  middleware: requirePermission("catalogue:read"),
  responses: { 200: json(setupView, "The steps in their order."), ...commonRefusals },
});

const settle = createRoute({
  ...base,
  method: "put",
  path: "/setup/{step}",
  summary: "Say that a step is done or left out",
  description: "Changes nothing else: what a step is about is changed where it is always changed.",
  middleware: requirePermission("catalogue:write"),
  request: { params: z.object({ step: setupStep }), body: body(setupPatch) },
  responses: { 200: json(setupView, "The steps as they are now."), ...commonRefusals },
});

export const setupRoutes = createApi()
  .openapi(read, async (c) => c.json(await readSetup(c.env, tenantActor(c).tenantId), 200))
  .openapi(settle, async (c) => {
    const by = { actor: tenantActor(c), requestId: c.get("requestId"), now: Date.now() };
    const change = { ...c.req.valid("param"), ...c.req.valid("json") };
    const settled = await settleSetupStep(c.env, change, by);
    return settled.ok ? c.json(settled.value, 200) : notFound(c, "setup step");
  });
