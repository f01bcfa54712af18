import type { SecondFactor, SignInMethod } from "../../contracts/sign-in.ts";
import { findPending } from "../../db/queries/platform.ts";
import { countPendingAttempt, type PendingRow, takePending } from "../../db/queries/sign-in.ts";
import { MAX_CODES_A_LOGIN } from "../../domain/identity/strict-limits.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { type Account, dbOf, findAccount } from "./account.ts";
import { type CodeRefusal, checkCode } from "./factors/check-code.ts";
import { type AlreadyEnrolled, completeTotp, type NotStarted } from "./factors/enrol-totp.ts";
import type { HowSignedIn } from "./how-signed-in.ts";
import { type OpenSession, openFully } from "./open-session.ts";
import { recordFailure } from "./record-sign-in.ts";
import { hashToken, isToken } from "./token.ts";

export type Pending = { account: Account; row: PendingRow };
/** The login took too long, was completed elsewhere, or tried too many codes: begin again. */
export type PendingOver = { reason: "login_over" };

type Whence = Omit<HowSignedIn, "method">;

/** Whose pending login this is. Null when it is unknown, over, or its account is gone. */
export async function findPendingLogin(env: Env, token: string | undefined, now: EpochMs): Promise<Pending | null> {
  if (!token || !isToken(token)) return null;
  const row = await findPending(env.DB, await hashToken(token), now);
  const account = row && (await findAccount(env, row.tenantId, row.accountId));
  return account && { account, row };
}

/** A code of the app or a recovery code, for the session. */
export async function passWithCode(
  env: Env,
  pending: Pending,
  code: string,
  whence: Whence,
): Promise<Result<OpenSession, CodeRefusal | PendingOver>> {
  const { account, row } = pending;
  if (row.wants !== "second_factor" || !(await countAttempt(env, pending))) return err({ reason: "login_over" });
  const checked = await checkCode(env, account, code, whence.now);
  if (checked.ok) return pass(env, pending, whence, checked.value);
  const outcome = checked.error.reason;
  await recordFailure(env, account, { ...whence, method: row.method }, outcome);
  return checked;
}

/** The first code of a new authenticator, for the session and the recovery codes. */
export async function passByEnrolling(
  env: Env,
  pending: Pending,
  code: string,
  whence: Whence,
): Promise<
  Result<{ session: OpenSession; recoveryCodes: string[] }, CodeRefusal | PendingOver | AlreadyEnrolled | NotStarted>
> {
  if (pending.row.wants !== "enrolment") return err({ reason: "login_over" });
  const enrolled = await completeTotp(env, pending.account, { ...whence, code, keep: null });
  if (!enrolled.ok) return enrolled;
  const session = await pass(env, pending, whence, "totp");
  return session.ok ? ok({ session: session.value, recoveryCodes: enrolled.value }) : session;
}

/** Ends the pending login, and opens the session if it was the first to do so. The factor has been checked. */
export async function pass(
  env: Env,
  { account, row }: Pending,
  whence: Whence,
  secondFactor: SecondFactor,
): Promise<Result<OpenSession, PendingOver>> {
  if (!(await takePending(dbOf(env, account), row.tokenHash))) return err({ reason: "login_over" });
  const method: SignInMethod = row.method;
  return ok(await openFully(env, account, { ...whence, method }, secondFactor));
}

/** Counted before the code is looked at, by one statement: parallel guesses cannot pass the limit. */
function countAttempt(env: Env, { account, row }: Pending): Promise<boolean> {
  return countPendingAttempt(dbOf(env, account), row.tokenHash, MAX_CODES_A_LOGIN);
}
