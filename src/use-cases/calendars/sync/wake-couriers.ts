import { calendarCourier } from "../../../../durable-objects/stubs.ts";
import type { CalendarAccountId, TenantId } from "../../../domain/ids.ts";
import { faultFacts, log } from "../../../log.ts";

/** What is to be written is marked by now, so an object that cannot be reached only delays it. */
export async function wakeCalendarCouriers(
  env: Env,
  tenantId: TenantId,
  accountIds: Iterable<CalendarAccountId>,
): Promise<void> {
  await Promise.all([...new Set(accountIds)].map((accountId) => wake(env, tenantId, accountId)));
}

async function wake(env: Env, tenantId: TenantId, accountId: CalendarAccountId): Promise<void> {
  try {
    await calendarCourier(env, { tenantId, accountId }).wake({ tenantId, accountId });
  } catch (error) {
    log("warn", "calendar_courier_not_woken", { accountId, ...faultFacts(error) });
  }
}
