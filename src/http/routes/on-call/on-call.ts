import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { onCallPersonBody, onCallPersonPatch, onCallPersonView, onCallSettings } from "../../../contracts/on-call.ts";
import { findOnCallSettings } from "../../../db/queries/on-call.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { onCallPersonId } from "../../../domain/ids.ts";
import {
  addOnCall,
  changeOnCall,
  changeOnCallSettings,
  dropOnCall,
  type PeopleRefusal,
  viewOnCall,
} from "../../../use-cases/on-call/people.ts";
import { body, clerkOf, commonRefusals, createApi, json, security, tenantActor } from "../../api.ts";
import { phoneInput } from "../../contact-input.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";
import { conflict } from "../voice/definitions.ts";

const tags = ["On call"];
export const onCallReading = { tags, security, middleware: requirePermission("voice:read") };
const writing = { tags, security, middleware: requirePermission("voice:write") };
const one = z.object({ personId: onCallPersonId });
const person = json(onCallPersonView, "The person.");

const settings = createRoute({
  method: "get",
  path: "/on-call/settings",
  summary: "How emergencies ring people",
  ...onCallReading,
  responses: { 200: json(onCallSettings, "The settings."), ...commonRefusals },
});

const changeSettings = createRoute({
  method: "put",
  path: "/on-call/settings",
  summary: "Say how emergencies ring people",
  ...writing,
  request: { body: body(onCallSettings) },
  responses: { 200: json(onCallSettings, "The settings."), ...commonRefusals },
});

const list = createRoute({
  method: "get",
  path: "/on-call/people",
  summary: "Whom emergencies ring, in their order",
  ...onCallReading,
  responses: { 200: json(z.object({ items: z.array(onCallPersonView) }), "All of them."), ...commonRefusals },
});

const add = createRoute({
  method: "post",
  path: "/on-call/people",
  summary: "Put somebody on the rota",
  ...writing,
  request: { body: body(onCallPersonBody(phoneInput)) },
  responses: { 201: person, ...conflict, ...commonRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/on-call/people/{personId}",
  summary: "Change when and in which order somebody is rung",
  ...writing,
  request: { params: one, body: body(onCallPersonPatch(phoneInput)) },
  responses: { 200: person, ...conflict, ...commonRefusals },
});

const remove = createRoute({
  method: "delete",
  path: "/on-call/people/{personId}",
  summary: "Take somebody off the rota",
  ...writing,
  request: { params: one },
  responses: { 204: { description: "They are off it." }, ...commonRefusals },
});

export const onCallRoutes = createApi()
  .openapi(settings, async (c) => {
    return c.json(await findOnCallSettings(tenantDb(c.env.DB, tenantActor(c).tenantId)), 200);
  })
  .openapi(changeSettings, async (c) => c.json(await changeOnCallSettings(clerkOf(c), c.req.valid("json")), 200))
  .openapi(list, async (c) => c.json({ items: await viewOnCall(c.env, tenantActor(c).tenantId) }, 200))
  .openapi(add, async (c) => {
    const added = await addOnCall(clerkOf(c), c.req.valid("json"));
    return added.ok ? c.json(added.value, 201) : problemResponse(c, peopleProblem(added.error));
  })
  .openapi(change, async (c) => {
    const changed = await changeOnCall(clerkOf(c), c.req.valid("param").personId, c.req.valid("json"));
    return changed.ok ? c.json(changed.value, 200) : problemResponse(c, peopleProblem(changed.error));
  })
  .openapi(remove, async (c) => {
    const dropped = await dropOnCall(clerkOf(c), c.req.valid("param").personId);
    return dropped.ok ? c.body(null, 204) : problemResponse(c, peopleProblem(dropped.error));
  });

function peopleProblem(refused: PeopleRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "too_many":
      return { status: 409, code: refused.reason, title: `At most ${refused.limit} are possible.` };
    default:
      return refused satisfies never;
  }
}
