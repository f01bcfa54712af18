import { and, count, desc, eq, isNull } from "drizzle-orm";
import type { ApiKeyId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { apiKeys } from "../schema/identity.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { ApiKeyRow } from "./identity.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

const keyset = { at: apiKeys.createdAt, id: apiKeys.id };

/** Newest first, those that no longer work too. */
export async function listApiKeys(db: TenantDb, page: Page): Promise<Paged<ApiKeyRow>> {
  const rows = await db.orm
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, db.tenantId), beforeCursor(page, keyset)))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export async function findTenantApiKey(db: TenantDb, id: ApiKeyId): Promise<ApiKeyRow | null> {
  return (await db.orm.select().from(apiKeys).where(one(db, id)).get()) ?? null;
}

/** Keys that were not revoked; expired ones count. */
export async function countApiKeys(db: TenantDb): Promise<number> {
  const mine = and(eq(apiKeys.tenantId, db.tenantId), isNull(apiKeys.revokedAt));
  return (await db.orm.select({ count: count() }).from(apiKeys).where(mine).get())?.count ?? 0;
}

// Statements for a batch.

export function renameApiKey(db: TenantDb, id: ApiKeyId, name: string) {
  return db.orm.update(apiKeys).set({ name }).where(one(db, id));
}

/** The first revocation stands. */
export function revokeApiKey(db: TenantDb, id: ApiKeyId, revokedAt: EpochMs) {
  return db.orm
    .update(apiKeys)
    .set({ revokedAt })
    .where(and(one(db, id), isNull(apiKeys.revokedAt)));
}

export function endApiKey(db: TenantDb, id: ApiKeyId, expiresAt: EpochMs) {
  return db.orm.update(apiKeys).set({ expiresAt }).where(one(db, id));
}

/** Does a batch fail because the key has been rotated already? */
export function isRotatedTwice(error: unknown): boolean {
  const { message, cause } = error as { message?: unknown; cause?: unknown };
  if (String(message).includes("UNIQUE constraint failed: api_keys.replaces")) return true;
  return cause instanceof Error && isRotatedTwice(cause);
}

function one(db: TenantDb, id: ApiKeyId) {
  return and(eq(apiKeys.tenantId, db.tenantId), eq(apiKeys.id, id));
}
