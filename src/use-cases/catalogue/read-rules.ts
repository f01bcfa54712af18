import { type Background, findBranchEntry } from "../../db/directory.ts";
import { loadRulebook } from "../../db/queries/catalogue.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import type { BranchId, TenantId } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";

/** The rules as they stand in D1, for an editor must see the last edit. While D1 is away, as the directory knows them. */
export async function readRules(
  env: Env,
  background: Background,
  ids: { tenantId: TenantId; branchId: BranchId },
): Promise<Rulebook | null> {
  try {
    return await loadRulebook(tenantDb(env.DB, ids.tenantId), ids.branchId);
  } catch (error) {
    log("warn", "rules_read_from_directory", { branchId: ids.branchId, ...faultFacts(error) });
  }
  return (await findBranchEntry(env, background, ids))?.rules ?? null;
}
