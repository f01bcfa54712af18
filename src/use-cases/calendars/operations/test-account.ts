import type { AccountTestView } from "../../../contracts/calendar-operations.ts";
import { type AccountRow, findAccount } from "../../../db/queries/calendar-accounts.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { CalendarAccountId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { auditOf, dbOf } from "../../clerk.ts";
import type { Keeper } from "../keeper.ts";
import type { AccountRefusal } from "../sync/account-refusal.ts";
import { noteBroken } from "../sync/note-broken.ts";
import { openCalendarVendor } from "../sync/open-vendor.ts";

/** Asks the vendor for something harmless. A credential that turns out to be dead is noted at once. */
export async function testAccount(
  keeper: Keeper,
  id: CalendarAccountId,
): Promise<Result<AccountTestView, AccountRefusal>> {
  const { env } = keeper;
  const db = dbOf(keeper);
  const account = await findAccount(db, id);
  if (!account) return err({ reason: "not_found", what: "calendar account" });
  const test = await ask(env, db, account);
  if (!test) return err({ reason: "not_configured" });
  if (test.error === "credential_dead") await noteBroken(env, db, account, test.error, keeper.now);
  await auditOf(keeper, "calendar_account.tested", id, { works: test.works, error: test.error });
  return ok(test);
}

/** Null: this installation cannot ask that vendor. */
async function ask(env: Env, db: TenantDb, account: AccountRow): Promise<AccountTestView | null> {
  const vendor = await openCalendarVendor(env, db, account);
  if (!vendor.ok && vendor.error.reason === "not_configured") return null;
  if (!vendor.ok) return { works: false, latencyMs: null, calendars: 0, error: vendor.error.reason };
  const startedAt = Date.now();
  const listed = await vendor.value.list();
  const latencyMs = Date.now() - startedAt;
  return listed.ok
    ? { works: true, latencyMs, calendars: listed.value.length, error: null }
    : { works: false, latencyMs, calendars: 0, error: listed.error.reason };
}
