import type { ApiKeyView } from "../../../contracts/api-keys.ts";
import { findTenantApiKey, listApiKeys } from "../../../db/queries/api-keys.ts";
import type { ApiKeyRow } from "../../../db/queries/identity.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { keyStatus, modeOfKey } from "../../../domain/identity/api-key.ts";
import type { ApiKeyId, TenantId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";

/** What may be told of a key: never its secret or the hash of it. */
export function toApiKeyView(row: Omit<ApiKeyRow, "tenantId">, now: EpochMs): ApiKeyView {
  const { id, name, prefix, lastFour, scopes, createdBy, replaces } = row;
  return {
    id,
    name,
    prefix,
    lastFour,
    scopes,
    createdBy,
    replaces,
    mode: modeOfKey(prefix ?? ""),
    status: keyStatus(row, now),
    createdAt: new Date(row.createdAt).toISOString(),
    expiresAt: toText(row.expiresAt),
    revokedAt: toText(row.revokedAt),
    lastUsedAt: toText(row.lastUsedAt),
  };
}

export async function viewApiKeys(env: Env, tenantId: TenantId, page: Page, now: EpochMs): Promise<Paged<ApiKeyView>> {
  const { items, nextCursor } = await listApiKeys(tenantDb(env.DB, tenantId), page);
  return { items: items.map((row) => toApiKeyView(row, now)), nextCursor };
}

export async function viewApiKey(
  env: Env,
  { tenantId, apiKeyId }: { tenantId: TenantId; apiKeyId: ApiKeyId },
  now: EpochMs,
): Promise<ApiKeyView | null> {
  const row = await findTenantApiKey(tenantDb(env.DB, tenantId), apiKeyId);
  return row && toApiKeyView(row, now);
}

function toText(instant: EpochMs | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
