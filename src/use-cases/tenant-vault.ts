import { findWrappedKey } from "../db/queries/tenants.ts";
import type { TenantDb } from "../db/tenant-db.ts";
import { isKeyErased, openVault, type Vault } from "../db/vault.ts";
import { masterKeysOf } from "../env.ts";

/** The vault of a tenant that is known to exist. Throws when it is gone, or its key was erased. */
export async function tenantVault(env: Env, db: TenantDb): Promise<Vault> {
  const wrappedKey = await findWrappedKey(db);
  if (wrappedKey === null) throw new Error("the tenant is gone");
  return openVault(masterKeysOf(env), db.tenantId, wrappedKey);
}

/** For jobs that have nothing to do once the key is gone: null then. */
export async function readableVault(env: Env, db: TenantDb): Promise<Vault | null> {
  try {
    return await tenantVault(env, db);
  } catch (error) {
    if (isKeyErased(error)) return null;
    throw error;
  }
}
