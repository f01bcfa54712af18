import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { TenantDb } from "../tenant-db.ts";

/**
 * Rows for `insert(table).select(...)`, any number in one statement: D1 takes 100 parameters, and a statement for each
 * row takes longer to make than to carry out. Each row has a value for each column that has no default. The tenant's is
 * never that of a row.
 */
export function listedRows({ tenantId }: TenantDb, table: SQLiteTable, rows: readonly Record<string, unknown>[]): SQL {
  const names = Object.keys(getTableColumns(table));
  const values = names.map((name) => (name === "tenantId" ? sql`${tenantId}` : sql.raw(quoted(name))));
  return sql`${withListed(names, rows)} SELECT ${sql.join(values, sql`, `)} FROM listed WHERE true`;
}

/** Opens a statement with rows as a table: `listed`, with these columns and the `place` of each row. */
export function withListed<Row extends object>(names: readonly (keyof Row & string)[], rows: readonly Row[]): SQL {
  return sql`${sql.raw(opening(names))}${listedText(names, rows)}${sql.raw(CLOSING)}`;
}

/** The same for a statement that is text, whose parameter of that number is `listedText` of the same names. */
export function withListedAt(parameter: number, names: readonly string[]): string {
  return `${opening(names)}?${parameter}${CLOSING}`;
}

/** Rows as lists, so that their names are not repeated. */
export function listedText<Row extends object>(names: readonly (keyof Row & string)[], rows: readonly Row[]): string {
  return JSON.stringify(rows.map((row) => names.map((name) => row[name])));
}

/** Materialized: SQLite would write a row out as text again for each column that is taken of it, three times the work. */
function opening(names: readonly string[]): string {
  const columns = names.map((name, at) => `text->>${at} AS ${quoted(name)}`).join(", ");
  return `WITH listed AS (SELECT place, ${columns} FROM texts),
    texts AS MATERIALIZED (SELECT key AS place, value AS text FROM json_each(`;
}

const CLOSING = "))";

/** One of our own names; some are words of SQL. */
function quoted(name: string): string {
  return `"${name}"`;
}
