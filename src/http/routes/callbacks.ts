import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { callbackOwner, callbackStatus, callbackTaskView, callbackUrgency } from "../../contracts/callback-tasks.ts";
import { branchId, type CallbackTaskId, callbackTaskId, callId, userId } from "../../domain/ids.ts";
import type { Result } from "../../domain/result.ts";
import { assignCallback, type CallbackProblem, settleCallback } from "../../use-cases/callbacks/change-callback.ts";
import { findCallbackView, listCallbackViews } from "../../use-cases/callbacks/view-callbacks.ts";
import {
  body,
  clerkOf,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  refusal,
  security,
  tenantActor,
} from "../api.ts";
import type { AppEnv } from "../app-env.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../problem.ts";

const common = { tags: ["Callback tasks"], security };
export const callbacksReading = { ...common, middleware: requirePermission("calls:read") };
const writing = { ...common, middleware: requirePermission("calls:write") };
const one = z.object({ taskId: callbackTaskId });
const shown = { 200: json(callbackTaskView, "The task."), ...commonRefusals };
const changed = { ...shown, 409: refusal("Somebody has dealt with it already: `callback_settled`.") };

export const callbackFilter = {
  status: callbackStatus.optional(),
  urgency: callbackUrgency.optional(),
  branchId: branchId.optional(),
  ownerId: userId.optional(),
  callId: callId.optional(),
};

const list = createRoute({
  method: "get",
  path: "/callback-tasks",
  summary: "What callers left to be done, newest first",
  description: "Staff who see their own calendar alone see the tasks that were given to them.",
  ...callbacksReading,
  request: {
    query: z.strictObject({ ...callbackFilter, ...cursorQuery }),
  },
  responses: { 200: json(paged(callbackTaskView), "A page."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/callback-tasks/{taskId}",
  summary: "One callback task",
  ...callbacksReading,
  request: { params: one },
  responses: shown,
});

const assign = createRoute({
  method: "post",
  path: "/callback-tasks/{taskId}/assign",
  summary: "Say who takes care of it",
  ...writing,
  request: { params: one, body: body(callbackOwner) },
  responses: changed,
});

const done = createRoute({
  method: "post",
  path: "/callback-tasks/{taskId}/done",
  summary: "It is done",
  ...writing,
  request: { params: one },
  responses: changed,
});

const dismiss = createRoute({
  method: "post",
  path: "/callback-tasks/{taskId}/dismiss",
  summary: "Nothing has to be done",
  ...writing,
  request: { params: one },
  responses: changed,
});

export const callbackRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await listCallbackViews(c.env, tenantActor(c), filter, { cursor, limit }), 200);
  })
  .openapi(show, async (c) => {
    const found = await findCallbackView(c.env, tenantActor(c), c.req.valid("param").taskId);
    return found ? c.json(found, 200) : notFound(c, "callback task");
  })
  .openapi(assign, async (c) => {
    const { ownerId } = c.req.valid("json");
    return answer(c, await assignCallback(clerkOf(c), c.req.valid("param").taskId, ownerId));
  })
  .openapi(done, async (c) => answer(c, await settleCallback(clerkOf(c), c.req.valid("param").taskId, "done")))
  .openapi(dismiss, async (c) => answer(c, await settleCallback(clerkOf(c), c.req.valid("param").taskId, "dismissed")));

/** The task as it stands. Who gave away a task that they see no more of is told that there is none. */
async function answer(c: Context<AppEnv>, changed: Result<CallbackTaskId, CallbackProblem>) {
  if (!changed.ok) return problemResponse(c, callbackProblem(changed.error));
  const view = await findCallbackView(c.env, tenantActor(c), changed.value);
  return view ? c.json(view, 200) : notFound(c, "callback task");
}

function callbackProblem(refused: CallbackProblem): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "callback_settled":
      return { status: 409, code: refused.reason, title: `The task is ${refused.status}.` };
    default:
      return refused satisfies never;
  }
}
