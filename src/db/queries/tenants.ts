import { eq, type InferSelectModel, sql } from "drizzle-orm";
import type { Role } from "../../contracts/identity.ts";
import type { Tier } from "../../domain/identity/limits.ts";
import { branches } from "../schema/catalogue.ts";
import { tenants } from "../schema/tenants.ts";
import type { TenantDb } from "../tenant-db.ts";

/** The tenant's data key as it is stored, wrapped by the master key. Null for an unknown tenant. */
export async function findWrappedKey(db: TenantDb): Promise<string | null> {
  const row = await db.orm
    .select({ wrappedKey: tenants.wrappedKey })
    .from(tenants)
    .where(eq(tenants.id, db.tenantId))
    .get();
  return row?.wrappedKey ?? null;
}

export type Look = Pick<InferSelectModel<typeof tenants>, "name" | "language" | "accentColour" | "tagline">;

/** A statement for a batch. */
export function updateLook(db: TenantDb, look: Look) {
  return db.orm.update(tenants).set(look).where(eq(tenants.id, db.tenantId));
}

/** A statement for a batch. */
export function updateLogo(db: TenantDb, logo: string | null) {
  return db.orm.update(tenants).set({ logo }).where(eq(tenants.id, db.tenantId));
}

/** A statement for a batch, which tells each branch's next version: what changes concerns the rules of all. */
export function renewRulebooks(db: TenantDb) {
  return db.orm
    .update(branches)
    .set({ rulebookVersion: sql`${branches.rulebookVersion} + 1` })
    .where(eq(branches.tenantId, db.tenantId))
    .returning({ branchId: branches.id, version: branches.rulebookVersion });
}

/** A statement for a batch. */
export function updateTier(db: TenantDb, tier: Tier) {
  return db.orm.update(tenants).set({ tier }).where(eq(tenants.id, db.tenantId));
}

/** A statement: await it alone, or put it into `db.orm.batch`. */
export function updateRequiredFactors(db: TenantDb, requireSecondFactorFor: Role[]) {
  return db.orm.update(tenants).set({ requireSecondFactorFor }).where(eq(tenants.id, db.tenantId));
}

/** A statement for a batch. */
export function updateEmbedOrigins(db: TenantDb, embedOrigins: string[]) {
  return db.orm.update(tenants).set({ embedOrigins }).where(eq(tenants.id, db.tenantId));
}
