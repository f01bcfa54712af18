import { auditChain } from "../../../durable-objects/stubs.ts";
import type { AuditReport } from "../../contracts/audit.ts";
import type { TenantId } from "../../domain/ids.ts";
import { log } from "../../log.ts";
import { listAnchors } from "./anchor-audit.ts";

/** Whether the rows, the chain and the heads kept outside agree. */
export async function verifyAudit(env: Env, owner: TenantId, afterSeq: number): Promise<AuditReport> {
  const report = await auditChain(env, owner).verify(owner, afterSeq, await listAnchors(env, owner));
  const { isIntact, checkedTo, findings } = report;
  log(isIntact ? "info" : "error", "audit_verified", { tenantId: owner, checkedTo, findings: findings.length });
  return report;
}
