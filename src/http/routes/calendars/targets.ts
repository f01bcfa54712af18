import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { mirrorState, mirrorView, targetBody, targetView } from "../../../contracts/calendar-sync.ts";
import { calendarAccountId, calendarMirrorId, calendarTargetId } from "../../../domain/ids.ts";
import { discard, replayMirror, viewMirrors } from "../../../use-cases/calendars/sync/manage-mirrors.ts";
import { createTarget, removeTarget, viewTargets } from "../../../use-cases/calendars/sync/manage-targets.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged, refusal, security, tenantActor } from "../../api.ts"; // biome-ignore format: one line
import { calendarAccountProblem } from "../../calendar-account-problem.ts";
import { keeperOf } from "../../calendars-problem.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const common = { tags: ["Calendars"], security };
const reading = { ...common, middleware: requirePermission("calendars:read") };
const writing = { ...common, middleware: requirePermission("calendars:write") };
const ofAccount = { params: z.object({ accountId: calendarAccountId }) };
const oneMirror = { params: z.object({ mirrorId: calendarMirrorId }) };

const list = createRoute({
  method: "get",
  path: "/calendar-accounts/{accountId}/targets",
  summary: "Which calendar of an account belongs to whom here",
  ...reading,
  request: ofAccount,
  responses: { 200: json(z.object({ items: z.array(targetView) }), "All of them."), ...commonRefusals },
});

const create = createRoute({
  method: "post",
  path: "/calendar-accounts/{accountId}/targets",
  summary: "Connect a calendar to a member or resource",
  description: "Appointments that stand already are written, and busy time is read, behind this answer.",
  ...writing,
  request: { ...ofAccount, body: body(targetBody) },
  responses: { 201: json(targetView, "The target."), 409: refusal("It is connected already."), ...commonRefusals },
});

const remove = createRoute({
  method: "delete",
  path: "/calendar-targets/{targetId}",
  summary: "Stop using a calendar",
  ...writing,
  request: { params: z.object({ targetId: calendarTargetId }) },
  responses: { 204: { description: "It is not used any more." }, ...commonRefusals },
});

const mirrors = createRoute({
  method: "get",
  path: "/calendar-mirrors",
  summary: "Appointments as they stand in calendars outside, newest first",
  ...reading,
  request: {
    query: z.strictObject({ ...cursorQuery, accountId: calendarAccountId.optional(), state: mirrorState.optional() }),
  },
  responses: { 200: json(paged(mirrorView), "A page."), ...commonRefusals },
});

const replay = createRoute({
  method: "post",
  path: "/calendar-mirrors/{mirrorId}/replay",
  summary: "Write an entry again",
  ...writing,
  request: { ...oneMirror, body: body(z.strictObject({})) },
  responses: { 202: json(mirrorView, "It is written behind this answer."), ...commonRefusals },
});

const giveUp = createRoute({
  method: "post",
  path: "/calendar-mirrors/{mirrorId}/discard",
  summary: "Leave an entry as it is",
  ...writing,
  request: { ...oneMirror, body: body(z.strictObject({})) },
  responses: { 200: json(mirrorView, "Until its appointment changes again."), ...commonRefusals },
});

export const calendarTargetRoutes = createApi()
  .openapi(list, async (c) => {
    const items = await viewTargets(c.env, tenantActor(c).tenantId, c.req.valid("param").accountId);
    return items ? c.json({ items }, 200) : notFound(c, "calendar account");
  })
  .openapi(create, async (c) => {
    const made = await createTarget(keeperOf(c), c.req.valid("param").accountId, c.req.valid("json"));
    return made.ok ? c.json(made.value, 201) : problemResponse(c, calendarAccountProblem(made.error));
  })
  .openapi(remove, async (c) => {
    const isRemoved = await removeTarget(keeperOf(c), c.req.valid("param").targetId);
    return isRemoved ? c.body(null, 204) : notFound(c, "calendar target");
  })
  .openapi(mirrors, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await viewMirrors(c.env, tenantActor(c).tenantId, filter, { cursor, limit }), 200);
  })
  .openapi(replay, async (c) => {
    const view = await replayMirror(keeperOf(c), c.req.valid("param").mirrorId);
    return view ? c.json(view, 202) : notFound(c, "calendar mirror");
  })
  .openapi(giveUp, async (c) => {
    const view = await discard(keeperOf(c), c.req.valid("param").mirrorId);
    return view ? c.json(view, 200) : notFound(c, "calendar mirror");
  });
