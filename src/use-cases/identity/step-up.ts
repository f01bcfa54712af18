import type { StepUpBody, StepUpMethod } from "../../contracts/account.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { factorsOf } from "../../db/queries/factors.ts";
import { rotateSession } from "../../db/queries/sign-in.ts";
import { stepUpLimits } from "../../domain/identity/strict-limits.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { configOf } from "../../env.ts";
import { type Account, dbOf } from "./account.ts";
import { checkCode } from "./factors/check-code.ts";
import { checkPasskey } from "./passkeys/check-passkey.ts";
import type { Given } from "./passkeys/offer-challenge.ts";
import { verifyPassword } from "./password.ts";
import { type TooManyAttempts, takeStrictAll } from "./strict-limit.ts";
import { hashToken, newToken } from "./token.ts";

type Attempt = { token: string; proof: StepUpBody; given: Given; requestId: string; now: EpochMs };
export type StepUpRefusal = { reason: "wrong_proof" } | TooManyAttempts;

/** By what this account can prove who it is. */
export async function stepUpMethods(env: Env, account: Account): Promise<StepUpMethod[]> {
  const { totp, passkey } = await factorsOf(dbOf(env, account), account.id);
  const has = { password: account.passwordHash !== null, totp, passkey };
  return (["password", "totp", "passkey"] as const).filter((method) => has[method]);
}

/** A fresh proof makes dangerous acts possible for a while. The session gets a new token; the old one opens nothing. */
export async function stepUp(
  env: Env,
  account: Account,
  { token, proof, given, requestId, now }: Attempt,
): Promise<Result<{ token: string }, StepUpRefusal>> {
  const allowed = await takeStrictAll(env, stepUpLimits, account.id);
  if (!allowed.ok) return allowed;
  const proven = await prove(env, account, { proof, given, now });
  if (!proven.ok) return proven;
  const db = dbOf(env, account);
  const fresh = newToken();
  const changes = { tokenHash: await hashToken(fresh), steppedUpAt: now, lastSeenAt: now };
  const facts = { method: proven.value };
  const entry = { actor: account.id, action: "session.stepped_up", subjectId: account.id, facts, requestId, at: now };
  const [rotated] = await db.orm.batch([rotateSession(db, await hashToken(token), changes), auditInsert(db, entry)]);
  return rotated.meta.changes === 1 ? ok({ token: fresh }) : err({ reason: "wrong_proof" });
}

async function prove(
  env: Env,
  account: Account,
  { proof, given, now }: Pick<Attempt, "proof" | "given" | "now">,
): Promise<Result<string, StepUpRefusal>> {
  if (proof.password !== undefined) {
    const matches = await verifyPassword(configOf(env).PASSWORD_PEPPER, proof.password, account.passwordHash);
    return matches ? ok("password") : err({ reason: "wrong_proof" });
  }
  if (proof.code !== undefined) {
    const checked = await checkCode(env, account, proof.code, now);
    if (checked.ok) return checked;
    return checked.error.reason === "wrong_code" ? err({ reason: "wrong_proof" }) : err(checked.error);
  }
  const checked = proof.passkey && (await checkPasskey(env, proof.passkey, given, now));
  return checked?.ok && checked.value.id === account.id ? ok("passkey") : err({ reason: "wrong_proof" });
}
