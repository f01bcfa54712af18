import { replacePasswordHash } from "../../db/queries/identity.ts";
import { findOperatorByEmailIndex } from "../../db/queries/operators.ts";
import { findUserByEmailIndex } from "../../db/queries/platform.ts";
import { isKnownDevice } from "../../db/queries/sign-in.ts";
import { platformDb, tenantDb } from "../../db/tenant-db.ts";
import { loginIndex } from "../../db/vault.ts";
import { clientNetwork } from "../../domain/identity/client-network.ts";
import { accountLimits, deviceLimits, networkLimit } from "../../domain/identity/strict-limits.ts";
import type { UserId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { configOf } from "../../env.ts";
import { type Account, accountOfOperator, accountOfUser, dbOf } from "./account.ts";
import type { HowSignedIn } from "./how-signed-in.ts";
import { type Opening, openAfterFirstFactor } from "./open-session.ts";
import { hashPassword, needsRehash, verifyPassword } from "./password.ts";
import { recordFailure } from "./record-sign-in.ts";
import { type TooManyAttempts, takeStrict, takeStrictAll } from "./strict-limit.ts";
import { hashToken } from "./token.ts";

export type LoginAttempt = Omit<HowSignedIn, "method"> & {
  email: string;
  password: string;
  /** Users and operators sign in at doors of their own: one address may be both. */
  as: "user" | "operator";
};
export type LoginRefusal =
  | { reason: "bad_credentials" }
  /** Told only to who knows the password. */
  | { reason: "email_unverified" }
  | TooManyAttempts;

/** What follows the right password. A wrong password and an unknown address look, and last, the same. */
export async function logIn(env: Env, attempt: LoginAttempt): Promise<Result<Opening, LoginRefusal>> {
  const config = configOf(env);
  const emailIndex = await loginIndex(config.DATA_KEY_V1, attempt.email);
  const account = await findByEmail(env, attempt.as, emailIndex);
  const allowed = await takeAttempt(env, attempt, account, emailIndex);
  if (!allowed.ok) return allowed;
  const matches = await verifyPassword(config.PASSWORD_PEPPER, attempt.password, account?.passwordHash ?? null);
  if (!account || !matches || account.disabledAt !== null) {
    await noteFailure(env, account, attempt);
    return err({ reason: "bad_credentials" });
  }
  if (account.emailUnverifiedSince !== null) return err({ reason: "email_unverified" });
  await renewHash(env, account, attempt.password);
  return ok(await openAfterFirstFactor(env, account, { ...attempt, method: "password" }));
}

async function findByEmail(env: Env, as: LoginAttempt["as"], emailIndex: string): Promise<Account | null> {
  if (as === "operator") {
    const operator = await findOperatorByEmailIndex(env.DB, emailIndex);
    return operator && accountOfOperator(operator);
  }
  const found = await findUserByEmailIndex(env.DB, emailIndex);
  return found && accountOfUser(found.user, found.tenant);
}

/** Counts by network, and by account: a browser that the account knows has a count of its own, out of others' reach. */
async function takeAttempt(env: Env, attempt: LoginAttempt, account: Account | null, emailIndex: string) {
  const fromNetwork = await takeStrict(env, networkLimit, clientNetwork(attempt.clientAddress));
  if (!fromNetwork.ok) return fromNetwork;
  const deviceHash = attempt.deviceToken ? await hashToken(attempt.deviceToken) : null;
  const isKnown = deviceHash !== null && (await knows(env, account, deviceHash, attempt.now));
  const key = `${attempt.as}|${emailIndex}`;
  if (isKnown) return takeStrictAll(env, deviceLimits, `${key}|${deviceHash}`);
  return takeStrictAll(env, accountLimits, key);
}

/** Asks D1 for an unknown address as well, so that time tells nothing. */
function knows(env: Env, account: Account | null, deviceHash: string, now: number): Promise<boolean> {
  const db = account ? dbOf(env, account) : platformDb(env.DB);
  return isKnownDevice(db, account?.id ?? ("usr_nobody" as UserId), deviceHash, now);
}

async function noteFailure(env: Env, account: Account | null, attempt: LoginAttempt): Promise<void> {
  if (account) await recordFailure(env, account, { ...attempt, method: "password" }, "wrong_password");
  else await knows(env, null, "", attempt.now); // as long as a note takes
}

async function renewHash(env: Env, { id, tenantId, role, passwordHash }: Account, password: string): Promise<void> {
  if (role === "operator" || passwordHash === null || !needsRehash(passwordHash)) return;
  const hash = await hashPassword(configOf(env).PASSWORD_PEPPER, password);
  await replacePasswordHash(tenantDb(env.DB, tenantId), id as UserId, hash); // not an operator, so a user
}
