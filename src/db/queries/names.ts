import { and, asc, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CustomerId, LeadId, TenantId } from "../../domain/ids.ts";
import { customers } from "../schema/customers.ts";
import { leads } from "../schema/leads.ts";
import { nameIndex } from "../schema/names.ts";
import type { TenantDb } from "../tenant-db.ts";
import { holdingAll } from "./full-text.ts";
import { listedText, withListedAt } from "./listed-rows.ts";

/** Full text without contents, made by a migration of its own: Drizzle knows no virtual tables. */
const nameWords = sqliteTable("name_words", { rowid: integer("rowid"), tokens: text("tokens") });

/** The keyed hashes of the beginnings of somebody's names. None: the name has no letters, or cannot be read. */
export type Named = { id: CustomerId | LeadId; tokens: readonly string[] };
export type NamedTable = "customers" | "leads";

export function listUnindexed(
  db: TenantDb,
  limit: number,
): Promise<Pick<typeof customers.$inferSelect, "id" | "sealedContact">[]> {
  return db.orm
    .select({ id: customers.id, sealedContact: customers.sealedContact })
    .from(customers)
    .where(and(eq(customers.tenantId, db.tenantId), sql`is_name_indexed = 0`)) // the words of the partial index
    .orderBy(asc(customers.id))
    .limit(limit)
    .all();
}

export function listUnindexedLeads(db: TenantDb, limit: number): Promise<{ id: LeadId; sealed: string }[]> {
  return db.orm
    .select({ id: leads.id, sealed: leads.sealed })
    .from(leads)
    .where(and(eq(leads.tenantId, db.tenantId), sql`is_name_indexed = 0`)) // the words of the partial index
    .orderBy(asc(leads.id))
    .limit(limit)
    .all();
}

/** Platform-wide: who has customers or leads whose names cannot be found yet. */
export async function listUnindexedTenants(d1: D1Database, limit: number): Promise<TenantId[]> {
  const rows = await drizzle(d1).all<{ tenantId: TenantId }>(
    sql`SELECT tenant_id AS tenantId FROM customers WHERE is_name_indexed = 0
      UNION SELECT tenant_id FROM leads WHERE is_name_indexed = 0 LIMIT ${limit}`,
  );
  return rows.map(({ tenantId }) => tenantId);
}

const LISTED = ["id", "tokens"] as const;

/** Makes those findable that still are not: a name that was changed meanwhile has brought its own hashes. */
export async function indexNames(db: TenantDb, table: NamedTable, named: readonly Named[]): Promise<void> {
  if (named.length === 0) return;
  const rows = named.map(({ id, tokens }) => ({ id, tokens: tokens.join(" ") }));
  const list = listedText(LISTED, rows);
  await db.client.batch(statementsOf(table).map((text) => db.client.prepare(text).bind(db.tenantId, list)));
}

function statementsOf(table: NamedTable): readonly string[] {
  const listed = withListedAt(2, LISTED);
  const unindexed = `listed AS l CROSS JOIN ${table} AS r ON r.id = l.id AND r.tenant_id = ?1 AND r.is_name_indexed = 0`;
  return [
    `${listed} INSERT INTO name_index (tenant_id, owner_id) SELECT r.tenant_id, r.id FROM ${unindexed} WHERE true
      ON CONFLICT DO NOTHING`,
    `${listed} INSERT OR REPLACE INTO name_words (rowid, tokens) SELECT i.document, l.tokens FROM ${unindexed}
      CROSS JOIN name_index AS i ON i.tenant_id = r.tenant_id AND i.owner_id = r.id`,
    // The `+` keeps the tenant's index out: by it, every row would be walked for these few.
    `${listed} UPDATE ${table} SET is_name_indexed = 1 WHERE +tenant_id = ?1 AND id IN (SELECT id FROM listed)`,
  ];
}

/** Statements, in this order, for the batch that names or renames somebody. */
export function replaceName(db: TenantDb, { id, tokens }: Named) {
  const row = db.orm.insert(nameIndex).values({ tenantId: db.tenantId, ownerId: id });
  const words = db.orm.insert(nameWords).select(sql`
    SELECT document, ${tokens.join(" ")} FROM name_index WHERE tenant_id = ${db.tenantId} AND owner_id = ${id}`);
  return [...forgetNames(db, id), row, words] as const;
}

/** Statements, in this order, for a batch. `owners`: an id, or a select of some. */
export function forgetNames(db: TenantDb, owners: CustomerId | LeadId | SQLWrapper) {
  const theirs = typeof owners === "string" ? eq(nameIndex.ownerId, owners) : inArray(nameIndex.ownerId, owners);
  const mine = and(eq(nameIndex.tenantId, db.tenantId), theirs);
  const documents = db.orm.select({ document: nameIndex.document }).from(nameIndex).where(mine);
  return [
    db.orm.delete(nameWords).where(inArray(nameWords.rowid, documents)),
    db.orm.delete(nameIndex).where(mine),
  ] as const;
}

/**
 * Ids of customers and leads with names for every word; of each word, one of its hashes. Whoever looks for few of many
 * keeps the indexes of the tenant out by a `+`: SQLite takes what is in order for quicker, and walks all of it.
 */
export function ownersNamed(db: TenantDb, words: readonly (readonly string[])[]): SQL {
  return sql`(
    SELECT i.owner_id FROM name_words CROSS JOIN name_index AS i ON i.document = name_words.rowid
    WHERE name_words MATCH ${holdingAll(words)} AND i.tenant_id = ${db.tenantId})`;
}
