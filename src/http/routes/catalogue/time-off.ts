import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { addedTimeOffView, timeOffView } from "../../../contracts/catalogue.ts";
import { timeOffBody } from "../../../contracts/catalogue-bodies.ts";
import { listTimeOff } from "../../../db/queries/catalogue-staff.ts";
import { pageOfList } from "../../../db/queries/page.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { staffId, timeOffId } from "../../../domain/ids.ts";
import { addTimeOff } from "../../../use-cases/catalogue/add-time-off.ts";
import { readRulesOf } from "../../../use-cases/catalogue/read-rules-of.ts";
import { removeTimeOff } from "../../../use-cases/catalogue/remove-time-off.ts";
import { body, commonRefusals, createApi, json, notFound, paged, tenantActor } from "../../api.ts";
import { editorOf, etag, ifMatch, listQuery, reading, writeRefusals, writing } from "../../catalogue-editor.ts";
import { catalogueProblem } from "../../catalogue-problem.ts";
import { problemResponse } from "../../problem.ts";

const oneMember = z.object({ staffId });

const list = createRoute({
  method: "get",
  path: "/staff/{staffId}/time-off",
  summary: "Time off of a staff member that is not over",
  ...reading,
  request: { params: oneMember, query: z.strictObject(listQuery) },
  responses: { 200: json(paged(timeOffView), "Earliest first."), ...commonRefusals },
});

const add = createRoute({
  method: "post",
  path: "/staff/{staffId}/time-off",
  summary: "Enter time off",
  description: "Both dates are included. `span` is the same hours of each day; null is whole days.",
  ...writing,
  request: { params: oneMember, headers: ifMatch, body: body(timeOffBody) },
  responses: { 201: json(addedTimeOffView, "The time off. Appointments in it stay."), ...writeRefusals },
});

const remove = createRoute({
  method: "delete",
  path: "/staff/{staffId}/time-off/{timeOffId}",
  summary: "Take time off back",
  ...writing,
  request: { params: z.object({ staffId, timeOffId }), headers: ifMatch },
  responses: { 204: { description: "It is gone." }, ...writeRefusals },
});

export const timeOffRoutes = createApi()
  .openapi(list, async (c) => {
    const { staffId: id } = c.req.valid("param");
    const actor = tenantActor(c);
    const rules = await readRulesOf(c.env, c.executionCtx, actor, { staffId: id });
    if (!rules) return notFound(c, "staff member");
    const rows = await listTimeOff(tenantDb(c.env.DB, actor.tenantId), id, Date.now());
    const { cursor = null, limit } = c.req.valid("query");
    const views = rows.map((row) => timeOffView.parse(row));
    return c.json(pageOfList(views, { cursor, limit }), 200, etag(rules.version));
  })
  .openapi(add, async (c) => {
    const added = await addTimeOff(editorOf(c), c.req.valid("param").staffId, c.req.valid("json"));
    if (!added.ok) return problemResponse(c, catalogueProblem(added.error));
    return c.json(added.value.value, 201, etag(added.value.version));
  })
  .openapi(remove, async (c) => {
    const removed = await removeTimeOff(editorOf(c), c.req.valid("param"));
    if (!removed.ok) return problemResponse(c, catalogueProblem(removed.error));
    return c.body(null, 204, etag(removed.value.version));
  });
