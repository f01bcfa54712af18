import type { JobMessage } from "../../../contracts/queue-messages.ts";
import { findAnyTenant } from "../../../db/queries/platform.ts";
import { eraseWrappedKey } from "../../../db/queries/tenant-keys.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { ERASED_KEY } from "../../../db/vault.ts";
import type { TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { carriedRequest } from "../../../log.ts";
import { closeLiveViews } from "../../identity/close-live-views.ts";
import { forgetKey } from "./forget-key.ts";
import type { Operator } from "./rotate-keys.ts";

export type ErasureRefusal = { reason: "not_found" } | { reason: "not_confirmed" };

/**
 * Destroys a tenant's data key, and with it all that is personal or secret of the tenant. Repeating it makes sure that
 * no copy of the key is left; the time stays that of the first.
 */
export async function eraseKey(
  env: Env,
  { now: at, ...by }: Operator,
  { tenantId, confirmSlug }: { tenantId: TenantId; confirmSlug: string },
): Promise<Result<{ erasedAt: EpochMs }, ErasureRefusal>> {
  const tenant = await findAnyTenant(env.DB, tenantId);
  if (!tenant) return err({ reason: "not_found" });
  if (tenant.slug !== confirmSlug) return err({ reason: "not_confirmed" });
  if (tenant.wrappedKey !== ERASED_KEY) {
    const entry = { ...by, action: "tenant_key.erased", subjectId: tenantId, facts: {}, at };
    await eraseWrappedKey(tenantDb(env.DB, tenantId), entry, at);
  }
  // Should this request die here, the queue finishes it.
  await env.JOBS.send({ type: "forget_key", tenantId, ...carriedRequest() } satisfies JobMessage);
  await forgetKey(env, tenantId);
  await closeLiveViews(env, tenantId, "all");
  return ok({ erasedAt: tenant.keyErasedAt ?? at });
}
