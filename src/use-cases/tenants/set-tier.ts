import { type AuditEntry, auditInsert } from "../../db/queries/audit.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { updateTier } from "../../db/queries/tenants.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Tier } from "../../domain/identity/limits.ts";
import type { TenantId } from "../../domain/ids.ts";

/** Only behind an operator's permission. Null for an unknown tenant. */
export async function findTier(env: Env, tenantId: TenantId): Promise<Tier | null> {
  return (await findTenant(tenantDb(env.DB, tenantId)))?.tier ?? null;
}

/** Keys that are in use follow within seconds. False for an unknown tenant; the same tier again leaves no trace. */
export async function setTier(
  env: Env,
  { tenantId, tier }: { tenantId: TenantId; tier: Tier },
  by: Pick<AuditEntry, "actor" | "requestId" | "at">,
): Promise<boolean> {
  const before = await findTier(env, tenantId);
  if (before === null) return false;
  if (before === tier) return true;
  const db = tenantDb(env.DB, tenantId);
  const entry = { ...by, action: "tenant.tier_changed", subjectId: tenantId, facts: { before, after: tier } };
  await db.orm.batch([updateTier(db, tier), auditInsert(db, entry)]);
  return true;
}
