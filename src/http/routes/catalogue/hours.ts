import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { hoursView, replacedHoursView, replacedStaffHoursView, staffHoursView } from "../../../contracts/catalogue.ts";
import { hoursBody, staffHoursBody } from "../../../contracts/catalogue-bodies.ts";
import { findStaff } from "../../../domain/booking/rulebook.ts";
import { branchId, staffId } from "../../../domain/ids.ts";
import { readRules } from "../../../use-cases/catalogue/read-rules.ts";
import { readRulesOf } from "../../../use-cases/catalogue/read-rules-of.ts";
import { replaceBranchHours, replaceStaffHours } from "../../../use-cases/catalogue/replace-hours.ts";
import { body, commonRefusals, createApi, json, notFound, tenantActor } from "../../api.ts";
import { editorOf, etag, ifMatch, reading, writeRefusals, writing } from "../../catalogue-editor.ts";
import { catalogueProblem } from "../../catalogue-problem.ts";
import { problemResponse } from "../../problem.ts";

const oneBranch = z.object({ branchId });
const oneMember = z.object({ staffId });

const show = createRoute({
  method: "get",
  path: "/branches/{branchId}/hours",
  summary: "Opening hours of a branch",
  ...reading,
  request: { params: oneBranch },
  responses: { 200: json(hoursView, "The hours."), ...commonRefusals },
});

const replace = createRoute({
  method: "put",
  path: "/branches/{branchId}/hours",
  summary: "Replace the opening hours of a branch",
  description: "Minutes count from local midnight; `toMinute` above 1,440 runs past it. No spans: closed on that date.",
  ...writing,
  request: { params: oneBranch, headers: ifMatch, body: body(hoursBody) },
  responses: { 200: json(replacedHoursView, "The hours. Appointments outside of them stay."), ...writeRefusals },
});

const showMember = createRoute({
  method: "get",
  path: "/staff/{staffId}/hours",
  summary: "Working hours of a staff member",
  ...reading,
  request: { params: oneMember },
  responses: { 200: json(staffHoursView, "The hours. Null: those of the branch."), ...commonRefusals },
});

const replaceMember = createRoute({
  method: "put",
  path: "/staff/{staffId}/hours",
  summary: "Replace the working hours of a staff member",
  description: "`hours: null` follows the branch. Own hours count only while the branch is open.",
  ...writing,
  request: { params: oneMember, headers: ifMatch, body: body(staffHoursBody) },
  responses: { 200: json(replacedStaffHoursView, "The hours. Appointments outside of them stay."), ...writeRefusals },
});

export const hoursRoutes = createApi()
  .openapi(show, async (c) => {
    const rules = await readRules(c.env, c.executionCtx, { ...tenantActor(c), ...c.req.valid("param") });
    return rules ? c.json(hoursView.parse(rules.hours), 200, etag(rules.version)) : notFound(c, "branch");
  })
  .openapi(replace, async (c) => {
    const { branchId: id } = c.req.valid("param");
    const replaced = await replaceBranchHours(editorOf(c), id, c.req.valid("json"));
    if (!replaced.ok) return problemResponse(c, catalogueProblem(replaced.error));
    return c.json(replaced.value.value, 200, etag(replaced.value.version));
  })
  .openapi(showMember, async (c) => {
    const { staffId: id } = c.req.valid("param");
    const rules = await readRulesOf(c.env, c.executionCtx, tenantActor(c), { staffId: id });
    const member = rules && findStaff(rules, id);
    if (!rules || !member) return notFound(c, "staff member");
    return c.json(staffHoursView.parse(member), 200, etag(rules.version));
  })
  .openapi(replaceMember, async (c) => {
    const { staffId: id } = c.req.valid("param");
    const replaced = await replaceStaffHours(editorOf(c), id, c.req.valid("json").hours);
    if (!replaced.ok) return problemResponse(c, catalogueProblem(replaced.error));
    return c.json(replaced.value.value, 200, etag(replaced.value.version));
  });
