import { findCalcomAccount } from "../../../db/queries/calcom-v1.ts";
import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { CalendarAccountId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type CalcomV1, calcomV1 } from "../../../providers/calendars/calcom-v1/client.ts";
import type { V1Refusal } from "../../../providers/calendars/calcom-v1/failure.ts";
import { type Clerk, dbOf } from "../../clerk.ts";
import { hasRollout } from "../../operations/rollouts.ts";
import { askAs, credentialOf } from "../calcom/account-asker.ts";

export type { V1Refusal };

/** Software that still speaks Cal.com's first API, and the account in whose name it speaks. */
export type V1Desk = { caller: Clerk; db: TenantDb; account: AccountRow; cal: CalcomV1 };

export async function openV1(caller: Clerk, accountId: CalendarAccountId | null): Promise<Result<V1Desk, V1Refusal>> {
  const db = dbOf(caller);
  if (!(await hasRollout(db, "calcom_v1"))) {
    return err({ status: 410, message: "Cal.com's API v1 is over, and is not served here for this business." });
  }
  const account = await findCalcomAccount(db, accountId);
  const credential = account && (await credentialOf(caller.env, db, account));
  if (!account || !credential) return err({ status: 409, message: "No account at Cal.com is connected." });
  return ok({ caller, db, account, cal: calcomV1(askAs(caller.env, db, account, credential)) });
}
