import { type AuditEntry, auditInsert } from "../../db/queries/audit.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { BranchAccess } from "./branch-access.ts";

export type ImportCounts = { imported: number; known: number; refused: number };

/** One entry for a whole import that changed something: the calendar's own log has each appointment. */
export async function recordImport(
  { env, ref }: BranchAccess,
  by: Pick<AuditEntry, "actor" | "requestId" | "at">,
  counts: ImportCounts,
): Promise<void> {
  if (counts.imported === 0) return;
  const entry = { ...by, action: "appointments.imported", subjectId: ref.branchId, facts: { ...counts } };
  await auditInsert(tenantDb(env.DB, ref.tenantId), entry);
}
