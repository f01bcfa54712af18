import { and, asc, eq, gt, type InferSelectModel, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { ApiKeyId, BranchId, ConnectionId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { branches } from "../schema/catalogue.ts";
import { idempotencyKeys } from "../schema/idempotency.ts";
import { apiKeys, sessions, users } from "../schema/identity.ts";
import { pendingLogins } from "../schema/sign-in.ts";
import { tenants } from "../schema/tenants.ts";
import { connections, phoneNumbers, voiceAgents } from "../schema/voice.ts";
import type { ApiKeyRow, SessionRow, TenantRow, UserRow } from "./identity.ts";
import type { PendingRow } from "./sign-in.ts";

/** All that must be known to serve a provider's webhook, found by the connection id in its URL. */
export type ConnectionRecord = {
  connection: InferSelectModel<typeof connections>;
  tenant: TenantRow;
  phoneNumbers: Pick<
    InferSelectModel<typeof phoneNumbers>,
    "e164" | "branchId" | "routingMode" | "language" | "agentUri"
  >[];
  agents: { agentId: string; branchId: BranchId }[];
  /** Open ones: nobody is led to a closed branch. */
  branchIds: BranchId[];
};

export type BranchKey = { tenantId: TenantId; branchId: BranchId };
export type NumberOwner = BranchKey & { connectionId: ConnectionId };

/** Null for an unknown connection and for a disabled one alike. */
export async function findConnectionById(d1: D1Database, id: ConnectionId): Promise<ConnectionRecord | null> {
  const orm = drizzle(d1);
  const owner = sql`(select ${connections.tenantId} from ${connections} where ${connections.id} = ${id})`;
  // No join of connection and tenant: D1 answers a batch with objects, so equal column names would collide.
  const [[connection], [tenant], numbers, branchRows, agents] = await orm.batch([
    orm
      .select()
      .from(connections)
      .where(and(eq(connections.id, id), isNull(connections.disabledAt))),
    orm.select().from(tenants).where(eq(tenants.id, owner)),
    orm
      .select({
        e164: phoneNumbers.e164,
        branchId: phoneNumbers.branchId,
        routingMode: phoneNumbers.routingMode,
        language: phoneNumbers.language,
        agentUri: phoneNumbers.agentUri,
      })
      .from(phoneNumbers)
      .where(and(eq(phoneNumbers.tenantId, owner), eq(phoneNumbers.connectionId, id)))
      .orderBy(asc(phoneNumbers.e164)),
    orm
      .select({ id: branches.id })
      .from(branches)
      .where(and(eq(branches.tenantId, owner), isNull(branches.closedAt)))
      .orderBy(asc(branches.id)),
    orm
      .select({ agentId: voiceAgents.agentId, branchId: voiceAgents.branchId })
      .from(voiceAgents)
      .where(and(eq(voiceAgents.tenantId, owner), eq(voiceAgents.connectionId, id)))
      .orderBy(asc(voiceAgents.agentId)),
  ]);
  if (!connection || !tenant) return null;
  return { connection, tenant, phoneNumbers: numbers, agents, branchIds: branchRows.map((branch) => branch.id) };
}

/** Null when nobody has the number. */
export async function findNumberOwner(d1: D1Database, e164: string): Promise<NumberOwner | null> {
  const { tenantId, branchId, connectionId } = phoneNumbers;
  const row = await drizzle(d1)
    .select({ tenantId, branchId, connectionId })
    .from(phoneNumbers)
    .where(eq(phoneNumbers.e164, e164))
    .get();
  return row ?? null;
}

/** The address of a booking page names no id. */
export async function findTenantBySlug(d1: D1Database, slug: string): Promise<TenantRow | null> {
  return (await drizzle(d1).select().from(tenants).where(eq(tenants.slug, slug)).get()) ?? null;
}

/** A login names no tenant, so addresses are unique over all of them. */
export async function findUserByEmailIndex(
  d1: D1Database,
  emailIndex: string,
): Promise<{ user: UserRow; tenant: TenantRow } | null> {
  const row = await drizzle(d1)
    .select({ user: users, tenant: tenants })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(eq(users.emailIndex, emailIndex))
    .get();
  return row ?? null;
}

/** The join on the tenant keeps a session from ever speaking for a user of another one. */
export async function findSession(
  d1: D1Database,
  tokenHash: string,
): Promise<{ session: SessionRow; user: UserRow; tenant: TenantRow } | null> {
  const row = await drizzle(d1)
    .select({ session: sessions, user: users, tenant: tenants })
    .from(sessions)
    .innerJoin(users, and(eq(users.id, sessions.userId), eq(users.tenantId, sessions.tenantId)))
    .innerJoin(tenants, eq(tenants.id, sessions.tenantId))
    .where(eq(sessions.tokenHash, tokenHash))
    .get();
  return row ?? null;
}

/** The session alone, whoever it belongs to. */
export async function findSessionRow(d1: D1Database, tokenHash: string): Promise<SessionRow | null> {
  return (await drizzle(d1).select().from(sessions).where(eq(sessions.tokenHash, tokenHash)).get()) ?? null;
}

/** A pending login, whoever it belongs to. Null once it has expired. */
export async function findPending(d1: D1Database, tokenHash: string, now: EpochMs): Promise<PendingRow | null> {
  const open = and(eq(pendingLogins.tokenHash, tokenHash), gt(pendingLogins.expiresAt, now));
  return (await drizzle(d1).select().from(pendingLogins).where(open).get()) ?? null;
}

/** `tenant` is null for an operator's key. */
export async function findApiKey(
  d1: D1Database,
  secretHash: string,
): Promise<{ key: ApiKeyRow; tenant: TenantRow | null } | null> {
  const row = await drizzle(d1)
    .select({ key: apiKeys, tenant: tenants })
    .from(apiKeys)
    .leftJoin(tenants, eq(tenants.id, apiKeys.tenantId))
    .where(eq(apiKeys.secretHash, secretHash))
    .get();
  return row ?? null;
}

/** Notes that the key is in use: tenants' and operators' keys alike. An older moment never replaces a newer one. */
export async function touchApiKey(d1: D1Database, id: ApiKeyId, lastUsedAt: EpochMs): Promise<void> {
  const older = or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, lastUsedAt));
  await drizzle(d1)
    .update(apiKeys)
    .set({ lastUsedAt })
    .where(and(eq(apiKeys.id, id), older));
}

