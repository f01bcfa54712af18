import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { archivedView, staffView } from "../../../contracts/catalogue.ts";
import { staffBody, staffPatch } from "../../../contracts/catalogue-bodies.ts";
import { pageOfList } from "../../../db/queries/page.ts";
import { findStaff } from "../../../domain/booking/rulebook.ts";
import { branchId, staffId } from "../../../domain/ids.ts";
import { archiveStaff } from "../../../use-cases/catalogue/archive-staff.ts";
import { changeStaff } from "../../../use-cases/catalogue/change-staff.ts";
import { createStaff } from "../../../use-cases/catalogue/create-staff.ts";
import { readRules } from "../../../use-cases/catalogue/read-rules.ts";
import { readRulesOf } from "../../../use-cases/catalogue/read-rules-of.ts";
import { body, commonRefusals, createApi, json, notFound, paged, tenantActor } from "../../api.ts";
import { editorOf, etag, ifMatch, listQuery, reading, writeRefusals, writing } from "../../catalogue-editor.ts";
import { catalogueProblem } from "../../catalogue-problem.ts";
import { problemResponse } from "../../problem.ts";

const one = z.object({ staffId });

const list = createRoute({
  method: "get",
  path: "/staff",
  summary: "Staff of a branch",
  ...reading,
  request: { query: z.strictObject({ branchId, ...listQuery }) },
  responses: { 200: json(paged(staffView), "In the order of the catalogue."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/staff/{staffId}",
  summary: "One staff member",
  ...reading,
  request: { params: one },
  responses: { 200: json(staffView, "The staff member."), ...commonRefusals },
});

const create = createRoute({
  method: "post",
  path: "/staff",
  summary: "Add a staff member",
  ...writing,
  request: { headers: ifMatch, body: body(staffBody) },
  responses: { 201: json(staffView, "The staff member."), ...writeRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/staff/{staffId}",
  summary: "Change a staff member",
  ...writing,
  request: { params: one, headers: ifMatch, body: body(staffPatch) },
  responses: { 200: json(staffView, "The staff member."), ...writeRefusals },
});

const archive = createRoute({
  method: "delete",
  path: "/staff/{staffId}",
  summary: "Archive a staff member",
  description: "Its appointments stay. `upcoming` tells how many are still to come.",
  ...writing,
  request: { params: one, headers: ifMatch },
  responses: { 200: json(archivedView, "It can no longer be booked."), ...writeRefusals },
});

export const staffRoutes = createApi()
  .openapi(list, async (c) => {
    const { branchId: id, cursor = null, limit } = c.req.valid("query");
    const rules = await readRules(c.env, c.executionCtx, { ...tenantActor(c), branchId: id });
    if (!rules) return notFound(c, "branch");
    const views = rules.staff.map((row) => staffView.parse({ ...row, branchId: id }));
    return c.json(pageOfList(views, { cursor, limit }), 200, etag(rules.version));
  })
  .openapi(show, async (c) => {
    const { staffId: id } = c.req.valid("param");
    const rules = await readRulesOf(c.env, c.executionCtx, tenantActor(c), { staffId: id });
    const found = rules && findStaff(rules, id);
    if (!rules || !found) return notFound(c, "staff member");
    return c.json(staffView.parse({ ...found, branchId: rules.branchId }), 200, etag(rules.version));
  })
  .openapi(create, async (c) => {
    const created = await createStaff(editorOf(c), c.req.valid("json"));
    if (!created.ok) return problemResponse(c, catalogueProblem(created.error));
    return c.json(created.value.value, 201, etag(created.value.version));
  })
  .openapi(change, async (c) => {
    const changed = await changeStaff(editorOf(c), c.req.valid("param").staffId, c.req.valid("json"));
    if (!changed.ok) return problemResponse(c, catalogueProblem(changed.error));
    return c.json(changed.value.value, 200, etag(changed.value.version));
  })
  .openapi(archive, async (c) => {
    const archived = await archiveStaff(editorOf(c), c.req.valid("param").staffId);
    if (!archived.ok) return problemResponse(c, catalogueProblem(archived.error));
    return c.json(archived.value.value, 200, etag(archived.value.version));
  });
