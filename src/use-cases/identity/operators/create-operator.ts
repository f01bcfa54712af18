import type { OperatorRow } from "../../../db/schema/operators.ts";
import { createTenantKey, loginIndex, openVault } from "../../../db/vault.ts";
import { PLATFORM } from "../../../domain/ids.ts";
import type { Language } from "../../../domain/language.ts";
import { DAY_MS, type EpochMs } from "../../../domain/time.ts";
import { newId } from "../../new-id.ts";
import { hashToken, newToken } from "../token.ts";

/** How long a set-up link is good. */
const SETUP_MS = DAY_MS;

type NewOperator = { name: string; email: string; language: Language };

/** A new operator, to be stored, and the token of the link by which they choose a password and enrol their factors. */
export async function createOperator(
  masterKey: string,
  { name, email, language }: NewOperator,
  now: EpochMs,
): Promise<{ row: OperatorRow; setupToken: string }> {
  const id = newId("opr");
  const wrappedKey = await createTenantKey(masterKey, PLATFORM);
  const vault = await openVault(masterKey, PLATFORM, wrappedKey);
  const sealedProfile = await vault.seal({ purpose: "user.profile", row: id }, JSON.stringify({ name, email }));
  const emailIndex = await loginIndex(masterKey, email);
  const { setupToken, ...setup } = await newSetup(now);
  const base = { id, emailIndex, sealedProfile, wrappedKey, language, createdAt: now };
  return { row: { ...base, ...setup, passwordHash: null, disabledAt: null }, setupToken };
}

/** A fresh set-up link, for a new operator or one who has lost their factors. */
export async function newSetup(now: EpochMs) {
  const setupToken = newToken();
  return { setupToken, setupHash: await hashToken(setupToken), setupExpiresAt: now + SETUP_MS };
}
