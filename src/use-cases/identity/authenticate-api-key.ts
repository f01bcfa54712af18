import { findApiKey } from "../../db/queries/platform.ts";
import type { ApiKeyActor, OperatorActor } from "../../domain/identity/actor.ts";
import { permissionsOfKey } from "../../domain/identity/permissions.ts";
import type { EpochMs } from "../../domain/time.ts";
import { hashToken, isApiKey } from "./token.ts";

/** Whose key this is. Null when it is unknown, revoked or expired. */
export async function authenticateApiKey(
  env: Env,
  apiKey: string,
  now: EpochMs,
): Promise<ApiKeyActor | OperatorActor | null> {
  if (!isApiKey(apiKey)) return null;
  const found = await findApiKey(env.DB, await hashToken(apiKey));
  if (!found || found.key.revokedAt !== null) return null;
  const { id: keyId, tenantId, scopes, expiresAt } = found.key;
  if (expiresAt !== null && now >= expiresAt) return null;
  if (tenantId === null) return { kind: "operator_key", keyId, permissions: permissionsOfKey(scopes, "operator") };
  if (!found.tenant) return null;
  return { kind: "api_key", keyId, tenantId, permissions: permissionsOfKey(scopes, "tenant") };
}
