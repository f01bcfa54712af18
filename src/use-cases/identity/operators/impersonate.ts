import { auditInsert } from "../../../db/queries/audit.ts";
import { findTenant } from "../../../db/queries/identity.ts";
import { endImpersonation, findImpersonation, insertImpersonation } from "../../../db/queries/impersonations.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { openVault } from "../../../db/vault.ts";
import { impersonationMs } from "../../../domain/identity/impersonation.ts";
import type { ImpersonationId, OperatorId, TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { masterKeysOf } from "../../../env.ts";
import { newId } from "../../new-id.ts";
import { closeLiveViews } from "../close-live-views.ts";
import { hashToken, newToken } from "../token.ts";

type Start = {
  operatorId: OperatorId;
  tenantId: TenantId;
  reason: string;
  minutes: number;
  mode: "read" | "write";
  requestId: string;
  now: EpochMs;
};
export type StartedImpersonation = { id: ImpersonationId; token: string; expiresAt: EpochMs };

/** Lets an operator into a tenant. The tenant's audit log tells who, how and until when; the reason is theirs to read. */
export async function startImpersonation(
  env: Env,
  { operatorId, tenantId, reason, minutes, mode, requestId, now }: Start,
): Promise<Result<StartedImpersonation, { reason: "unknown_tenant" }>> {
  const db = tenantDb(env.DB, tenantId);
  const tenant = await findTenant(db);
  if (!tenant) return err({ reason: "unknown_tenant" });
  const [id, token, expiresAt] = [newId("imp"), newToken(), now + impersonationMs(minutes)];
  const vault = await openVault(masterKeysOf(env), tenantId, tenant.wrappedKey);
  const sealedReason = await vault.seal({ purpose: "impersonation.reason", row: id }, reason);
  const row = { id, operatorId, tokenHash: await hashToken(token), sealedReason, mode, startedAt: now, expiresAt };
  const facts = { operatorId, mode, expiresAt };
  const entry = { actor: operatorId, action: "impersonation.started", subjectId: id, facts, requestId, at: now };
  await db.orm.batch([insertImpersonation(db, { ...row, endedAt: null }), auditInsert(db, entry)]);
  return ok({ id, token, expiresAt });
}

type End = { operatorId: OperatorId; tenantId: TenantId; id: ImpersonationId; requestId: string; now: EpochMs };

/** False when there is no such impersonation of this operator. One that is over already stays as it ended. */
export async function stopImpersonation(env: Env, { operatorId, tenantId, id, requestId, now }: End): Promise<boolean> {
  const db = tenantDb(env.DB, tenantId);
  const known = await findImpersonation(db, id);
  if (known?.operatorId !== operatorId) return false;
  if (known.endedAt !== null || now >= known.expiresAt) return true;
  const facts = { operatorId };
  const entry = { actor: operatorId, action: "impersonation.ended", subjectId: id, facts, requestId, at: now };
  await db.orm.batch([endImpersonation(db, id, now), auditInsert(db, entry)]);
  await closeLiveViews(env, tenantId, [id]);
  return true;
}
