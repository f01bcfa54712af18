import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { archivedView, resourceView } from "../../../contracts/catalogue.ts";
import { resourceBody, resourcePatch } from "../../../contracts/catalogue-bodies.ts";
import { pageOfList } from "../../../db/queries/page.ts";
import { findResource } from "../../../domain/booking/rulebook.ts";
import { branchId, resourceId } from "../../../domain/ids.ts";
import { archiveResource } from "../../../use-cases/catalogue/archive-resource.ts";
import { changeResource } from "../../../use-cases/catalogue/change-resource.ts";
import { createResource } from "../../../use-cases/catalogue/create-resource.ts";
import { readRules } from "../../../use-cases/catalogue/read-rules.ts";
import { readRulesOf } from "../../../use-cases/catalogue/read-rules-of.ts";
import { body, commonRefusals, createApi, json, notFound, paged, tenantActor } from "../../api.ts";
import { editorOf, etag, ifMatch, listQuery, reading, writeRefusals, writing } from "../../catalogue-editor.ts";
import { catalogueProblem } from "../../catalogue-problem.ts";
import { problemResponse } from "../../problem.ts";

const one = z.object({ resourceId });

const list = createRoute({
  method: "get",
  path: "/resources",
  summary: "Resources of a branch",
  ...reading,
  request: { query: z.strictObject({ branchId, ...listQuery }) },
  responses: { 200: json(paged(resourceView), "In the order of the catalogue."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/resources/{resourceId}",
  summary: "One resource",
  ...reading,
  request: { params: one },
  responses: { 200: json(resourceView, "The resource."), ...commonRefusals },
});

const create = createRoute({
  method: "post",
  path: "/resources",
  summary: "Add a resource",
  ...writing,
  request: { headers: ifMatch, body: body(resourceBody) },
  responses: { 201: json(resourceView, "The resource."), ...writeRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/resources/{resourceId}",
  summary: "Change a resource",
  ...writing,
  request: { params: one, headers: ifMatch, body: body(resourcePatch) },
  responses: { 200: json(resourceView, "The resource."), ...writeRefusals },
});

const archive = createRoute({
  method: "delete",
  path: "/resources/{resourceId}",
  summary: "Archive a resource",
  description: "Its appointments stay. `upcoming` tells how many are still to come.",
  ...writing,
  request: { params: one, headers: ifMatch },
  responses: { 200: json(archivedView, "It can no longer be booked."), ...writeRefusals },
});

export const resourceRoutes = createApi()
  .openapi(list, async (c) => {
    const { branchId: id, cursor = null, limit } = c.req.valid("query");
    const rules = await readRules(c.env, c.executionCtx, { ...tenantActor(c), branchId: id });
    if (!rules) return notFound(c, "branch");
    const views = rules.resources.map((row) => resourceView.parse({ ...row, branchId: id }));
    return c.json(pageOfList(views, { cursor, limit }), 200, etag(rules.version));
  })
  .openapi(show, async (c) => {
    const { resourceId: id } = c.req.valid("param");
    const rules = await readRulesOf(c.env, c.executionCtx, tenantActor(c), { resourceId: id });
    const found = rules && findResource(rules, id);
    if (!rules || !found) return notFound(c, "resource");
    return c.json(resourceView.parse({ ...found, branchId: rules.branchId }), 200, etag(rules.version));
  })
  .openapi(create, async (c) => {
    const created = await createResource(editorOf(c), c.req.valid("json"));
    if (!created.ok) return problemResponse(c, catalogueProblem(created.error));
    return c.json(created.value.value, 201, etag(created.value.version));
  })
  .openapi(change, async (c) => {
    const changed = await changeResource(editorOf(c), c.req.valid("param").resourceId, c.req.valid("json"));
    if (!changed.ok) return problemResponse(c, catalogueProblem(changed.error));
    return c.json(changed.value.value, 200, etag(changed.value.version));
  })
  .openapi(archive, async (c) => {
    const archived = await archiveResource(editorOf(c), c.req.valid("param").resourceId);
    if (!archived.ok) return problemResponse(c, catalogueProblem(archived.error));
    return c.json(archived.value.value, 200, etag(archived.value.version));
  });
