import { and, eq, type InferInsertModel, type InferSelectModel, isNull } from "drizzle-orm";
import type { UserId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { apiKeys, sessions, users } from "../schema/identity.ts";
import { tenants } from "../schema/tenants.ts";
import type { TenantDb } from "../tenant-db.ts";

export type UserRow = InferSelectModel<typeof users>;
export type SessionRow = InferSelectModel<typeof sessions>;
export type NewSession = InferInsertModel<typeof sessions>;
export type ApiKeyRow = InferSelectModel<typeof apiKeys>;
export type TenantRow = InferSelectModel<typeof tenants>;

// These are statements: await one alone, or put several into `db.orm.batch`.

export function insertSession(db: TenantDb, session: Omit<NewSession, "tenantId">) {
  return db.orm.insert(sessions).values({ ...session, tenantId: db.tenantId });
}

export function touchSession(db: TenantDb, tokenHash: string, lastSeenAt: EpochMs) {
  return db.orm.update(sessions).set({ lastSeenAt }).where(mySession(db, tokenHash));
}

export function deleteSession(db: TenantDb, tokenHash: string) {
  return db.orm.delete(sessions).where(mySession(db, tokenHash));
}

export function insertUser(db: TenantDb, user: Omit<InferInsertModel<typeof users>, "tenantId">) {
  return db.orm.insert(users).values({ ...user, tenantId: db.tenantId });
}

export function replacePasswordHash(db: TenantDb, userId: UserId, passwordHash: string) {
  return db.orm
    .update(users)
    .set({ passwordHash })
    .where(and(eq(users.tenantId, db.tenantId), eq(users.id, userId)));
}

export function insertApiKey(db: TenantDb, key: Omit<ApiKeyRow, "tenantId">) {
  return db.orm.insert(apiKeys).values({ ...key, tenantId: db.tenantId });
}

export async function findUser(db: TenantDb, userId: UserId): Promise<UserRow | null> {
  const row = await db.orm
    .select()
    .from(users)
    .where(and(eq(users.tenantId, db.tenantId), eq(users.id, userId)))
    .get();
  return row ?? null;
}

/** Who is told of what concerns the whole business. */
export function listOwners(db: TenantDb): Promise<UserRow[]> {
  return db.orm
    .select()
    .from(users)
    .where(and(eq(users.tenantId, db.tenantId), eq(users.role, "owner"), isNull(users.disabledAt)))
    .limit(20)
    .all();
}

/** The tenant itself; its wrapped key opens the vault. */
export async function findTenant(db: TenantDb): Promise<TenantRow | null> {
  const row = await db.orm.select().from(tenants).where(eq(tenants.id, db.tenantId)).get();
  return row ?? null;
}

function mySession(db: TenantDb, tokenHash: string) {
  return and(eq(sessions.tenantId, db.tenantId), eq(sessions.tokenHash, tokenHash));
}
