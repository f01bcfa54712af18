import { reloadConnectionEntry } from "../../db/directory.ts";
import { listConnections } from "../../db/queries/connections.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { BranchId, TenantId } from "../../domain/ids.ts";
import { tolerate } from "./publish-rules.ts";

/** Calls learn from their connection which branches there are to choose from. */
export function announceBranches(env: Env, tenantId: TenantId, changed: BranchId): Promise<void> {
  const reload = async () => {
    const connections = await listConnections(tenantDb(env.DB, tenantId));
    await Promise.all(connections.map(({ id }) => reloadConnectionEntry(env, id)));
  };
  return tolerate("directory_not_reloaded", changed, reload());
}
