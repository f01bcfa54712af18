import { eq, type InferSelectModel } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { leadInboxes } from "../schema/lead-inboxes.ts";
import type { TenantDb } from "../tenant-db.ts";

export type LeadInboxRow = InferSelectModel<typeof leadInboxes>;

export async function findLeadInbox(db: TenantDb): Promise<LeadInboxRow | null> {
  return (await db.orm.select().from(leadInboxes).where(eq(leadInboxes.tenantId, db.tenantId)).get()) ?? null;
}

/** Platform-wide: whose address it is. By the hash of a secret of 128 bits, which nobody guesses. */
export async function findInboxBySecret(d1: D1Database, secretHash: string): Promise<LeadInboxRow | null> {
  return (await drizzle(d1).select().from(leadInboxes).where(eq(leadInboxes.secretHash, secretHash)).get()) ?? null;
}

/** A statement for a batch. */
export function storeLeadInbox(db: TenantDb, row: Omit<LeadInboxRow, "tenantId">) {
  const { createdAt: _, ...set } = row;
  return db.orm
    .insert(leadInboxes)
    .values({ ...row, tenantId: db.tenantId })
    .onConflictDoUpdate({ target: leadInboxes.tenantId, set });
}

/** A statement for a batch. */
export function deleteLeadInbox(db: TenantDb) {
  return db.orm.delete(leadInboxes).where(eq(leadInboxes.tenantId, db.tenantId));
}
