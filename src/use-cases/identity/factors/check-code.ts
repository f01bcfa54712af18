import type { SecondFactor } from "../../../contracts/sign-in.ts";
import { findTotp, useRecoveryCode, useTotpStep } from "../../../db/queries/factors.ts";
import { readRecoveryCode } from "../../../domain/identity/recovery-code.ts";
import { codeLimits } from "../../../domain/identity/strict-limits.ts";
import { fromBase32, readCode } from "../../../domain/identity/totp-code.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { type Account, dbOf, vaultOf } from "../account.ts";
import { type TooManyAttempts, takeStrictAll } from "../strict-limit.ts";
import { hashRecoveryCode } from "./recovery-codes.ts";
import { matchStep } from "./totp.ts";

export type WrongCode = { reason: "wrong_code" };
export type CodeRefusal = WrongCode | TooManyAttempts;

/** Uses a code of the authenticator app, or a recovery code, up: of equal ones sent at the same time one is right. */
export async function checkCode(
  env: Env,
  account: Account,
  text: string,
  now: EpochMs,
): Promise<Result<SecondFactor, CodeRefusal>> {
  const allowed = await takeStrictAll(env, codeLimits, account.id);
  if (!allowed.ok) return allowed;
  const code = readCode(text);
  const isRight =
    code === null ? await isUnusedRecoveryCode(env, account, text, now) : await isUnusedCode(env, account, code, now);
  if (!isRight) return err({ reason: "wrong_code" });
  return ok(code === null ? "recovery_code" : "totp");
}

async function isUnusedCode(env: Env, account: Account, code: string, now: EpochMs): Promise<boolean> {
  const db = dbOf(env, account);
  const totp = await findTotp(db, account.id);
  if (!totp || totp.confirmedAt === null) return false;
  const step = await matchStep(await openSecret(env, account, totp.sealedSecret), code, now);
  return step !== null && (await useTotpStep(db, account.id, step));
}

async function isUnusedRecoveryCode(env: Env, account: Account, text: string, now: EpochMs): Promise<boolean> {
  const code = readRecoveryCode(text);
  if (code === null) return false;
  return useRecoveryCode(dbOf(env, account), account.id, hashRecoveryCode(env, account.id, code), now);
}

export async function openSecret(env: Env, account: Account, sealed: string): Promise<Uint8Array<ArrayBuffer>> {
  const vault = await vaultOf(env, account);
  return fromBase32(await vault.open({ purpose: "totp.secret", row: account.id }, sealed));
}
