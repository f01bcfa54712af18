import { and, asc, count, eq, type InferSelectModel, sql } from "drizzle-orm";
import type { BranchId, ConnectionId } from "../../domain/ids.ts";
import { branches } from "../schema/catalogue.ts";
import { connections, phoneNumbers, voiceAgents } from "../schema/voice.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";

/** A connection as it may be shown: the credential is never selected, so it cannot slip out. */
export type ConnectionRow = Omit<InferSelectModel<typeof connections>, "tenantId" | "sealedSecret" | "sealedApiKey"> & {
  hasApiKey: boolean;
  lastEventAt: number | null;
};
export type NewConnection = Omit<typeof connections.$inferInsert, "tenantId">;
export type ConnectionChange = Partial<
  Pick<
    typeof connections.$inferInsert,
    "name" | "defaultBranchId" | "disabledAt" | "sealedSecret" | "secretChangedAt" | "sealedApiKey"
  >
>;

/** More than this of one tenant is a mistake, and the list is not paged in D1. */
export const MAX_CONNECTIONS = 100;

const shown = {
  id: connections.id,
  name: connections.name,
  provider: connections.provider,
  defaultBranchId: connections.defaultBranchId,
  secretChangedAt: connections.secretChangedAt,
  createdAt: connections.createdAt,
  disabledAt: connections.disabledAt,
  hasApiKey: sql<number>`${connections.sealedApiKey} IS NOT NULL`.mapWith(Boolean),
  // In plain words: the query builder leaves the tables out, and then the event would be compared with itself.
  lastEventAt: sql<number | null>`(
    SELECT max(e.received_at) FROM webhook_events AS e
    WHERE e.tenant_id = connections.tenant_id AND e.connection_id = connections.id)`,
};

/** Oldest first. */
export function listConnections(db: TenantDb): Promise<ConnectionRow[]> {
  return db.orm
    .select(shown)
    .from(connections)
    .where(eq(connections.tenantId, db.tenantId))
    .orderBy(asc(connections.createdAt), asc(connections.id))
    .limit(MAX_CONNECTIONS)
    .all();
}

export async function findConnection(db: TenantDb, id: ConnectionId): Promise<ConnectionRow | null> {
  return (await db.orm.select(shown).from(connections).where(oneOf(db, id)).get()) ?? null;
}

/** For those who ask the vendor: with what is sealed. */
export async function findCredentials(db: TenantDb, id: ConnectionId) {
  const { provider, sealedSecret, sealedApiKey, secretChangedAt, disabledAt } = connections;
  const row = await db.orm
    .select({ provider, sealedSecret, sealedApiKey, secretChangedAt, disabledAt })
    .from(connections)
    .where(oneOf(db, id))
    .get();
  return row ?? null;
}

export function listNumbers(db: TenantDb): Promise<{ connectionId: ConnectionId; e164: string; branchId: BranchId }[]> {
  return db.orm
    .select({ connectionId: phoneNumbers.connectionId, e164: phoneNumbers.e164, branchId: phoneNumbers.branchId })
    .from(phoneNumbers)
    .where(eq(phoneNumbers.tenantId, db.tenantId))
    .orderBy(asc(phoneNumbers.connectionId), asc(phoneNumbers.e164))
    .all();
}

export async function countConnections(db: TenantDb): Promise<number> {
  const mine = eq(connections.tenantId, db.tenantId);
  return (await db.orm.select({ count: count() }).from(connections).where(mine).get())?.count ?? 0;
}

export async function hasBranch(db: TenantDb, id: BranchId): Promise<boolean> {
  return (await isBranchOpen(db, id)) !== null;
}

/** Null when there is no such branch. */
export async function isBranchOpen(db: TenantDb, id: BranchId): Promise<boolean | null> {
  const mine = and(eq(branches.tenantId, db.tenantId), eq(branches.id, id));
  const row = await db.orm.select({ closedAt: branches.closedAt }).from(branches).where(mine).get();
  return row ? row.closedAt === null : null;
}

export async function insertConnection(db: TenantDb, row: NewConnection, audit: AuditEntry): Promise<void> {
  const insert = db.orm.insert(connections).values({ ...row, tenantId: db.tenantId });
  await db.orm.batch([insert, auditInsert(db, audit)]);
}

export async function changeConnection(
  db: TenantDb,
  id: ConnectionId,
  change: ConnectionChange,
  audit: AuditEntry,
): Promise<void> {
  await db.orm.batch([db.orm.update(connections).set(change).where(oneOf(db, id)), auditInsert(db, audit)]);
}

/** With its numbers and agents. Events and calls that came by it stay. */
export async function deleteConnection(db: TenantDb, id: ConnectionId, audit: AuditEntry): Promise<void> {
  await db.orm.batch([
    db.orm.delete(phoneNumbers).where(and(eq(phoneNumbers.tenantId, db.tenantId), eq(phoneNumbers.connectionId, id))),
    db.orm.delete(voiceAgents).where(and(eq(voiceAgents.tenantId, db.tenantId), eq(voiceAgents.connectionId, id))),
    db.orm.delete(connections).where(oneOf(db, id)),
    auditInsert(db, audit),
  ]);
}

function oneOf(db: TenantDb, id: ConnectionId) {
  return and(eq(connections.tenantId, db.tenantId), eq(connections.id, id));
}
