import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { alertView } from "../../../contracts/on-call.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import { onCallAlertId } from "../../../domain/ids.ts";
import { acknowledge } from "../../../use-cases/on-call/acknowledge.ts";
import { findAlertView, listAlertViews } from "../../../use-cases/on-call/view-alerts.ts";
import {
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  refusal,
  security,
  tenantActor,
} from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const tags = ["On call"];
export const alertsReading = { tags, security, middleware: requirePermission("calls:read") };
export const alertFilter = {
  waiting: z.enum(["true", "false"]).default("false").describe("Only those that nobody has taken."),
};

const list = createRoute({
  method: "get",
  path: "/on-call/alerts",
  summary: "Emergencies, newest first, and whom they rang",
  ...alertsReading,
  request: { query: z.strictObject({ ...alertFilter, ...cursorQuery }) },
  responses: { 200: json(paged(alertView), "A page."), ...commonRefusals },
});

const take = createRoute({
  method: "post",
  path: "/on-call/alerts/{alertId}/acknowledge",
  tags,
  summary: "Take an emergency, so that nobody else is rung",
  security,
  middleware: requirePermission("calls:write"),
  request: { params: z.object({ alertId: onCallAlertId }) },
  responses: {
    200: json(alertView, "It is yours."),
    409: refusal("Somebody else has taken it: `alert_taken`."),
    ...commonRefusals,
  },
});

export const alertRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit, waiting } = c.req.valid("query");
    const wanted = { cursor, limit, waiting: waiting === "true" };
    return c.json(await listAlertViews(c.env, tenantActor(c).tenantId, wanted), 200);
  })
  .openapi(take, async (c) => {
    const actor = tenantActor(c);
    const by = actorId(actor);
    const taker = { by, via: "dashboard" as const, requestId: c.get("requestId"), actor: by };
    const db = tenantDb(c.env.DB, actor.tenantId);
    const taken = await acknowledge(c.env, db, c.req.valid("param").alertId, taker, Date.now());
    if (!taken.ok) {
      if (taken.error.reason === "not_found") return notFound(c, "alert");
      return problemResponse(c, { status: 409, code: "alert_taken", title: "Somebody else has taken it." });
    }
    const view = await findAlertView(c.env, actor.tenantId, taken.value);
    return view ? c.json(view, 200) : notFound(c, "alert");
  });
