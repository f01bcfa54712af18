import { auditInsert } from "../../../db/queries/audit.ts";
import {
  deletePasskey,
  deleteRecoveryCodes,
  deleteTotp,
  factorsOf,
  listPasskeys,
} from "../../../db/queries/factors.ts";
import type { PasskeyId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { type Account, dbOf, needsSecondFactor } from "../account.ts";

type By = { requestId: string; now: EpochMs };
export type RemovalRefusal = { reason: "not_found" } | { reason: "second_factor_required" };

/** Takes the authenticator app away, and the recovery codes, which stand in for it. */
export async function removeTotp(
  env: Env,
  account: Account,
  { requestId, now: at }: By,
): Promise<Result<void, RemovalRefusal>> {
  const db = dbOf(env, account);
  const { totp, passkey } = await factorsOf(db, account.id);
  if (!totp) return err({ reason: "not_found" });
  if (!passkey && needsSecondFactor(env, account)) return err({ reason: "second_factor_required" });
  const entry = { actor: account.id, action: "totp.removed", subjectId: account.id, facts: {}, requestId, at };
  await db.orm.batch([deleteTotp(db, account.id), deleteRecoveryCodes(db, account.id), auditInsert(db, entry)]);
  return ok(undefined);
}

export async function removePasskey(
  env: Env,
  account: Account,
  { id, requestId, now: at }: By & { id: PasskeyId },
): Promise<Result<void, RemovalRefusal>> {
  const db = dbOf(env, account);
  const [{ totp }, passkeys] = await Promise.all([factorsOf(db, account.id), listPasskeys(db, account.id)]);
  if (!passkeys.some((passkey) => passkey.id === id)) return err({ reason: "not_found" });
  const isLast = !totp && passkeys.length === 1;
  if (isLast && needsSecondFactor(env, account)) return err({ reason: "second_factor_required" });
  const facts = { account: account.id };
  const entry = { actor: account.id, action: "passkey.removed", subjectId: id, facts, requestId, at };
  await db.orm.batch([deletePasskey(db, account.id, id), auditInsert(db, entry)]);
  return ok(undefined);
}
