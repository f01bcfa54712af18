import { and, desc, eq, isNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { ApiKeyId, OperatorId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { apiKeys } from "../schema/identity.ts";
import type { ApiKeyRow } from "./identity.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

/** Keys of the platform belong to no tenant, and are made by operators. */
export type OperatorKeyRow = Omit<ApiKeyRow, "tenantId" | "createdBy"> & { createdBy: OperatorId | null };

const ofPlatform = isNull(apiKeys.tenantId);
const keyset = { at: apiKeys.createdAt, id: apiKeys.id };

/** Newest first, those that no longer work too. */
export async function listOperatorKeys(d1: D1Database, page: Page): Promise<Paged<OperatorKeyRow>> {
  const rows = await drizzle(d1)
    .select()
    .from(apiKeys)
    .where(and(ofPlatform, beforeCursor(page, keyset)))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(pageSize(page) + 1);
  return toPage(rows.map(asOperatorKey), page, (row) => ({ at: row.createdAt, id: row.id }));
}

export async function findOperatorKey(d1: D1Database, id: ApiKeyId): Promise<OperatorKeyRow | null> {
  const row = await drizzle(d1)
    .select()
    .from(apiKeys)
    .where(and(ofPlatform, eq(apiKeys.id, id)))
    .get();
  return row ? asOperatorKey(row) : null;
}

// Statements for a batch.

export function insertOperatorKey(d1: D1Database, { createdBy, ...key }: OperatorKeyRow) {
  // The column is shared with tenants' keys, and typed for theirs.
  const row = { ...key, createdBy: createdBy as unknown as ApiKeyRow["createdBy"], tenantId: null };
  return drizzle(d1).insert(apiKeys).values(row);
}

/** The first revocation stands. */
export function revokeOperatorKey(d1: D1Database, id: ApiKeyId, revokedAt: EpochMs) {
  return drizzle(d1)
    .update(apiKeys)
    .set({ revokedAt })
    .where(and(ofPlatform, eq(apiKeys.id, id), isNull(apiKeys.revokedAt)));
}

/** A rotated key ends after its overlap. */
export function endOperatorKeyAt(d1: D1Database, id: ApiKeyId, expiresAt: EpochMs) {
  return drizzle(d1)
    .update(apiKeys)
    .set({ expiresAt })
    .where(and(ofPlatform, eq(apiKeys.id, id)));
}

function asOperatorKey(row: ApiKeyRow): OperatorKeyRow {
  return { ...row, createdBy: row.createdBy as unknown as OperatorId | null };
}
