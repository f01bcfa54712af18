import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import {
  messageSettings,
  messageTemplate,
  templateChannel,
  wordingBody,
  wordingPreview,
} from "../../../contracts/message-settings.ts";
import { findMessageSettings } from "../../../db/queries/message-settings.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { language } from "../../../domain/language.ts";
import { newsKind } from "../../../domain/messaging/appointment-news.ts";
import type { WordingRefusal } from "../../../domain/messaging/wording.ts";
import {
  changeMessageSettings,
  changeWording,
  listWordings,
  previewWording,
  resetWording,
} from "../../../use-cases/messaging/message-settings.ts";
import { body, clerkOf, commonRefusals, createApi, json, security, tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const tags = ["Messages"];
const reading = { tags, security, middleware: requirePermission("messages:read") };
const writing = { tags, security, middleware: requirePermission("messages:write") };
const one = z.strictObject({ kind: newsKind, channel: templateChannel, language });

const show = createRoute({
  method: "get",
  path: "/message-settings",
  summary: "How the business writes to its customers",
  ...reading,
  responses: { 200: json(messageSettings, "The settings."), ...commonRefusals },
});

const change = createRoute({
  method: "put",
  path: "/message-settings",
  summary: "Change how the business writes to its customers",
  ...writing,
  request: { body: body(messageSettings) },
  responses: { 200: json(messageSettings, "The settings."), ...commonRefusals },
});

const templates = createRoute({
  method: "get",
  path: "/message-templates",
  summary: "Every wording, the business's own or the usual one",
  ...reading,
  responses: { 200: json(z.object({ items: z.array(messageTemplate) }), "All of them."), ...commonRefusals },
});

const reword = createRoute({
  method: "put",
  path: "/message-templates",
  summary: "Choose a wording",
  description: "`{name}`, `{service}`, `{date}` and so on are filled in; a name that is not known is refused.",
  ...writing,
  request: { body: body(wordingBody) },
  responses: { 200: json(messageTemplate, "The wording."), ...commonRefusals },
});

const reset = createRoute({
  method: "post",
  path: "/message-templates/reset",
  summary: "Go back to the usual wording",
  ...writing,
  request: { body: body(one) },
  responses: { 200: json(messageTemplate, "The usual wording."), ...commonRefusals },
});

const preview = createRoute({
  method: "post",
  path: "/message-templates/preview",
  summary: "A wording as a customer would read it, and what an SMS of it takes",
  ...writing,
  request: { body: body(wordingBody) },
  responses: { 200: json(wordingPreview, "The preview."), ...commonRefusals },
});

export const messageSettingRoutes = createApi()
  .openapi(show, async (c) => c.json(await findMessageSettings(dbOf(c)), 200))
  .openapi(change, async (c) => c.json(await changeMessageSettings(clerkOf(c), c.req.valid("json")), 200))
  .openapi(templates, async (c) => c.json({ items: await listWordings(dbOf(c)) }, 200))
  .openapi(preview, async (c) => {
    const { subject, text, ...key } = c.req.valid("json");
    const shown = await previewWording(dbOf(c), key, { subject, text });
    return shown.ok ? c.json(shown.value, 200) : refuseWording(c, shown.error);
  })
  .openapi(reword, async (c) => {
    const { subject, text, ...key } = c.req.valid("json");
    const chosen = await changeWording(clerkOf(c), key, { subject, text });
    return chosen.ok ? c.json(chosen.value, 200) : refuseWording(c, chosen.error);
  })
  .openapi(reset, async (c) => c.json(await resetWording(clerkOf(c), c.req.valid("json")), 200));

function refuseWording(c: Context<AppEnv>, refused: WordingRefusal) {
  const title = "Some fields are not valid.";
  return problemResponse(c, { status: 400, code: "invalid_input", title, errors: [refused] });
}

function dbOf(c: Context<AppEnv>) {
  return tenantDb(c.env.DB, tenantActor(c).tenantId);
}
