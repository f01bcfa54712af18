import { and, asc, between, desc, eq, type InferSelectModel, isNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { PhoneNumberId, SenderId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { numberPool, phoneNumbers } from "../schema/voice.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";
import { beforeCursor, type Page, pageSize, toPage } from "./page.ts";

export type NumberRow = InferSelectModel<typeof phoneNumbers>;
export type NewNumber = Omit<typeof phoneNumbers.$inferInsert, "tenantId">;
export type NumberChange = Partial<
  Pick<
    NumberRow,
    "branchId" | "state" | "voiceNumberId" | "carrierId" | "error" | "routingMode" | "language" | "agentUri"
  >
>;

/** Newest first. */
export async function listPhoneNumbers(db: TenantDb, page: Page) {
  const keyset = { at: phoneNumbers.createdAt, id: phoneNumbers.id };
  const rows = await db.orm
    .select()
    .from(phoneNumbers)
    .where(and(eq(phoneNumbers.tenantId, db.tenantId), beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export async function findPhoneNumber(db: TenantDb, id: PhoneNumberId): Promise<NumberRow | null> {
  return (await db.orm.select().from(phoneNumbers).where(oneOf(db, id)).get()) ?? null;
}

export async function findNumberByOrder(db: TenantDb, senderId: SenderId, orderId: string): Promise<NumberRow | null> {
  const { tenantId, senderId: sender, carrierId } = phoneNumbers;
  const theirs = and(eq(tenantId, db.tenantId), eq(sender, senderId), eq(carrierId, orderId));
  return (await db.orm.select().from(phoneNumbers).where(theirs).get()) ?? null;
}

/** False when somebody, of whatever business, has the number. */
export async function insertPhoneNumber(db: TenantDb, row: NewNumber, audit: AuditEntry): Promise<boolean> {
  try {
    await db.orm.batch([db.orm.insert(phoneNumbers).values({ ...row, tenantId: db.tenantId }), auditInsert(db, audit)]);
    return true;
  } catch (error) {
    if (String(error).includes("UNIQUE") || String((error as { cause?: unknown }).cause).includes("UNIQUE"))
      return false;
    throw error;
  }
}

export async function changePhoneNumber(
  db: TenantDb,
  id: PhoneNumberId,
  change: NumberChange,
  audit: AuditEntry | null = null,
): Promise<void> {
  const update = db.orm.update(phoneNumbers).set(change).where(oneOf(db, id));
  await (audit ? db.orm.batch([update, auditInsert(db, audit)]) : update);
}

/** The number is free again; one of the pool goes back there. */
export async function deletePhoneNumber(db: TenantDb, { id, e164 }: NumberRow, audit: AuditEntry): Promise<void> {
  await db.orm.batch([
    db.orm.delete(phoneNumbers).where(oneOf(db, id)),
    db.orm
      .update(numberPool)
      .set({ tenantId: null, assignedAt: null })
      .where(and(eq(numberPool.tenantId, db.tenantId), eq(numberPool.e164, e164))),
    auditInsert(db, audit),
  ]);
}

/** False when the pool does not have it, or somebody else took it. */
export async function takeFromPool(db: TenantDb, e164: string, now: EpochMs): Promise<boolean> {
  const taken = await db.orm
    .update(numberPool)
    .set({ tenantId: db.tenantId, assignedAt: now })
    .where(and(eq(numberPool.e164, e164), isNull(numberPool.tenantId)))
    .returning();
  return taken.length > 0;
}

// The operator's and the sweep's: over all tenants.

/** Orders that nothing was heard of for a while, until they are too old to hope for. */
export function listOpenOrders(
  d1: D1Database,
  { from, to }: { from: EpochMs; to: EpochMs },
  limit: number,
): Promise<{ tenantId: TenantId; numberId: PhoneNumberId }[]> {
  const { tenantId, id: numberId, state, createdAt } = phoneNumbers;
  return drizzle(d1)
    .select({ tenantId, numberId })
    .from(phoneNumbers)
    .where(and(eq(state, "ordering"), between(createdAt, from, to)))
    .limit(limit)
    .all();
}

export function listPool(d1: D1Database, limit: number, onlyFree: boolean) {
  const rows = drizzle(d1).select().from(numberPool);
  const wanted = onlyFree ? rows.where(isNull(numberPool.tenantId)) : rows.where(undefined);
  return wanted.orderBy(asc(numberPool.e164)).limit(limit).all();
}

/** One that is known stays as it is. */
export async function addToPool(platform: TenantDb, e164: string, now: EpochMs, audit: AuditEntry): Promise<void> {
  const insert = platform.orm.insert(numberPool).values({ e164, tenantId: null, addedAt: now }).onConflictDoNothing();
  await platform.orm.batch([insert, auditInsert(platform, audit)]);
}

function oneOf(db: TenantDb, id: PhoneNumberId) {
  return and(eq(phoneNumbers.tenantId, db.tenantId), eq(phoneNumbers.id, id));
}
