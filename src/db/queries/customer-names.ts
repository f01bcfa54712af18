import { and, asc, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CustomerId, TenantId } from "../../domain/ids.ts";
import { customerNameTokens, customers } from "../schema/customers.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type Named, storeNameTokens } from "./name-tokens.ts";

export type NamedCustomer = Named<CustomerId>;

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

const INDEX = { table: "customers", tokens: "customer_name_tokens", owner: "customer_id" } as const;

export function indexNames(db: TenantDb, named: readonly NamedCustomer[]): Promise<void> {
  return storeNameTokens(db, INDEX, named);
}

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
