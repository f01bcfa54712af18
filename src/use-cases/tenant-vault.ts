import { findWrappedKey } from "../db/queries/tenants.ts";
import type { TenantDb } from "../db/tenant-db.ts";
import { openVault, type Vault } from "../db/vault.ts";
import { masterKeysOf } from "../env.ts";

/** The vault of a tenant that is known to exist. Throws when it is gone, or its key was erased. */
export async function tenantVault(env: Env, db: TenantDb): Promise<Vault> {
  const wrappedKey = await findWrappedKey(db);
  if (wrappedKey === null) throw new Error("the tenant is gone");
  return openVault(masterKeysOf(env), db.tenantId, wrappedKey);
}
