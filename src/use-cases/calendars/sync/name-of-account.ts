import { findAccount, updateAccount } from "../../../db/queries/calendar-accounts.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { CalendarAccountId } from "../../../domain/ids.ts";
import { openCalendarVendor } from "./open-vendor.ts";

/** Called by the first calendar that can be written to, which at Google is its owner's address. */
export async function nameOfAccount(env: Env, db: TenantDb, id: CalendarAccountId): Promise<void> {
  const account = await findAccount(db, id);
  const vendor = account && (await openCalendarVendor(env, db, account));
  const choices = vendor?.ok ? await vendor.value.list() : null;
  const own = choices?.ok ? choices.value.find(({ isWritable }) => isWritable) : undefined;
  if (own) await updateAccount(db, id, { name: own.name.slice(0, 80) });
}
