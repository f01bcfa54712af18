import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { branchView, holidaysView } from "../../../contracts/catalogue.ts";
import { branchFields, newBranchFields } from "../../../contracts/catalogue-bodies.ts";
import { listBranches } from "../../../db/queries/catalogue.ts";
import { pageOfList } from "../../../db/queries/page.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { holidayYears } from "../../../domain/booking/holidays.ts";
import { branchId } from "../../../domain/ids.ts";
import { localDateOf, toUtc } from "../../../domain/time.ts";
import { changeBranch, toBranchView } from "../../../use-cases/catalogue/change-branch.ts";
import { closeBranch, reopenBranch } from "../../../use-cases/catalogue/close-branch.ts";
import { createBranch } from "../../../use-cases/catalogue/create-branch.ts";
import { listHolidays } from "../../../use-cases/catalogue/list-holidays.ts";
import { readRules } from "../../../use-cases/catalogue/read-rules.ts";
import { body, commonRefusals, createApi, json, notFound, paged, refusal, tenantActor } from "../../api.ts";
import {
  actingOn,
  editorOf,
  etag,
  ifMatch,
  listQuery,
  reading,
  writeRefusals,
  writing,
} from "../../catalogue-editor.ts";
import { catalogueProblem } from "../../catalogue-problem.ts";
import { phoneInput } from "../../contact-input.ts";
import { problemResponse } from "../../problem.ts";

const oneBranch = z.object({ branchId });

const list = createRoute({
  method: "get",
  path: "/branches",
  summary: "Branches, oldest first",
  ...reading,
  request: { query: z.strictObject(listQuery) },
  responses: { 200: json(paged(branchView), "All branches."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/branches/{branchId}",
  summary: "One branch",
  description: "`ETag` is the version of all its rules: hours, services, staff and resources.",
  ...reading,
  request: { params: oneBranch },
  responses: { 200: json(branchView, "The branch."), ...commonRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/branches/{branchId}",
  summary: "Change a branch",
  ...writing,
  request: {
    params: oneBranch,
    headers: ifMatch,
    body: body(z.strictObject({ ...branchFields, phone: phoneInput.nullable() }).partial()),
  },
  responses: { 200: json(branchView, "The branch."), ...writeRefusals },
});

const create = createRoute({
  method: "post",
  path: "/branches",
  summary: "Add a branch",
  description:
    "It can be booked at once. With `copyFrom` it begins like another branch, without one like a new business.",
  ...writing,
  request: { body: body(z.strictObject({ ...newBranchFields, phone: phoneInput.nullable().default(null) })) },
  responses: { 201: json(branchView, "The branch."), 409: refusal("There are as many as may be."), ...commonRefusals },
});

const close = createRoute({
  method: "post",
  path: "/branches/{branchId}/close",
  summary: "Close a branch",
  description:
    "For a location that is given up. It takes no bookings any more by any channel, its holds end and its waitlist " +
    "lapses; its past stays readable. 409 `branch_in_use` while appointments are to come, phone numbers or voice " +
    "agents lead there, or no other branch is open: `obstacles` counts them. Safe to repeat.",
  ...writing,
  request: { params: oneBranch, headers: ifMatch, body: body(z.strictObject({})) },
  responses: { 200: json(branchView, "The branch, closed."), ...writeRefusals },
});

const reopen = createRoute({
  method: "post",
  path: "/branches/{branchId}/reopen",
  summary: "Open a closed branch again",
  description: "It can be booked at once, by the hours, services and staff that it had. Safe to repeat.",
  ...writing,
  request: { params: oneBranch, headers: ifMatch, body: body(z.strictObject({})) },
  responses: { 200: json(branchView, "The branch, open."), ...writeRefusals },
});

const holidays = createRoute({
  method: "get",
  path: "/branches/{branchId}/holidays",
  summary: "Public holidays of the branch's region",
  ...reading,
  request: {
    params: oneBranch,
    query: z.strictObject({
      year: z.coerce.number().int().min(holidayYears.first).max(holidayYears.last).optional(),
    }),
  },
  responses: { 200: json(holidaysView, "This year's, unless another is asked for."), ...commonRefusals },
});

export const branchRoutes = createApi()
  .openapi(list, async (c) => {
    const rows = await listBranches(tenantDb(c.env.DB, tenantActor(c).tenantId));
    const { cursor = null, limit } = c.req.valid("query");
    const views = rows.map(({ closedAt, ...row }) => {
      return branchView.parse({ ...row, closedAt: closedAt === null ? null : toUtc(closedAt) });
    });
    return c.json(pageOfList(views, { cursor, limit }), 200);
  })
  .openapi(show, async (c) => {
    const rules = await readRules(c.env, c.executionCtx, { ...tenantActor(c), ...c.req.valid("param") });
    return rules ? c.json(toBranchView(rules), 200, etag(rules.version)) : notFound(c, "branch");
  })
  .openapi(create, async (c) => {
    const created = await createBranch(editorOf(c), c.req.valid("json"));
    if (!created.ok) return problemResponse(c, catalogueProblem(created.error));
    return c.json(created.value.value, 201, etag(created.value.version));
  })
  .openapi(change, async (c) => {
    const changed = await changeBranch(editorOf(c), c.req.valid("param").branchId, c.req.valid("json"));
    if (!changed.ok) return problemResponse(c, catalogueProblem(changed.error));
    return c.json(changed.value.value, 200, etag(changed.value.version));
  })
  .openapi(close, async (c) => {
    const closed = await closeBranch(actingOn(c), c.req.valid("param").branchId);
    if (!closed.ok) return problemResponse(c, catalogueProblem(closed.error));
    return c.json(closed.value.value, 200, etag(closed.value.version));
  })
  .openapi(reopen, async (c) => {
    const opened = await reopenBranch(actingOn(c), c.req.valid("param").branchId);
    if (!opened.ok) return problemResponse(c, catalogueProblem(opened.error));
    return c.json(opened.value.value, 200, etag(opened.value.version));
  })
  .openapi(holidays, async (c) => {
    const rules = await readRules(c.env, c.executionCtx, { ...tenantActor(c), ...c.req.valid("param") });
    if (!rules) return notFound(c, "branch");
    const thisYear = Number(localDateOf(rules.timeZone, Date.now()).slice(0, 4));
    const { year = thisYear } = c.req.valid("query");
    return c.json(await listHolidays(c.env, rules, year), 200, etag(rules.version));
  });
