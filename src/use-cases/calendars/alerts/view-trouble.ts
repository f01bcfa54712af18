import type { TroubleView } from "../../../contracts/calendar-sync.ts";
import { brokenAccounts, failingTargets, givenUpCounts } from "../../../db/queries/calendar-trouble.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { TenantId } from "../../../domain/ids.ts";

/** What of the calendars outside needs a person, the worst first. Empty on most days. */
export async function viewTrouble(env: Env, tenantId: TenantId): Promise<TroubleView[]> {
  const db = tenantDb(env.DB, tenantId);
  const [broken, failing, givenUp] = await Promise.all([brokenAccounts(db), failingTargets(db), givenUpCounts(db)]);
  return [
    ...broken.map((account) => ({ kind: "broken" as const, ...account, targetId: null, count: 0 })),
    ...failing.map((target) => ({ kind: "failing" as const, ...target, count: 0 })),
    ...givenUp.map((account) => ({ kind: "given_up" as const, ...account, targetId: null })),
  ];
}
