import type { Context } from "hono";
import * as z from "zod";
import { resourceView, serviceView, staffView, timeOffView } from "../../../contracts/catalogue.ts";
import { listTimeOff } from "../../../db/queries/catalogue-staff.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { Rulebook } from "../../../domain/booking/rulebook.ts";
import { type BranchId, branchId, staffId } from "../../../domain/ids.ts";
import { readRules } from "../../../use-cases/catalogue/read-rules.ts";
import { readRulesOf } from "../../../use-cases/catalogue/read-rules-of.ts";
import { whole } from "../../../use-cases/operations/stream-csv.ts";
import { tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { reading } from "../../catalogue-editor.ts";
import { exportRoute } from "../../export-route.ts";
import { NoSuchBranch } from "../../open-branch.ts";

const query = z.strictObject({ branchId });

export const serviceExport = exportRoute({
  path: "/services",
  what: "Services of a branch",
  reading,
  item: serviceView,
  query,
  async open(c, { branchId: id }) {
    const { services } = await rulesOf(c, id);
    return whole(services.map((row) => serviceView.parse({ ...row, branchId: id })));
  },
});

export const staffExport = exportRoute({
  path: "/staff",
  what: "Staff of a branch",
  reading,
  item: staffView,
  query,
  async open(c, { branchId: id }) {
    const { staff } = await rulesOf(c, id);
    return whole(staff.map((row) => staffView.parse({ ...row, branchId: id })));
  },
});

export const resourceExport = exportRoute({
  path: "/resources",
  what: "Resources of a branch",
  reading,
  item: resourceView,
  query,
  async open(c, { branchId: id }) {
    const { resources } = await rulesOf(c, id);
    return whole(resources.map((row) => resourceView.parse({ ...row, branchId: id })));
  },
});

export const timeOffExport = exportRoute({
  path: "/staff/{staffId}/time-off",
  what: "Time off of a staff member that is not over",
  reading,
  item: timeOffView,
  query: z.strictObject({}),
  async open(c) {
    const [actor, id] = [tenantActor(c), staffId.parse(c.req.param("staffId"))];
    if (!(await readRulesOf(c.env, c.executionCtx, actor, { staffId: id }))) return null;
    const rows = await listTimeOff(tenantDb(c.env.DB, actor.tenantId), id, Date.now());
    return whole(rows.map((row) => timeOffView.parse(row)));
  },
});

async function rulesOf(c: Context<AppEnv>, id: BranchId): Promise<Rulebook> {
  const rules = await readRules(c.env, c.executionCtx, { ...tenantActor(c), branchId: id });
  if (!rules) throw new NoSuchBranch(id);
  return rules;
}
