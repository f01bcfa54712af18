import { findApiKey } from "../../db/queries/platform.ts";
import type { ApiKeyActor, OperatorActor } from "../../domain/identity/actor.ts";
import { permissionsOfKey } from "../../domain/identity/permissions.ts";
import type { EpochMs } from "../../domain/time.ts";
import { hashToken, isApiKey } from "./token.ts";

type KnownKey = NonNullable<Awaited<ReturnType<typeof findApiKey>>>;

/** How long a good key is taken at its word before D1 is asked again: what a revocation may take to reach everywhere. */
const TRUSTED_MS = 5_000;
const MAX_TRUSTED = 5_000;
const trusted = new Map<string, { found: KnownKey; until: EpochMs }>();

/** Whose key this is. Null when it is unknown, revoked or expired. */
export async function authenticateApiKey(
  env: Env,
  apiKey: string,
  now: EpochMs,
): Promise<ApiKeyActor | OperatorActor | null> {
  if (!isApiKey(apiKey)) return null;
  const found = await findUnrevoked(env, await hashToken(apiKey), now);
  if (!found) return null;
  const { id: keyId, tenantId, scopes, expiresAt } = found.key;
  if (expiresAt !== null && now >= expiresAt) return null;
  if (tenantId === null) return { kind: "operator_key", keyId, permissions: permissionsOfKey(scopes, "operator") };
  if (!found.tenant) return null;
  return { kind: "api_key", keyId, tenantId, permissions: permissionsOfKey(scopes, "tenant") };
}

/** Software asks many times a second, and every answer of D1 takes longer than the rest of the request. */
async function findUnrevoked(env: Env, secretHash: string, now: EpochMs): Promise<KnownKey | null> {
  const known = trusted.get(secretHash);
  if (known && now < known.until) return known.found;
  const found = await findApiKey(env.DB, secretHash);
  if (!found || found.key.revokedAt !== null) {
    trusted.delete(secretHash);
    return null;
  }
  if (trusted.size >= MAX_TRUSTED) trusted.clear();
  trusted.set(secretHash, { found, until: now + TRUSTED_MS });
  return found;
}
