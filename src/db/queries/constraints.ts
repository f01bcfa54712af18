import { getTableName, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

/**
 * For an update in a batch: the version after the one that was seen. Another becomes null, which the column refuses: that
 * rolls the whole batch back.
 */
export function versionAfter(column: SQLiteColumn, seen: number): SQL {
  return sql`case when ${column} = ${seen} then ${column} + 1 end`;
}

/** Whether that is why a batch was rolled back. */
export function isOtherVersion(error: unknown, column: SQLiteColumn): boolean {
  return causedBy(error, `NOT NULL constraint failed: ${getTableName(column.table)}.${column.name}`);
}

/** Drizzle wraps what D1 says. */
export function causedBy(error: unknown, text: string): boolean {
  const { message, cause } = error as { message?: unknown; cause?: unknown };
  return String(message).includes(text) || (cause instanceof Error && causedBy(cause, text));
}
