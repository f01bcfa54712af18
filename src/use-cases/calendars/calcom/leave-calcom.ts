import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { unsubscribeCalcom } from "../../../providers/calendars/calcom/subscribe.ts";
import { askAs, credentialOf } from "./account-asker.ts";
import { calcomHookUrl } from "./connect-calcom.ts";

/** Cal.com shall tell us nothing more. As well as it goes: what it tells an account that is gone is refused anyway. */
export async function leaveCalcom(env: Env, db: TenantDb, account: AccountRow): Promise<void> {
  const credential = await credentialOf(env, db, account);
  if (credential) await unsubscribeCalcom(askAs(env, db, account, credential), calcomHookUrl(env, account.id));
}
