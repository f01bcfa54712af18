import { env } from "cloudflare:workers";
import { findTotp, insertRecoveryCodes } from "../../../src/db/queries/factors.ts";
import { operators } from "../../../src/db/schema/operators.ts";
import { totpSecrets } from "../../../src/db/schema/sign-in.ts";
import type { TenantDb } from "../../../src/db/tenant-db.ts";
import { platformDb } from "../../../src/db/tenant-db.ts";
import type { Vault } from "../../../src/db/vault.ts";
import { openVault } from "../../../src/db/vault.ts";
import { fromBase32 } from "../../../src/domain/identity/totp-code.ts";
import { type AccountId, type OperatorId, PLATFORM } from "../../../src/domain/ids.ts";
import { hashRecoveryCode } from "../../../src/use-cases/identity/factors/recovery-codes.ts";
import { codeOfStep, newTotpSecret } from "../../../src/use-cases/identity/factors/totp.ts";
import { createOperator } from "../../../src/use-cases/identity/operators/create-operator.ts";
import { newId } from "../../../src/use-cases/new-id.ts";

/** Gives an account an authenticator app that is set up. Answers with the app. */
export async function anAuthenticator(db: TenantDb, vault: Vault, accountId: AccountId) {
  const secret = newTotpSecret();
  const sealedSecret = await vault.seal({ purpose: "totp.secret", row: accountId }, secret);
  const row = { tenantId: db.tenantId, accountId, sealedSecret, createdAt: 1, confirmedAt: 1 };
  await db.orm.insert(totpSecrets).values(row);
  return anApp(secret);
}

/** What a phone shows for a secret. `ahead`: steps from now. */
export function anApp(secret: string) {
  const code = (ahead = 0) => codeOfStep(fromBase32(secret), Math.floor(Date.now() / 30_000) + ahead, 6);
  return { secret, code };
}

export async function aRecoveryCode(db: TenantDb, accountId: AccountId, code = "ABCDE-12345"): Promise<string> {
  await insertRecoveryCodes(db, accountId, [hashRecoveryCode(env, accountId, code)]);
  return code;
}

export async function isTotpConfirmed(db: TenantDb, accountId: AccountId): Promise<boolean> {
  return (await findTotp(db, accountId))?.confirmedAt != null;
}

/** An operator who can sign in with a password and an app. */
export async function anOperator(passwordHash: string, name = "Olga Operator") {
  const email = `${newId("opr")}@example.com`;
  const { row } = await createOperator(env.DATA_KEY_V1, { name, email, language: "en" }, Date.now());
  const db = platformDb(env.DB);
  await db.orm.insert(operators).values({ ...row, passwordHash, setupHash: null, setupExpiresAt: null });
  const vault = await openVault(env.DATA_KEY_V1, PLATFORM, row.wrappedKey);
  const app = await anAuthenticator(db, vault, row.id);
  return { id: row.id as OperatorId, email, name, db, app };
}
