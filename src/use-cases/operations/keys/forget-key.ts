import { reloadBranchEntry, reloadConnectionEntry, reloadSenderEntry } from "../../../db/directory.ts";
import { listKeyCopies } from "../../../db/queries/tenant-keys.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { TenantId } from "../../../domain/ids.ts";
import { askCalendar } from "../../booking/branch-access.ts";

/** Replaces every copy of a tenant's wrapped key by what D1 has now: in the directory, and in the branches' objects. */
export async function forgetKey(env: Env, tenantId: TenantId): Promise<void> {
  const copies = await listKeyCopies(tenantDb(env.DB, tenantId));
  for (const { id: branchId, version: rulebookVersion } of copies.branches) {
    await reloadBranchEntry(env, { tenantId, branchId });
    const ref = { tenantId, branchId, rulebookVersion };
    await askCalendar({ env, ref }, (calendar) => calendar.refreshRules(ref));
  }
  for (const { id } of copies.connections) await reloadConnectionEntry(env, id);
  for (const { id } of copies.senders) await reloadSenderEntry(env, id);
}
