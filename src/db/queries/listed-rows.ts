import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { TenantDb } from "../tenant-db.ts";

/**
 * Rows for `insert(table).select(...)`, any number in one statement: D1 takes 100 parameters, and a statement for each
 * row takes longer to make than to carry out. Each row has a value for each column that has no default. The tenant's is
 * never that of a row.
 */
export function listedRows({ tenantId }: TenantDb, table: SQLiteTable, rows: readonly object[]): SQL {
  const names = Object.keys(getTableColumns(table));
  const values = names.map((name) => (name === "tenantId" ? sql`${tenantId}` : cellOf(name)));
  return sql`SELECT ${sql.join(values, sql`, `)} FROM json_each(${JSON.stringify(rows)}) AS j WHERE true`;
}

function cellOf(name: string): SQL {
  return sql.raw(`j.value->>'${name}'`); // one of our own names of columns
}
