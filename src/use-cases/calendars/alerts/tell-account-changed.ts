import { tenantFeed } from "../../../../durable-objects/stubs.ts";
import type { CalendarAccountId, TenantId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { currentRequestId, faultFacts, log } from "../../../log.ts";

/** Open dashboards look anew. What was stored stands, whether they hear of it or not. */
export async function tellAccountChanged(
  env: Env,
  tenantId: TenantId,
  accountId: CalendarAccountId,
  at: EpochMs,
): Promise<void> {
  const event = { type: "calendar_account_changed", accountId } as const;
  try {
    await tenantFeed(env, tenantId).publish([{ key: `${accountId}/${at}`, at, event, requestId: currentRequestId() }]);
  } catch (error) {
    log("warn", "calendar_viewers_not_told", { accountId, ...faultFacts(error) });
  }
}
