import { tenantFeed } from "../../../durable-objects/stubs.ts";
import type { AlertRow } from "../../db/queries/on-call.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { EpochMs } from "../../domain/time.ts";

/** Live viewers see each step at once. */
export async function tellOfAlert(
  env: Env,
  { tenantId }: TenantDb,
  { id: alertId, branchId, rung }: Pick<AlertRow, "id" | "branchId" | "rung">,
  at: EpochMs,
): Promise<void> {
  const event = { type: "alert_changed", alertId, branchId } as const;
  await tenantFeed(env, tenantId).publish([{ key: `${alertId}/${rung}/${at}`, at, event, requestId: null }]);
}
