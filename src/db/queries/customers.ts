import { and, desc, eq, getTableColumns, type InferSelectModel } from "drizzle-orm";
import type { CustomerId } from "../../domain/ids.ts";
import { customers } from "../schema/customers.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, listedIds, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type CustomerRow = InferSelectModel<typeof customers>;

const keyset = { at: customers.createdAt, id: customers.id };

/** Newest first. */
export async function listCustomers(db: TenantDb, page: Page): Promise<Paged<CustomerRow>> {
  const rows = await db.orm
    .select()
    .from(customers)
    .where(and(eq(customers.tenantId, db.tenantId), beforeCursor(page, keyset)))
    .orderBy(desc(customers.createdAt), desc(customers.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

/** In no particular order; ids that this tenant does not have are absent. */
export async function findCustomersByIds(db: TenantDb, ids: readonly CustomerId[]): Promise<CustomerRow[]> {
  const listed = listedIds(ids);
  return db.orm
    .select(getTableColumns(customers))
    .from(listed.table)
    .crossJoin(customers)
    .where(and(eq(customers.tenantId, db.tenantId), eq(customers.id, listed.value)));
}
