import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { BranchCalendar } from "../../../durable-objects/branch-calendar/branch-calendar.ts";
import type { TestTenant } from "./a-tenant.ts";
import { evict } from "./evict.ts";

/** The object itself, past the type that the Worker sees. */
export function rawStub({ tenantId, branchId }: TestTenant) {
  return env.BRANCH_CALENDAR.getByName(`${tenantId}/${branchId}`);
}

/** As if five minutes had passed: the clock of a Durable Object cannot be set. What it had in memory goes. */
export async function expireHolds(tenant: TestTenant): Promise<void> {
  await runInDurableObject<BranchCalendar, void>(rawStub(tenant), (_, { storage }) => {
    storage.sql.exec("UPDATE holds SET expires_at = 1, body = json_set(body, '$.expiresAt', 1)");
    storage.sql.exec("UPDATE blocks SET expires_at = 1 WHERE owner IN (SELECT id FROM holds)");
  });
  await evict(rawStub(tenant));
}