/** Tells how many went; `limit` means that there may be more. */
export async function deleteExpiredSessions(d1: D1Database, now: EpochMs, limit: number): Promise<number> {
  const orm = drizzle(d1);
  const expired = orm
    .select({ tokenHash: sessions.tokenHash })
    .from(sessions)
    .where(lte(sessions.expiresAt, now))
    .orderBy(asc(sessions.expiresAt))
    .limit(limit);
  const result = await orm.delete(sessions).where(inArray(sessions.tokenHash, expired));
  return result.meta.changes;
}

/** Tells how many went, as above. */
export async function deleteExpiredIdempotencyKeys(d1: D1Database, now: EpochMs, limit: number): Promise<number> {
  const rows = sql`select rowid from ${idempotencyKeys} where ${idempotencyKeys.expiresAt} <= ${now} limit ${limit}`;
  const result = await drizzle(d1).run(sql`delete from ${idempotencyKeys} where rowid in (${rows})`);
  return result.meta.changes;
}

/** Every branch of every tenant, for nightly jobs. Pass the last branch id of the page before. */
export function listBranchRefs(d1: D1Database, after: BranchId | null, limit: number): Promise<BranchKey[]> {
  return drizzle(d1)
    .select({ tenantId: branches.tenantId, branchId: branches.id })
    .from(branches)
    .where(gt(branches.id, after ?? ("" as BranchId))) // every id sorts after the empty text
    .orderBy(asc(branches.id))
    .limit(limit)
    .all();
}

/** Every tenant, by id. Pass the last id of the page before. */
export async function listTenantIds(d1: D1Database, after: TenantId | null, limit: number): Promise<TenantId[]> {
  const rows = await drizzle(d1)
    .select({ id: tenants.id })
    .from(tenants)
    .where(gt(tenants.id, after ?? ("" as TenantId))) // every id sorts after the empty text
    .orderBy(asc(tenants.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** By id or slug. Null when there is none. */
export async function findAnyTenant(d1: D1Database, idOrSlug: string): Promise<TenantRow | null> {
  const named = or(eq(tenants.id, idOrSlug as TenantId), eq(tenants.slug, idOrSlug)); // compared, never trusted as an id
  return (await drizzle(d1).select().from(tenants).where(named).get()) ?? null;
}
