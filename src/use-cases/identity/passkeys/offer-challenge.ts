import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { listPasskeys } from "../../../db/queries/factors.ts";
import { type ChallengeRow, insertChallenge } from "../../../db/queries/passkey-challenges.ts";
import { type EpochMs, MINUTE_MS } from "../../../domain/time.ts";
import { utf8 } from "../../../domain/utf8.ts";
import { type Account, dbOf } from "../account.ts";
import { readProfile } from "../read-profile.ts";
import { relyingParty } from "./relying-party.ts";

const CHALLENGE_MS = 5 * MINUTE_MS;

/** For what a challenge is, and whom it was given to: a hash that only the same browser can show again. */
export type Given = Pick<ChallengeRow, "purpose" | "binding">;

/** What the browser asks its authenticators. Without an account they offer whatever passkeys they have for us. */
export async function offerAssertion(
  env: Env,
  account: Account | null,
  given: Given,
  now: EpochMs,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { rpID } = relyingParty(env);
  const own = account ? await listPasskeys(dbOf(env, account), account.id) : [];
  const allowCredentials = own.map(({ credentialId: id, transports }) => ({ id, transports }));
  const options = await generateAuthenticationOptions({ rpID, allowCredentials, userVerification: "required" });
  await insertChallenge(env.DB, { ...given, challenge: options.challenge, expiresAt: now + CHALLENGE_MS });
  return options;
}

/** What the browser makes a passkey from: one that is found without a name, and asks for finger, face or PIN. */
export async function offerRegistration(
  env: Env,
  account: Account,
  given: Given,
  now: EpochMs,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { rpID, rpName } = relyingParty(env);
  const [{ name, email }, own] = await Promise.all([
    readProfile(env, account),
    listPasskeys(dbOf(env, account), account.id),
  ]);
  const options = await generateRegistrationOptions({
    rpID,
    rpName,
    userID: new Uint8Array(utf8(account.id)),
    userName: email,
    userDisplayName: name,
    excludeCredentials: own.map(({ credentialId: id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await insertChallenge(env.DB, { ...given, challenge: options.challenge, expiresAt: now + CHALLENGE_MS });
  return options;
}
