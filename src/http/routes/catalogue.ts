import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { branchView, serviceView, staffView } from "../../contracts/catalogue.ts";
import { meView } from "../../contracts/identity.ts";
import { listBranches } from "../../db/queries/catalogue.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { branchId } from "../../domain/ids.ts";
import { accessBranch } from "../../use-cases/booking/branch-access.ts";
import { describeMe } from "../../use-cases/identity/describe-me.ts";
import { commonRefusals, createApi, json, notFound, security, tenantActor } from "../api.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { problemResponse } from "../problem.ts";

const reading = { tags: ["Catalogue"], security, middleware: requirePermission("catalogue:read") };
// A tenant's catalogue is bounded by its rulebook (500 services, 500 staff a branch), so these lists are whole.
const all = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.null() });
const ofBranch = { query: z.strictObject({ branchId }) };

const me = createRoute({
  method: "get",
  path: "/me",
  tags: ["Identity"],
  summary: "Who is signed in",
  security: [{ session: [] }],
  responses: { 200: json(meView, "The user, the tenant and its branches."), ...commonRefusals },
});

const branches = createRoute({
  method: "get",
  path: "/branches",
  summary: "Branches, oldest first",
  ...reading,
  responses: { 200: json(all(branchView), "All branches."), ...commonRefusals },
});

const services = createRoute({
  method: "get",
  path: "/services",
  summary: "Services of a branch",
  ...reading,
  request: ofBranch,
  responses: { 200: json(all(serviceView), "All services, in the order of the catalogue."), ...commonRefusals },
});

const staff = createRoute({
  method: "get",
  path: "/staff",
  summary: "Staff of a branch",
  ...reading,
  request: ofBranch,
  responses: { 200: json(all(staffView), "All staff, in the order of the catalogue."), ...commonRefusals },
});

export const catalogueRoutes = createApi()
  .openapi(me, async (c) => {
    const { actor } = c.var;
    if (actor.kind !== "user") {
      return problemResponse(c, { status: 403, code: "user_required", title: "An API key is not a user." });
    }
    const view = await describeMe(c.env, actor);
    return view ? c.json(view, 200) : notFound(c, "user");
  })
  .openapi(branches, async (c) => {
    const rows = await listBranches(tenantDb(c.env.DB, tenantActor(c).tenantId));
    return c.json({ items: rows.map((row) => branchView.parse(row)), nextCursor: null }, 200);
  })
  .openapi(services, async (c) => {
    const ids = { tenantId: tenantActor(c).tenantId, ...c.req.valid("query") };
    const access = await accessBranch(c.env, c.executionCtx, ids);
    if (!access) return notFound(c, "branch");
    const items = access.rules.services.map((service) => ({ ...service, branchId: ids.branchId }));
    return c.json({ items, nextCursor: null }, 200);
  })
  .openapi(staff, async (c) => {
    const ids = { tenantId: tenantActor(c).tenantId, ...c.req.valid("query") };
    const access = await accessBranch(c.env, c.executionCtx, ids);
    if (!access) return notFound(c, "branch");
    const items = access.rules.staff.map(({ id, name }) => ({ id, name, branchId: ids.branchId }));
    return c.json({ items, nextCursor: null }, 200);
  });
