import type { Context } from "hono";
import type { BranchId } from "../domain/ids.ts";
import { accessBranch, type BranchAccess } from "../use-cases/booking/branch-access.ts";
import { tenantActor } from "./api.ts";
import type { AppEnv } from "./app-env.ts";

/** Another tenant's branch is none: `answerFault` makes a 404 of this. */
export class NoSuchBranch extends Error {}

/** A branch of whoever asks. Throws `NoSuchBranch`: each route answers 404 alike. */
export async function openBranch(c: Context<AppEnv>, branchId: BranchId): Promise<BranchAccess> {
  const access = await accessBranch(c.env, c.executionCtx, { tenantId: tenantActor(c).tenantId, branchId });
  if (!access) throw new NoSuchBranch(branchId);
  return access;
}
