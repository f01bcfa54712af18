import type { PasskeyAssertion } from "../../../contracts/passkeys.ts";
import { clientNetwork } from "../../../domain/identity/client-network.ts";
import { networkLimit } from "../../../domain/identity/strict-limits.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { HowSignedIn } from "../how-signed-in.ts";
import { type OpenSession, openFully } from "../open-session.ts";
import { type Pending, type PendingOver, pass } from "../pending-login.ts";
import { recordFailure } from "../record-sign-in.ts";
import { type TooManyAttempts, takeStrict } from "../strict-limit.ts";
import { checkPasskey } from "./check-passkey.ts";

type Whence = Omit<HowSignedIn, "method">;
export type PasskeySignInRefusal = { reason: "wrong_passkey" } | TooManyAttempts | PendingOver;

/**
 * A session for a passkey alone: it is both factors. No limit of the account is asked, because nobody can guess a
 * passkey, and so nobody can lock its owner out.
 */
export async function signInWithPasskey(
  env: Env,
  assertion: PasskeyAssertion,
  binding: string,
  whence: Whence,
): Promise<Result<OpenSession, PasskeySignInRefusal>> {
  const allowed = await takeStrict(env, networkLimit, clientNetwork(whence.clientAddress));
  if (!allowed.ok) return allowed;
  const checked = await checkPasskey(env, assertion, { purpose: "sign_in", binding }, whence.now);
  const how = { ...whence, method: "passkey" as const };
  if (checked.ok) return ok(await openFully(env, checked.value, how, "passkey"));
  if (checked.error.account) await recordFailure(env, checked.error.account, how, "wrong_passkey");
  return err({ reason: "wrong_passkey" });
}

/** The passkey as the second factor of a login that began otherwise. It must be the same person's. */
export async function passWithPasskey(
  env: Env,
  pending: Pending,
  assertion: PasskeyAssertion,
  whence: Whence,
): Promise<Result<OpenSession, PasskeySignInRefusal>> {
  const { account, row } = pending;
  const given = { purpose: "second_factor" as const, binding: row.tokenHash };
  const checked = await checkPasskey(env, assertion, given, whence.now);
  if (checked.ok && checked.value.id === account.id) return pass(env, pending, whence, "passkey");
  await recordFailure(env, account, { ...whence, method: row.method }, "wrong_passkey");
  return err({ reason: "wrong_passkey" });
}
