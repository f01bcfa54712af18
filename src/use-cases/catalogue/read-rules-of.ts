import type { Background } from "../../db/directory.ts";
import { findBranchOfResource, findBranchOfService, findBranchOfStaff } from "../../db/queries/catalogue-edits.ts";
import type { Used } from "../../db/queries/upcoming.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import type { BranchId, TenantId } from "../../domain/ids.ts";
import { readRules } from "./read-rules.ts";

/** The rules of the branch that has this service, member or resource. Null when the tenant has no such. */
export async function readRulesOf(
  env: Env,
  background: Background,
  { tenantId }: { tenantId: TenantId },
  owned: Used,
): Promise<Rulebook | null> {
  const branchId = await findBranchOf(tenantDb(env.DB, tenantId), owned);
  return branchId ? readRules(env, background, { tenantId, branchId }) : null;
}

function findBranchOf(db: TenantDb, owned: Used): Promise<BranchId | null> {
  if ("serviceId" in owned) return findBranchOfService(db, owned.serviceId);
  if ("staffId" in owned) return findBranchOfStaff(db, owned.staffId);
  return findBranchOfResource(db, owned.resourceId);
}
