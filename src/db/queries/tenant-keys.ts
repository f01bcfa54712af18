import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { BranchId, ConnectionId, OperatorId, SenderId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { accountTokens } from "../schema/account-tokens.ts";
import { branches } from "../schema/catalogue.ts";
import { sessions, users } from "../schema/identity.ts";
import { messageSenders } from "../schema/messaging.ts";
import { impersonations, operators } from "../schema/operators.ts";
import { knownDevices, passkeys, pendingLogins, signIns } from "../schema/sign-in.ts";
import { tenants } from "../schema/tenants.ts";
import { connections, numberPool, phoneNumbers } from "../schema/voice.ts";
import { platformDb, type TenantDb } from "../tenant-db.ts";
import { ERASED_KEY } from "../vault.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";

const MAX_OPERATORS = 1_000;

export type WrappedKey = { tenantId: TenantId; wrappedKey: string };

/** Every tenant's wrapped key, by tenant. Pass the last tenant of the page before. */
export function listWrappedKeys(d1: D1Database, after: TenantId | null, limit: number): Promise<WrappedKey[]> {
  return drizzle(d1)
    .select({ tenantId: tenants.id, wrappedKey: tenants.wrappedKey })
    .from(tenants)
    .where(gt(tenants.id, after ?? ("" as TenantId))) // every id sorts after the empty text
    .orderBy(asc(tenants.id))
    .limit(limit)
    .all();
}

/** False when the key has changed since it was read: it is left as it is, and so is everything else. */
export async function replaceWrappedKey(
  db: TenantDb,
  { before, after }: { before: string; after: string },
  audit: AuditEntry,
): Promise<boolean> {
  const isOld = and(eq(tenants.id, db.tenantId), eq(tenants.wrappedKey, before));
  // The audit entry is stored in any case, so the key is looked at before: nothing else rewraps, but it may be erased.
  if (!(await db.orm.select({ id: tenants.id }).from(tenants).where(isOld).get())) return false;
  const [updated] = await db.orm.batch([
    db.orm.update(tenants).set({ wrappedKey: after }).where(isOld),
    bumpBranches(db),
    auditInsert(platformDb(db.client), audit),
  ]);
  return updated.meta.changes === 1;
}

/** Operators have a key each, of the platform. There are few of them. */
export function listOperatorKeys(d1: D1Database): Promise<{ id: OperatorId; wrappedKey: string }[]> {
  return drizzle(d1)
    .select({ id: operators.id, wrappedKey: operators.wrappedKey })
    .from(operators)
    .orderBy(asc(operators.id))
    .limit(MAX_OPERATORS)
    .all();
}

export async function replaceOperatorKey(
  d1: D1Database,
  { id, before, after }: { id: OperatorId; before: string; after: string },
  audit: AuditEntry,
): Promise<void> {
  const db = platformDb(d1);
  await db.orm.batch([
    db.orm
      .update(operators)
      .set({ wrappedKey: after })
      .where(and(eq(operators.id, id), eq(operators.wrappedKey, before))),
    auditInsert(db, audit),
  ]);
}

/**
 * For good, and with it what lets its users in or tells of them, and what lets an operator look inside. The users'
 * addresses and the business's numbers are free for whoever comes next. The entry is stored in the tenant's own chain and
 * in the operators'.
 */
export async function eraseWrappedKey(db: TenantDb, audit: AuditEntry, now: EpochMs): Promise<void> {
  const doors = [sessions, pendingLogins, accountTokens, passkeys, knownDevices, signIns];
  const numbers = db.orm
    .select({ e164: phoneNumbers.e164 })
    .from(phoneNumbers)
    .where(eq(phoneNumbers.tenantId, db.tenantId));
  const isOpen = and(eq(impersonations.tenantId, db.tenantId), isNull(impersonations.endedAt));
  await db.orm.batch([
    db.orm.update(tenants).set({ wrappedKey: ERASED_KEY, keyErasedAt: now }).where(eq(tenants.id, db.tenantId)),
    db.orm.update(users).set({ emailIndex: sql`'erased:' || id` }).where(eq(users.tenantId, db.tenantId)),
    ...doors.map((table) => db.orm.delete(table).where(eq(table.tenantId, db.tenantId))),
    db.orm
      .update(impersonations)
      .set({ endedAt: now })
      .where(and(isOpen, gt(impersonations.expiresAt, now))),
    db.orm
      .update(numberPool)
      .set({ tenantId: null, assignedAt: null })
      .where(and(eq(numberPool.tenantId, db.tenantId), inArray(numberPool.e164, numbers))),
    db.orm.delete(phoneNumbers).where(eq(phoneNumbers.tenantId, db.tenantId)),
    bumpBranches(db),
    auditInsert(db, audit),
    auditInsert(platformDb(db.client), audit),
  ]);
}

/** Calendars keep the wrapped key beside their rules, and load both anew when the version says so. */
function bumpBranches(db: TenantDb) {
  return db.orm
    .update(branches)
    .set({ rulebookVersion: sql`rulebook_version + 1` })
    .where(eq(branches.tenantId, db.tenantId));
}

/** Whatever keeps a copy of the tenant's wrapped key. */
export async function listKeyCopies(db: TenantDb): Promise<{
  branches: { id: BranchId; version: number }[];
  connections: { id: ConnectionId }[];
  senders: { id: SenderId }[];
}> {
  const [ofBranches, ofConnections, ofSenders] = await db.orm.batch([
    db.orm
      .select({ id: branches.id, version: branches.rulebookVersion })
      .from(branches)
      .where(eq(branches.tenantId, db.tenantId)),
    db.orm.select({ id: connections.id }).from(connections).where(eq(connections.tenantId, db.tenantId)),
    db.orm.select({ id: messageSenders.id }).from(messageSenders).where(eq(messageSenders.tenantId, db.tenantId)),
  ]);
  return { branches: ofBranches, connections: ofConnections, senders: ofSenders };
}
