import { createRoute } from "@hono/zod-openapi";
import { leadSettings } from "../../../contracts/sequences.ts";
import { changeLeadSettings, viewLeadSettings } from "../../../use-cases/leads/lead-settings.ts";
import { body, commonRefusals, createApi, json, security, tenantActor } from "../../api.ts";
import { editorOf } from "../../catalogue-editor.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

const common = { path: "/lead-settings", tags: ["Leads"], security };

const show = createRoute({
  ...common,
  method: "get",
  summary: "How a new lead is answered by itself",
  middleware: requirePermission("sequences:read"),
  responses: { 200: json(leadSettings, "The settings."), ...commonRefusals },
});

const change = createRoute({
  ...common,
  method: "put",
  summary: "Change how a new lead is answered by itself",
  description: "`{name}`, `{business}`, `{branch}`, `{phone}` and `{link}` are filled in.",
  middleware: requirePermission("sequences:write"),
  request: { body: body(leadSettings) },
  responses: { 200: json(leadSettings, "The settings."), ...commonRefusals },
});

export const leadSettingRoutes = createApi()
  .openapi(show, async (c) => c.json(await viewLeadSettings(c.env, tenantActor(c).tenantId), 200))
  .openapi(change, async (c) => c.json(await changeLeadSettings(editorOf(c), c.req.valid("json")), 200));
