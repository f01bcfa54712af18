import { and, asc, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CustomerId, TenantId } from "../../domain/ids.ts";
import { customerNameTokens, customers } from "../schema/customers.ts";
import type { TenantDb } from "../tenant-db.ts";

/** The tokens of a customer's name. None: the name has no letters, or cannot be read. */
export type NamedCustomer = { id: CustomerId; tokens: string[] };

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

/** Stores the tokens of customers that still have none: a name that was changed meanwhile has brought its own. */
export async function indexNames(db: TenantDb, named: readonly NamedCustomer[]): Promise<void> {
  if (named.length === 0) return;
  const list = JSON.stringify(named);
  await db.client.batch([
    db.client.prepare(INSERT_TOKENS).bind(db.tenantId, list),
    db.client.prepare(MARK_INDEXED).bind(db.tenantId, list),
  ]);
}

const INSERT_TOKENS = `
  INSERT INTO customer_name_tokens (tenant_id, token, customer_id)
  SELECT c.tenant_id, t.value, c.id
  FROM json_each(?2) AS n
  CROSS JOIN customers AS c ON c.id = n.value->>'id' AND c.tenant_id = ?1 AND c.is_name_indexed = 0
  CROSS JOIN json_each(n.value->'tokens') AS t
  WHERE true ON CONFLICT DO NOTHING`;

// The `+` keeps the tenant's index out: by it, every customer would be walked for these few.
const MARK_INDEXED = `
  UPDATE customers SET is_name_indexed = 1
  WHERE +tenant_id = ?1 AND id IN (SELECT value->>'id' FROM json_each(?2))`;

/** Two statements for the batch that renames a customer. */
export function replaceNameTokens(db: TenantDb, { id, tokens }: NamedCustomer) {
  const mine = and(eq(customerNameTokens.tenantId, db.tenantId), eq(customerNameTokens.customerId, id));
  // As a select: a name may have more tokens than a statement takes parameters.
  const rows = sql`SELECT ${db.tenantId}, value, ${id} FROM json_each(${JSON.stringify(tokens)}) WHERE true`;
  const insert = db.orm.insert(customerNameTokens).select(rows).onConflictDoNothing();
  return [db.orm.delete(customerNameTokens).where(mine), insert] as const;
}

/** Platform-wide: who has customers or leads whose names cannot be found yet. */
export async function listUnindexedTenants(d1: D1Database, limit: number): Promise<TenantId[]> {
  const rows = await drizzle(d1).all<{ tenantId: TenantId }>(
    sql`SELECT tenant_id AS tenantId FROM customers WHERE is_name_indexed = 0
      UNION SELECT tenant_id FROM leads WHERE is_name_indexed = 0 LIMIT ${limit}`,
  );
  return rows.map(({ tenantId }) => tenantId);
}
