import { and, desc, eq, getTableColumns, gte, type InferSelectModel, inArray, isNotNull, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CallStatus } from "../../contracts/calls.ts";
import type { Sight } from "../../domain/identity/sight.ts";
import type { BranchId, CallId, CustomerId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { tenants } from "../schema/tenants.ts";
import { calls } from "../schema/voice.ts";
import type { TenantDb } from "../tenant-db.ts";
import { callsScored } from "./call-quality.ts";
import { callsSaying } from "./call-search.ts";
import { listedRows } from "./listed-rows.ts";
import { beforeCursor, listedIds, type Page, type Paged, pageSize, toPage } from "./page.ts";
import { callsInSight } from "./sight.ts";

export type CallRow = InferSelectModel<typeof calls>;
/** The tenant is never taken from the row: it is the one of the `TenantDb`. */
export type CallValues = Omit<CallRow, "tenantId">;
export type CallFilter = {
  branchId?: BranchId | undefined;
  status?: CallStatus | undefined;
  agentId?: string | undefined;
  /** Half-open. */
  from?: EpochMs | undefined;
  to?: EpochMs | undefined;
  phoneIndex?: string | undefined;
  /** For each word, hashes of which one must have been said. */
  words?: string[][] | undefined;
  /** Scored, and not above it. */
  maxScore?: number | undefined;
  sight: Sight;
};

const keyset = { at: calls.createdAt, id: calls.id };

/** Newest first. */
export async function listCalls(db: TenantDb, filter: CallFilter, page: Page): Promise<Paged<CallRow>> {
  const rows = await db.orm
    .select()
    .from(calls)
    .where(
      and(
        eq(calls.tenantId, db.tenantId),
        filter.status && eq(calls.status, filter.status),
        filter.agentId === undefined ? undefined : eq(calls.agentId, filter.agentId),
        filter.branchId && eq(calls.branchId, filter.branchId),
        filter.from === undefined ? undefined : gte(calls.createdAt, filter.from),
        filter.to === undefined ? undefined : lt(calls.createdAt, filter.to),
        filter.phoneIndex === undefined ? undefined : eq(calls.phoneIndex, filter.phoneIndex),
        filter.words && sql`${calls.id} in ${callsSaying(db, filter.words)}`,
        filter.maxScore === undefined ? undefined : inArray(calls.id, callsScored(db, filter.maxScore)),
        callsInSight(db, filter.sight),
        beforeCursor(page, keyset),
      ),
    )
    .orderBy(desc(calls.createdAt), desc(calls.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

type PlatformFilter = { status?: CallStatus | undefined; tenantId?: TenantId | undefined };

/** Platform-wide, for operators: newest first, without what is sealed. */
export async function listAllCalls(d1: D1Database, { status, tenantId }: PlatformFilter, page: Page) {
  const { id, branchId, provider, providerCallId, direction, startedAt, durationMs } = calls;
  const { disconnectionReason, costCents, createdAt } = calls;
  const facts = { id, branchId, provider, providerCallId, direction, startedAt, durationMs, disconnectionReason };
  const rows = await drizzle(d1)
    .select({
      ...facts,
      costCents,
      createdAt,
      tenantId: calls.tenantId,
      tenantName: tenants.name,
      status: calls.status,
    })
    .from(calls)
    .innerJoin(tenants, eq(tenants.id, calls.tenantId))
    .where(
      and(tenantId && eq(calls.tenantId, tenantId), status && eq(calls.status, status), beforeCursor(page, keyset)),
    )
    .orderBy(desc(calls.createdAt), desc(calls.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

const MOST_AGENTS = 50;

/** Whose calls there are. SQLite skips from one to the next by the index: a business has few agents and many calls. */
export async function listCallAgents(db: TenantDb): Promise<string[]> {
  const rows = await db.orm
    .selectDistinct({ agentId: calls.agentId })
    .from(calls)
    .where(and(eq(calls.tenantId, db.tenantId), isNotNull(calls.agentId)))
    .orderBy(calls.agentId)
    .limit(MOST_AGENTS);
  return rows.flatMap(({ agentId }) => agentId ?? []);
}

/** Calls from or to the customer's number, and those that their appointments came out of. Newest first. */
export async function listCallsOfCustomer(
  db: TenantDb,
  { id, phoneIndex, sight }: { id: CustomerId; phoneIndex: string | null; sight: Sight },
  page: Page,
): Promise<Paged<CallRow>> {
  const mine = sql`(
    SELECT id FROM calls WHERE tenant_id = ${db.tenantId} AND phone_index = ${phoneIndex}
    UNION SELECT +call_id FROM appointments
    WHERE tenant_id = ${db.tenantId} AND customer_id = ${id} AND +call_id IS NOT NULL) AS mine`;
  const rows = await db.orm
    .select(getTableColumns(calls))
    .from(mine)
    .crossJoin(calls)
    .where(
      and(
        eq(calls.tenantId, db.tenantId),
        eq(calls.id, sql`mine.id`),
        callsInSight(db, sight),
        beforeCursor(page, keyset),
      ),
    )
    .orderBy(desc(calls.createdAt), desc(calls.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export async function findCall(db: TenantDb, id: CallId, sight: Sight = "all"): Promise<CallRow | null> {
  const row = await db.orm
    .select()
    .from(calls)
    .where(and(eq(calls.tenantId, db.tenantId), eq(calls.id, id), callsInSight(db, sight)))
    .get();
  return row ?? null;
}

/** Which of these are calls of the tenant. */
export async function listKnownCallIds(db: TenantDb, ids: readonly CallId[]): Promise<CallId[]> {
  const listed = listedIds(ids);
  const rows = await db.orm
    .select({ id: calls.id })
    .from(listed.table)
    .crossJoin(calls)
    .where(and(eq(calls.tenantId, db.tenantId), eq(calls.id, listed.value)));
  return rows.map(({ id }) => id);
}

/** Those of them that there are. */
export async function findCalls(db: TenantDb, ids: readonly CallId[]): Promise<Map<CallId, CallRow>> {
  const listed = listedIds(ids);
  const rows = await db.orm
    .select(getTableColumns(calls))
    .from(listed.table)
    .crossJoin(calls)
    .where(and(eq(calls.tenantId, db.tenantId), eq(calls.id, listed.value)));
  return new Map(rows.map((row) => [row.id, row]));
}

const names = Object.values(getTableColumns(calls)).map(({ name }) => name);
const ALL = sql.raw(names.join(", "));
const REPLACED = sql.raw(names.map((name) => `${name} = excluded.${name}`).join(", "));

/**
 * Compare-and-set, in one statement whatever their number: a call is new as version 1, and replaces the version below its
 * own. Tells which were stored; of the others an event was first, so read them again and merge again.
 */
export async function storeCalls(db: TenantDb, values: readonly CallValues[]): Promise<CallId[]> {
  const rows = await db.orm.all<{ id: CallId }>(sql`
    INSERT INTO calls (${ALL}) ${listedRows(db, calls, values)}
    ON CONFLICT (id) DO UPDATE SET ${REPLACED}
      WHERE calls.version = excluded.version - 1 AND calls.tenant_id = excluded.tenant_id
    ON CONFLICT DO NOTHING
    RETURNING id`);
  return rows.map(({ id }) => id);
}

/** A statement for the batch. As another version, so that an event that is merged meanwhile does not undo it. */
export function markSpamStatement(db: TenantDb, id: CallId, markedSpam: boolean, updatedAt: EpochMs) {
  return db.orm
    .update(calls)
    .set({ markedSpam, updatedAt, version: sql`${calls.version} + 1` })
    .where(and(eq(calls.tenantId, db.tenantId), eq(calls.id, id)));
}
