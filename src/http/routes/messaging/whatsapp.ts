import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { templateUse, useKey, whatsappTemplateView } from "../../../contracts/whatsapp.ts";
import { listTemplateUses } from "../../../db/queries/whatsapp.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { FillRefusal } from "../../../use-cases/messaging/whatsapp/fill-template.ts";
import { listTemplates } from "../../../use-cases/messaging/whatsapp/list-templates.ts";
import { chooseTemplate, dropTemplate } from "../../../use-cases/messaging/whatsapp/template-uses.ts";
import { body, clerkOf, commonRefusals, createApi, json, refusal, security, tenantActor } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";

const tags = ["Messages"];
const reading = { tags, security, middleware: requirePermission("messages:read") };
const writing = { tags, security, middleware: requirePermission("messages:write") };

const templates = createRoute({
  method: "get",
  path: "/whatsapp-templates",
  summary: "The templates of the business's WhatsApp account, as Meta has them now",
  ...reading,
  responses: {
    200: json(z.object({ items: z.array(whatsappTemplateView) }), "Up to 200."),
    409: refusal("No WhatsApp account with its business account's id is connected: `not_configured`."),
    502: refusal("Meta does not answer as it should: `vendor_failed`."),
    ...commonRefusals,
  },
});

const list = createRoute({
  method: "get",
  path: "/whatsapp-template-uses",
  summary: "By which template WhatsApp tells of what",
  ...reading,
  responses: { 200: json(z.object({ items: z.array(templateUse) }), "Those that are chosen."), ...commonRefusals },
});

const choose = createRoute({
  method: "put",
  path: "/whatsapp-template-uses",
  summary: "Choose the template for one kind of message in one language",
  description: "It goes out where free text would not be delivered: later than 24 hours after their last message.",
  ...writing,
  request: { body: body(templateUse) },
  responses: { 200: json(templateUse, "What is chosen."), ...commonRefusals },
});

const drop = createRoute({
  method: "post",
  path: "/whatsapp-template-uses/drop",
  summary: "Use no template for one kind of message in one language",
  ...writing,
  request: { body: body(useKey) },
  responses: { 204: { description: "None is used." }, ...commonRefusals },
});

export const whatsappRoutes = createApi()
  .openapi(templates, async (c) => {
    const found = await listTemplates(c.env, tenantActor(c).tenantId);
    return found.ok ? c.json({ items: found.value }, 200) : problemResponse(c, templateProblem(found.error));
  })
  .openapi(list, async (c) => {
    const db = tenantDb(c.env.DB, tenantActor(c).tenantId);
    return c.json({ items: await listTemplateUses(db) }, 200);
  })
  .openapi(choose, async (c) => {
    const editor = clerkOf(c);
    return c.json(await chooseTemplate(editor, c.req.valid("json")), 200);
  })
  .openapi(drop, async (c) => {
    const editor = clerkOf(c);
    await dropTemplate(editor, c.req.valid("json"));
    return c.body(null, 204);
  });

export function templateProblem(refused: FillRefusal): Problem {
  switch (refused.reason) {
    case "not_configured": {
      const title = "Connect a WhatsApp account with the id of its business account.";
      return { status: 409, code: "not_configured", title, detail: title };
    }
    case "vendor_failed":
      return { status: 502, code: "vendor_failed", title: "WhatsApp does not answer.", detail: refused.code };
    case "unknown_template": {
      const errors = [{ field: "template.name", rule: "must be an approved template without media, in this language" }];
      return { status: 400, code: "invalid_input", title: "Some fields are not valid.", errors };
    }
    case "wrong_places": {
      const errors = [{ field: "template.parameters", rule: `must be ${refused.places} of them` }];
      return { status: 400, code: "invalid_input", title: "Some fields are not valid.", errors };
    }
    default:
      return refused satisfies never;
  }
}
