import { findOpenImpersonation } from "../../../db/queries/impersonations.ts";
import type { ImpersonatorActor } from "../../../domain/identity/actor.ts";
import { permissionsInside } from "../../../domain/identity/permissions.ts";
import type { EpochMs } from "../../../domain/time.ts";

export async function findImpersonator(env: Env, tokenHash: string, now: EpochMs): Promise<ImpersonatorActor | null> {
  const found = await findOpenImpersonation(env.DB, tokenHash, now);
  if (!found) return null;
  const { id: impersonationId, operatorId, tenantId, mode } = found.impersonation;
  return { kind: "impersonator", operatorId, impersonationId, tenantId, permissions: permissionsInside(mode) };
}
