import { auditInsert } from "../../db/queries/audit.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { type Actor, actorId } from "../../domain/identity/actor.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { BranchAccess } from "../booking/branch-access.ts";

/** An operator at work, behind `requirePermission("operations:...")`. */
export type Operator = { env: Env; actor: Actor; requestId: string; now: EpochMs };

/** What an operator does to a tenant's things stands in that tenant's own log. */
export function operatorAudit(
  db: TenantDb,
  { actor, requestId, now: at }: Operator,
  entry: { action: string; subjectId: string; facts: Record<string, unknown> },
) {
  return auditInsert(db, { actor: actorId(actor), ...entry, requestId, at });
}

/** What an operator did to a branch as a whole, in the log of its tenant. */
export async function recordOperation(
  operator: Operator,
  { env, ref }: BranchAccess,
  action: string,
  facts: Record<string, unknown>,
): Promise<void> {
  await operatorAudit(tenantDb(env.DB, ref.tenantId), operator, { action, subjectId: ref.branchId, facts });
}
