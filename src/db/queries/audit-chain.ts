import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { AuditContent } from "../audit-seal.ts";
import type { TenantDb } from "../tenant-db.ts";
import { withListed } from "./listed-rows.ts";
import { listedIds } from "./page.ts";

/** A row as it lies in D1; `facts` is text. */
export type ChainedRow = AuditContent & { seal: string | null; seq: number | null; hash: string | null };
/** A row's place in its chain. `seq` 0 and no hash: the chain does not take it. */
export type Link = { id: string; seq: number; hash: string | null };

const COLUMNS = sql.raw(
  `a.tenant_id AS tenantId, a.id, a.actor, a.action, a.subject_id AS subjectId, a.facts, a.request_id AS requestId,
   a.at, a.seal, a.seq, a.hash`,
);

/** Oldest first. */
export function listUnchained(db: TenantDb, limit: number): Promise<ChainedRow[]> {
  return db.orm.all(sql`
    SELECT ${COLUMNS} FROM audit_log AS a
    WHERE a.tenant_id = ${db.tenantId} AND a.seq IS NULL ORDER BY a.at, a.id LIMIT ${limit}`);
}

/** In no particular order; rows that are gone are absent. */
export function findChained(db: TenantDb, ids: readonly string[]): Promise<ChainedRow[]> {
  const listed = listedIds(ids);
  return db.orm.all(sql`
    SELECT ${COLUMNS} FROM ${listed.table} CROSS JOIN audit_log AS a
    WHERE a.id = ${listed.value} AND a.tenant_id = ${db.tenantId}`);
}

/** Safe to repeat. The `+` keeps the tenant's index out: by it, every link would be compared with every row. */
export async function writeLinks(db: TenantDb, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return;
  await db.orm.run(sql`
    ${withListed(["id", "seq", "hash"], links)}
    UPDATE audit_log SET seq = listed.seq, hash = listed.hash FROM listed
    WHERE audit_log.id = listed.id AND +audit_log.tenant_id = ${db.tenantId}`);
}

/** How many rows claim a place in the chain, those that it refused included. */
export async function countLinked(db: TenantDb): Promise<number> {
  const { count } = await db.orm.get<{ count: number }>(sql`
    SELECT count(*) AS count FROM audit_log WHERE tenant_id = ${db.tenantId} AND seq IS NOT NULL`);
  return count;
}

/** Pages of the ids of rows that claim a place, by `(seq, id)`. */
export function listLinked(
  db: TenantDb,
  after: { seq: number; id: string },
  limit: number,
): Promise<{ id: string; seq: number }[]> {
  return db.orm.all(sql`
    SELECT id, seq FROM audit_log
    WHERE tenant_id = ${db.tenantId} AND (seq, id) > (${after.seq}, ${after.id}) ORDER BY seq, id LIMIT ${limit}`);
}

/** Platform-wide: whose entries still wait at `before`. */
export async function listWaitingChains(d1: D1Database, before: EpochMs, limit: number): Promise<TenantId[]> {
  const rows = await drizzle(d1).all<{ tenantId: TenantId }>(sql`
    SELECT DISTINCT tenant_id AS tenantId FROM audit_log WHERE seq IS NULL AND at < ${before} LIMIT ${limit}`);
  return rows.map(({ tenantId }) => tenantId);
}
