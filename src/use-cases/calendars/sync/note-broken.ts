import { auditInsert } from "../../../db/queries/audit.ts";
import { type AccountRow, breakAccount, findAccount } from "../../../db/queries/calendar-accounts.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { log } from "../../../log.ts";
import { newId } from "../../new-id.ts";
import { prepareAlert } from "../alerts/prepare-alert.ts";
import { logEntry } from "./sync-log.ts";

/** The account has to be connected again: said in the dashboard, to the owners, to the business's systems and in both logs. */
export async function noteBroken(
  env: Env,
  db: TenantDb,
  account: AccountRow,
  reason: string,
  now: EpochMs,
): Promise<void> {
  const { id, provider, credentialVersion } = account;
  const current = await findAccount(db, id);
  // Somebody noted it, or it has been connected again.
  if (current?.state !== "connected" || current.credentialVersion !== credentialVersion) return;
  const occasion = `${id}|broken|${credentialVersion}`;
  const alert = await prepareAlert(env, db, { kind: "broken", account, target: null, reason, occasion }, now);
  const facts = { provider, reason };
  const entry = { actor: "system", action: "calendar_account.broken", subjectId: id, facts, at: now } as const;
  await db.orm.batch([
    breakAccount(db, account, reason, now),
    auditInsert(db, { ...entry, requestId: newId("cse") }),
    logEntry(db, { accountId: id }, "broken", reason, now),
    ...alert.statements,
  ]);
  await alert.tell();
  log("error", "calendar_account_broken", { accountId: id, ...facts });
}
