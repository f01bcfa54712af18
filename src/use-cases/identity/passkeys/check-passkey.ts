import { Buffer } from "node:buffer";
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { PasskeyAssertion } from "../../../contracts/passkeys.ts";
import { type PasskeyRow, usePasskey } from "../../../db/queries/factors.ts";
import { findPasskeyByCredential, takeChallenge } from "../../../db/queries/passkey-challenges.ts";
import type { AccountId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { log } from "../../../log.ts";
import { type Account, dbOf, findAccount } from "../account.ts";
import type { Given } from "./offer-challenge.ts";
import { relyingParty } from "./relying-party.ts";

/** `account` is whose passkey was shown, when that much is known: for their history. */
export type WrongPasskey = { reason: "wrong_passkey"; account: Account | null };

/** Whose passkey has signed the challenge. The challenge is used up, whatever comes of it. */
export async function checkPasskey(
  env: Env,
  assertion: PasskeyAssertion,
  given: Given,
  now: EpochMs,
): Promise<Result<Account, WrongPasskey>> {
  const passkey = await findPasskeyByCredential(env.DB, assertion.id);
  const account = passkey && (await findAccount(env, passkey.tenantId, passkey.accountId));
  const counter = await verify(env, passkey, assertion, given, now);
  if (!passkey || !account || counter === null || !isHandleOf(assertion, account.id)) {
    return err({ reason: "wrong_passkey", account });
  }
  const isFresh = await usePasskey(dbOf(env, account), passkey.id, counter, now);
  return isFresh ? ok(account) : err({ reason: "wrong_passkey", account });
}

/** The authenticator's new count; null when the signature, or anything it covers, is wrong. */
async function verify(
  env: Env,
  passkey: PasskeyRow | null,
  assertion: PasskeyAssertion,
  given: Given,
  now: EpochMs,
): Promise<number | null> {
  const { rpID, origin } = relyingParty(env);
  const take = (challenge: string) => takeChallenge(env.DB, { ...given, challenge }, now);
  if (!passkey) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...assertion, response: toResponse(assertion), clientExtensionResults: {} },
      expectedChallenge: take,
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: toCredential(passkey),
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch (error) {
    log("warn", "passkey_refused", { passkeyId: passkey.id, why: error instanceof Error ? error.message : "" });
    return null;
  }
}

function toCredential({ credentialId, publicKey, counter, transports }: PasskeyRow) {
  return { id: credentialId, publicKey: new Uint8Array(Buffer.from(publicKey, "base64url")), counter, transports };
}

/** Authenticators that remember whom a passkey is for must agree with us. */
function isHandleOf({ response: { userHandle } }: PasskeyAssertion, id: AccountId): boolean {
  return userHandle === undefined || Buffer.from(userHandle, "base64url").toString() === id;
}

function toResponse({ response: { userHandle, ...rest } }: PasskeyAssertion) {
  return userHandle === undefined ? rest : { ...rest, userHandle };
}
