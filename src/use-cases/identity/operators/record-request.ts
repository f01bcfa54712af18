import { auditInsert } from "../../../db/queries/audit.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { ImpersonatorActor } from "../../../domain/identity/actor.ts";
import type { EpochMs } from "../../../domain/time.ts";

type SeenRequest = { method: string; path: string; requestId: string; now: EpochMs };

/** Stored before the request is carried out: what an operator does inside a tenant is known even if it fails. */
export async function recordImpersonatedRequest(
  env: Env,
  { operatorId, impersonationId, tenantId }: ImpersonatorActor,
  { method, path, requestId, now }: SeenRequest,
): Promise<void> {
  const facts = { operatorId, impersonationId, method, path };
  const entry = { actor: operatorId, action: "impersonation.request", subjectId: impersonationId, facts };
  await auditInsert(tenantDb(env.DB, tenantId), { ...entry, requestId, at: now });
}
