import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import { listUpcoming } from "../../../db/queries/calendar-backfill.ts";
import type { TargetRow } from "../../../db/queries/calendar-targets.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { subtract } from "../../../domain/booking/interval.ts";
import { busyWindow } from "../../../domain/calendars/sync-schedule.ts";
import { faultFacts, log } from "../../../log.ts";
import type { Keeper } from "../keeper.ts";
import { blockTargetTime } from "./block-target.ts";
import { openCalendarVendor } from "./open-vendor.ts";

const MAX_OWN = 5_000;

/**
 * What a calendar that was just chosen takes is blocked before anybody books over it. The first reading, seconds later,
 * tells it in full and takes its place: a vendor that does not answer now costs only that.
 */
export async function blockAtOnce(keeper: Keeper, db: TenantDb, account: AccountRow, target: TargetRow): Promise<void> {
  if (!target.reads) return;
  try {
    await block(keeper, db, account, target);
  } catch (error) {
    log("warn", "calendar_not_blocked_at_once", { accountId: account.id, ...faultFacts(error) });
  }
}

/** Without our own appointments: what we wrote in an earlier connection stands there, and is no busy time. */
async function block(keeper: Keeper, db: TenantDb, account: AccountRow, target: TargetRow): Promise<void> {
  const vendor = await openCalendarVendor(keeper.env, db, account);
  if (!vendor.ok || !vendor.value.busy) return;
  const { start: from, end: to } = busyWindow(keeper.now);
  const busy = await vendor.value.busy(target.externalId, { from, to });
  if (!busy.ok) return;
  const own = await listUpcoming(db, { ...target, serviceId: null }, { from, to }, MAX_OWN);
  const taken = own.map(({ startsAt: start, endsAt: end }) => ({ start, end }));
  await blockTargetTime(keeper, db, target, subtract(busy.value, taken));
}
