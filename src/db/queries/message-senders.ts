import { and, asc, count, eq, type InferSelectModel } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { SenderId } from "../../domain/ids.ts";
import { messageSenders } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";

export type SenderRow = InferSelectModel<typeof messageSenders>;
export type SenderChange = Partial<Pick<SenderRow, "name" | "disabledAt" | "sealedSecret" | "secretChangedAt">>;

/** More than this of one tenant is a mistake, and the list is not paged in D1. */
export const MAX_SENDERS = 20;

/** Oldest first, which is also the order in which they are tried. */
export function listSenders(db: TenantDb): Promise<SenderRow[]> {
  return db.orm
    .select()
    .from(messageSenders)
    .where(eq(messageSenders.tenantId, db.tenantId))
    .orderBy(asc(messageSenders.createdAt), asc(messageSenders.id))
    .limit(MAX_SENDERS)
    .all();
}

export async function findSender(db: TenantDb, id: SenderId): Promise<SenderRow | null> {
  return (await db.orm.select().from(messageSenders).where(oneOf(db, id)).get()) ?? null;
}

/** Platform-wide: a vendor's webhook names the sender alone. */
export async function findSenderById(d1: D1Database, id: SenderId): Promise<SenderRow | null> {
  const mine = eq(messageSenders.id, id);
  return (await drizzle(d1).select().from(messageSenders).where(mine).get()) ?? null;
}

export async function countSenders(db: TenantDb): Promise<number> {
  const mine = eq(messageSenders.tenantId, db.tenantId);
  return (await db.orm.select({ count: count() }).from(messageSenders).where(mine).get())?.count ?? 0;
}

export async function insertSender(db: TenantDb, row: Omit<SenderRow, "tenantId">, audit: AuditEntry): Promise<void> {
  const insert = db.orm.insert(messageSenders).values({ ...row, tenantId: db.tenantId });
  await db.orm.batch([insert, auditInsert(db, audit)]);
}

export async function updateSender(db: TenantDb, id: SenderId, change: SenderChange, audit: AuditEntry): Promise<void> {
  await db.orm.batch([db.orm.update(messageSenders).set(change).where(oneOf(db, id)), auditInsert(db, audit)]);
}

/** Messages that went out by it stay. */
export async function deleteSender(db: TenantDb, id: SenderId, audit: AuditEntry): Promise<void> {
  await db.orm.batch([db.orm.delete(messageSenders).where(oneOf(db, id)), auditInsert(db, audit)]);
}

function oneOf(db: TenantDb, id: SenderId) {
  return and(eq(messageSenders.tenantId, db.tenantId), eq(messageSenders.id, id));
}
