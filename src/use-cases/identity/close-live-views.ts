import { branchCalendar, tenantFeed } from "../../../durable-objects/stubs.ts";
import { listBranches } from "../../db/queries/catalogue.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { AccountId, ApiKeyId, ImpersonationId, SessionId, TenantId } from "../../domain/ids.ts";
import { PLATFORM } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";

type Credential = AccountId | SessionId | ApiKeyId | ImpersonationId;

/**
 * After sessions, keys or rights have changed: closes what was opened with them, in every branch and the feed. Whoever
 * may still watch comes back by themselves with what they have. Never throws: should this fail, views end by their age.
 */
export async function closeLiveViews(env: Env, tenantId: TenantId, whose: Credential[] | "all"): Promise<void> {
  if (tenantId === PLATFORM) return; // operators at home watch nothing
  try {
    const branches = await listBranches(tenantDb(env.DB, tenantId));
    const calendars = branches.map(({ id: branchId }) => branchCalendar(env, { tenantId, branchId }));
    await Promise.all([tenantFeed(env, tenantId), ...calendars].map((object) => object.closeViews(whose)));
  } catch (error) {
    log("error", "live_views_not_closed", { tenantId, ...faultFacts(error) });
  }
}
