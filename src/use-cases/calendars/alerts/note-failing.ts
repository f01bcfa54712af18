import { type AccountRow, findAccount, updateAccount } from "../../../db/queries/calendar-accounts.ts";
import type { TargetRow } from "../../../db/queries/calendar-targets.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { FAILING_AFTER } from "../../../domain/calendars/sync-schedule.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { logEntry } from "../sync/sync-log.ts";
import { prepareAlert } from "./prepare-alert.ts";
import { tellAccountChanged } from "./tell-account-changed.ts";

/** A calendar could not be read `failures` times in a row. One that goes on failing is told of, once. */
export async function noteReadFailure(
  env: Env,
  db: TenantDb,
  target: TargetRow,
  { failures, lastError }: { failures: number; lastError: string },
  now: EpochMs,
): Promise<void> {
  const statements = [
    updateAccount(db, target.accountId, { lastError, lastErrorAt: now }),
    logEntry(db, { accountId: target.accountId, targetId: target.id }, "not_read", lastError, now),
  ] as const;
  const account = failures === FAILING_AFTER ? await findAccount(db, target.accountId) : null;
  if (!account) {
    await db.orm.batch(statements);
    return;
  }
  const alert = await alertOf(env, db, account, target, lastError, now);
  await db.orm.batch([...statements, ...alert.statements]);
  await alert.tell();
}

/** A calendar is read again that could not be read before. */
export async function noteReadAgain(env: Env, db: TenantDb, target: TargetRow, now: EpochMs): Promise<void> {
  if (target.failures > 0) await updateAccount(db, target.accountId, { lastError: null });
  if (target.failures >= FAILING_AFTER) await tellAccountChanged(env, db.tenantId, target.accountId, now);
}

function alertOf(env: Env, db: TenantDb, account: AccountRow, target: TargetRow, reason: string, now: EpochMs) {
  // Since it last worked, so that a later failure is told of anew.
  const occasion = `${target.id}|failing|${target.lastSyncAt ?? 0}`;
  return prepareAlert(env, db, { kind: "failing", account, target, reason, occasion }, now);
}
