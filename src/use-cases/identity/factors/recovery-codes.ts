import { auditInsert } from "../../../db/queries/audit.ts";
import { deleteRecoveryCodes, insertRecoveryCodes } from "../../../db/queries/factors.ts";
import { formatRecoveryCode, RECOVERY_CODE_BYTES, RECOVERY_CODES } from "../../../domain/identity/recovery-code.ts";
import type { AccountId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { keyedHash } from "../../keyed-hash.ts";
import { type Account, dbOf } from "../account.ts";

/** New codes in place of all that there were. They are shown once: only keyed hashes are kept. */
export async function replaceRecoveryCodes(
  env: Env,
  account: Account,
  { requestId, now }: { requestId: string; now: EpochMs },
): Promise<string[]> {
  const db = dbOf(env, account);
  const { codes, statements } = renewal(env, account);
  const entry = { actor: account.id, action: "recovery_codes.replaced", subjectId: account.id, facts: {} };
  await db.orm.batch([...statements, auditInsert(db, { ...entry, requestId, at: now })]);
  return codes;
}

/** The codes, and the statements that store them, for a batch. */
export function renewal(env: Env, account: Account) {
  const db = dbOf(env, account);
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    formatRecoveryCode(crypto.getRandomValues(new Uint8Array(RECOVERY_CODE_BYTES))),
  );
  const hashes = codes.map((code) => hashRecoveryCode(env, account.id, code));
  const statements = [deleteRecoveryCodes(db, account.id), insertRecoveryCodes(db, account.id, hashes)] as const;
  return { codes, statements };
}

/** Keyed, because 50 bits could be searched. */
export function hashRecoveryCode(env: Env, accountId: AccountId, code: string): string {
  return keyedHash(env, `recovery|${accountId}|${code}`).toString("base64url");
}
