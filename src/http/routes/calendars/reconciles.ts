import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { reconcileView } from "../../../contracts/calendar-sync.ts";
import { calendarAccountId } from "../../../domain/ids.ts";
import { askReconcile, viewReconciles } from "../../../use-cases/calendars/sync/reconcile/ask-reconcile.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged, refusal, security, tenantActor } from "../../api.ts"; // biome-ignore format: one line
import { calendarAccountProblem } from "../../calendar-account-problem.ts";
import { keeperOf } from "../../calendars-problem.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const common = { tags: ["Calendars"], security };
const one = { params: z.object({ accountId: calendarAccountId }) };
const path = "/calendar-accounts/{accountId}/reconcile";

const list = createRoute({
  method: "get",
  path,
  summary: "What was found when an account was compared, newest first",
  ...common,
  middleware: requirePermission("calendars:read"),
  request: { ...one, query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(reconcileView), "A page."), ...commonRefusals },
});

const ask = createRoute({
  method: "post",
  path,
  summary: "Compare an account with what shall stand there, and repair it",
  description: "It is done behind this answer, as every night. While one is running, that one is the answer.",
  ...common,
  middleware: requirePermission("calendars:write"),
  request: { ...one, body: body(z.strictObject({})) },
  responses: {
    202: json(reconcileView, "It is running."),
    429: refusal("That account has been compared too often."),
    502: refusal("The account has to be connected again."),
    ...commonRefusals,
  },
});

export const calendarReconcileRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    const { accountId } = c.req.valid("param");
    const view = await viewReconciles(c.env, tenantActor(c).tenantId, accountId, { cursor, limit });
    return view ? c.json(view, 200) : notFound(c, "calendar account");
  })
  .openapi(ask, async (c) => {
    const asked = await askReconcile(keeperOf(c), c.req.valid("param").accountId);
    if (asked.ok) return c.json(asked.value, 202);
    if (asked.error.reason !== "too_many_attempts") return problemResponse(c, calendarAccountProblem(asked.error));
    c.header("Retry-After", String(asked.error.retryAfterSeconds));
    return problemResponse(c, { status: 429, code: "too_many_attempts", title: "Compared often enough for now." });
  });
