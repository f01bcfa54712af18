import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { archivedView, serviceView } from "../../../contracts/catalogue.ts";
import { serviceBody, servicePatch } from "../../../contracts/catalogue-bodies.ts";
import { pageOfList } from "../../../db/queries/page.ts";
import { findService } from "../../../domain/booking/rulebook.ts";
import { branchId, serviceId } from "../../../domain/ids.ts";
import { archiveService } from "../../../use-cases/catalogue/archive-service.ts";
import { changeService } from "../../../use-cases/catalogue/change-service.ts";
import { createService } from "../../../use-cases/catalogue/create-service.ts";
import { readRules } from "../../../use-cases/catalogue/read-rules.ts";
import { readRulesOf } from "../../../use-cases/catalogue/read-rules-of.ts";
import { body, commonRefusals, createApi, json, notFound, paged, tenantActor } from "../../api.ts";
import { editorOf, etag, ifMatch, listQuery, reading, writeRefusals, writing } from "../../catalogue-editor.ts";
import { catalogueProblem } from "../../catalogue-problem.ts";
import { problemResponse } from "../../problem.ts";

const one = z.object({ serviceId });

const list = createRoute({
  method: "get",
  path: "/services",
  summary: "Services of a branch",
  ...reading,
  request: { query: z.strictObject({ branchId, ...listQuery }) },
  responses: { 200: json(paged(serviceView), "In the order of the catalogue."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/services/{serviceId}",
  summary: "One service",
  ...reading,
  request: { params: one },
  responses: { 200: json(serviceView, "The service."), ...commonRefusals },
});

const create = createRoute({
  method: "post",
  path: "/services",
  summary: "Add a service",
  ...writing,
  request: { headers: ifMatch, body: body(serviceBody) },
  responses: { 201: json(serviceView, "The service."), ...writeRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/services/{serviceId}",
  summary: "Change a service",
  ...writing,
  request: { params: one, headers: ifMatch, body: body(servicePatch) },
  responses: { 200: json(serviceView, "The service."), ...writeRefusals },
});

const archive = createRoute({
  method: "delete",
  path: "/services/{serviceId}",
  summary: "Archive a service",
  description: "Its appointments stay. `upcoming` tells how many are still to come.",
  ...writing,
  request: { params: one, headers: ifMatch },
  responses: { 200: json(archivedView, "It can no longer be booked."), ...writeRefusals },
});

export const serviceRoutes = createApi()
  .openapi(list, async (c) => {
    const { branchId: id, cursor = null, limit } = c.req.valid("query");
    const rules = await readRules(c.env, c.executionCtx, { ...tenantActor(c), branchId: id });
    if (!rules) return notFound(c, "branch");
    const views = rules.services.map((row) => serviceView.parse({ ...row, branchId: id }));
    return c.json(pageOfList(views, { cursor, limit }), 200, etag(rules.version));
  })
  .openapi(show, async (c) => {
    const { serviceId: id } = c.req.valid("param");
    const rules = await readRulesOf(c.env, c.executionCtx, tenantActor(c), { serviceId: id });
    const found = rules && findService(rules, id);
    if (!rules || !found) return notFound(c, "service");
    return c.json(serviceView.parse({ ...found, branchId: rules.branchId }), 200, etag(rules.version));
  })
  .openapi(create, async (c) => {
    const created = await createService(editorOf(c), c.req.valid("json"));
    if (!created.ok) return problemResponse(c, catalogueProblem(created.error));
    return c.json(created.value.value, 201, etag(created.value.version));
  })
  .openapi(change, async (c) => {
    const changed = await changeService(editorOf(c), c.req.valid("param").serviceId, c.req.valid("json"));
    if (!changed.ok) return problemResponse(c, catalogueProblem(changed.error));
    return c.json(changed.value.value, 200, etag(changed.value.version));
  })
  .openapi(archive, async (c) => {
    const archived = await archiveService(editorOf(c), c.req.valid("param").serviceId);
    if (!archived.ok) return problemResponse(c, catalogueProblem(archived.error));
    return c.json(archived.value.value, 200, etag(archived.value.version));
  });
