import type { FactorsView, PasskeyView } from "../../../contracts/account.ts";
import { countRecoveryCodes, findTotp, listPasskeys, type PasskeyRow } from "../../../db/queries/factors.ts";
import { toUtc } from "../../../domain/time.ts";
import { type Account, dbOf, needsSecondFactor } from "../account.ts";

export async function viewFactors(env: Env, account: Account): Promise<FactorsView> {
  const db = dbOf(env, account);
  const [totp, recoveryCodesLeft, passkeys] = await Promise.all([
    findTotp(db, account.id),
    countRecoveryCodes(db, account.id),
    listPasskeys(db, account.id),
  ]);
  const confirmedAt = totp?.confirmedAt ?? null;
  return {
    isRequired: needsSecondFactor(env, account),
    totp: confirmedAt === null ? null : { confirmedAt: toUtc(confirmedAt) },
    recoveryCodesLeft,
    passkeys: passkeys.map(toPasskeyView),
  };
}

export function toPasskeyView({ id, name, isBackedUp, createdAt, lastUsedAt }: PasskeyRow): PasskeyView {
  const used = lastUsedAt === null ? null : toUtc(lastUsedAt);
  return { id, name, isBackedUp, createdAt: toUtc(createdAt), lastUsedAt: used };
}
