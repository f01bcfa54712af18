import { Buffer } from "node:buffer";
import { verifyRegistrationResponse } from "@simplewebauthn/server";
import type { PasskeyAttestation } from "../../../contracts/passkeys.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { insertPasskey, listPasskeys, MAX_PASSKEYS, type PasskeyRow } from "../../../db/queries/factors.ts";
import { findPasskeyByCredential, takeChallenge } from "../../../db/queries/passkey-challenges.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { log } from "../../../log.ts";
import { newId } from "../../new-id.ts";
import { type Account, dbOf } from "../account.ts";
import type { Given } from "./offer-challenge.ts";
import { relyingParty } from "./relying-party.ts";

export type RegistrationRefusal =
  | { reason: "passkey_not_accepted" }
  | { reason: "passkey_known" }
  | { reason: "too_many_passkeys"; most: number };

type Registration = {
  attestation: PasskeyAttestation;
  name: string;
  given: Given;
  requestId: string;
  now: EpochMs;
};

export async function registerPasskey(
  env: Env,
  account: Account,
  { attestation, name, given, requestId, now }: Registration,
): Promise<Result<PasskeyRow, RegistrationRefusal>> {
  const db = dbOf(env, account);
  const made = await verify(env, attestation, given, now);
  if (!made) return err({ reason: "passkey_not_accepted" });
  const own = await listPasskeys(db, account.id);
  if (own.length >= MAX_PASSKEYS) return err({ reason: "too_many_passkeys", most: MAX_PASSKEYS });
  if (await findPasskeyByCredential(env.DB, made.credentialId)) return err({ reason: "passkey_known" });

  const base = { id: newId("psk"), accountId: account.id, name, createdAt: now, lastUsedAt: null };
  const row = { ...base, ...made };
  const entry = { actor: account.id, action: "passkey.added", subjectId: row.id, facts: { account: account.id } };
  await db.orm.batch([insertPasskey(db, row), auditInsert(db, { ...entry, requestId, at: now })]);
  return ok({ ...row, tenantId: account.tenantId });
}

async function verify(env: Env, attestation: PasskeyAttestation, given: Given, now: EpochMs) {
  const { rpID, origin } = relyingParty(env);
  const { transports, ...response } = attestation.response;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...attestation, response, clientExtensionResults: {} },
      expectedChallenge: (challenge) => takeChallenge(env.DB, { ...given, challenge }, now),
      expectedOrigin: origin,
      expectedRPID: rpID,
    });
    if (!verified) return null;
    const { credential, credentialBackedUp: isBackedUp } = registrationInfo;
    const publicKey = Buffer.from(credential.publicKey).toString("base64url");
    return {
      credentialId: credential.id,
      publicKey,
      counter: credential.counter,
      transports: transports ?? [],
      isBackedUp,
    };
  } catch (error) {
    log("warn", "passkey_not_registered", { why: error instanceof Error ? error.message : "" });
    return null;
  }
}
