import { auditInsert } from "../../../db/queries/audit.ts";
import { type AccountRow, breakAccount } from "../../../db/queries/calendar-accounts.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { log } from "../../../log.ts";
import { newId } from "../../new-id.ts";
import { logEntry } from "./sync-log.ts";

/** The account has to be connected again: said in the dashboard, in the log of faults, and in the audit log. */
export async function noteBroken(
  _env: Env,
  db: TenantDb,
  account: AccountRow,
  reason: string,
  now: EpochMs,
): Promise<void> {
  const broken = await breakAccount(db, account, reason, now);
  if (broken.length === 0) return; // somebody noted it, or it has been connected again
  const facts = { provider: account.provider, reason };
  const entry = { actor: "system", action: "calendar_account.broken", subjectId: account.id, facts, at: now } as const;
  await db.orm.batch([
    auditInsert(db, { ...entry, requestId: newId("cse") }),
    logEntry(db, { accountId: account.id }, "broken", reason, now),
  ]);
  log("error", "calendar_account_broken", { accountId: account.id, ...facts });
}
