import { auditInsert } from "../../db/queries/audit.ts";
import { deletePushOf } from "../../db/queries/push.ts";
import { deleteSessionById, deleteSessionsOf, forgetDevices } from "../../db/queries/sign-in.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { AccountId, SessionId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";

import { closeLiveViews } from "./close-live-views.ts";

type By = { requestId: string; now: EpochMs };

/** False when the account has no such session. */
export async function endSession(
  env: Env,
  db: TenantDb,
  accountId: AccountId,
  id: SessionId,
  { requestId, now }: By,
): Promise<boolean> {
  const facts = { sessionId: id };
  const entry = { actor: accountId, action: "session.closed", subjectId: accountId, facts, requestId, at: now };
  const ended = await deleteSessionById(db, accountId, id);
  if (ended.meta.changes !== 1) return false;
  await auditInsert(db, entry);
  await closeLiveViews(env, db.tenantId, [id]);
  return true;
}

/** Signs the account out everywhere, but for one session when it is given. */
export async function endSessions(
  env: Env,
  db: TenantDb,
  accountId: AccountId,
  { keep, requestId, now }: By & { keep: SessionId | null },
): Promise<void> {
  const facts = { kept: keep };
  const entry = { actor: accountId, action: "sessions.closed", subjectId: accountId, facts, requestId, at: now };
  await db.orm.batch([...endingSessions(db, accountId, keep), auditInsert(db, entry)]);
  await closeLiveViews(env, db.tenantId, [accountId]);
}

/**
 * The statements, for the batch of whatever makes old sessions unsafe: a new password, another role, a new second
 * factor. No device is told of bookings any more, and browsers are no longer known either, unless one session stays.
 */
export function endingSessions(db: TenantDb, accountId: AccountId, keep: SessionId | null) {
  const ended = [deleteSessionsOf(db, accountId, keep), deletePushOf(db, accountId)] as const;
  return keep === null ? ([...ended, forgetDevices(db, accountId)] as const) : ended;
}
