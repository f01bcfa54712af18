import { isBranchOpen } from "../../db/queries/connections.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { BranchId } from "../../domain/ids.ts";
import { err, type Result } from "../../domain/result.ts";

/** Why no caller may be led to a branch. */
export type BranchRefusal = { reason: "not_found"; what: "branch" } | { reason: "branch_closed" };

/** Null for a branch that is there and open. */
export async function refuseBranch(db: TenantDb, id: BranchId): Promise<Result<never, BranchRefusal> | null> {
  const isOpen = await isBranchOpen(db, id);
  if (isOpen === null) return err({ reason: "not_found", what: "branch" });
  return isOpen ? null : err({ reason: "branch_closed" });
}
