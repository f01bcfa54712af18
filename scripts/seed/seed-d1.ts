import { eq, getTableColumns } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import * as schema from "../../src/db/schema/index.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { TENANT } from "./business.ts";
import type { Demo } from "./demo.ts";
import type { DemoRows } from "./rows.ts";

const MAX_PARAMETERS = 100;

/** `D1Database`, by a name that Node's own type check knows too. */
export type Database = Parameters<typeof drizzle>[0];

/**
 * Stores the demo in one atomic batch. False when it is there already: then nothing is written, because rows sealed
 * under another tenant key could never be read.
 */
export async function seedD1(d1: Database, { rows }: Pick<Demo, "rows">): Promise<boolean> {
  const orm = drizzle(d1);
  const known = await orm.select().from(schema.tenants).where(eq(schema.tenants.id, TENANT.id)).get();
  if (known) return false;
  const tables = Object.keys(rows) as (keyof DemoRows)[]; // a literal of exactly these keys
  const [first, ...rest] = tables.flatMap((table) => inserts(orm, schema[table], rows[table]));
  if (first) await orm.batch([first, ...rest]);
  return true;
}

/** When the demo in this database was made, so that it can be described again. Null when there is none. */
export async function demoMadeAt(d1: Database): Promise<EpochMs | null> {
  const key = await drizzle(d1)
    .select({ createdAt: schema.apiKeys.createdAt })
    .from(schema.apiKeys)
    .where(eq(schema.apiKeys.tenantId, TENANT.id))
    .get();
  return key?.createdAt ?? null;
}

/** D1 takes at most 100 parameters a statement. */
function inserts(orm: DrizzleD1Database, table: SQLiteTable, rows: object[]): BatchItem<"sqlite">[] {
  const size = Math.floor(MAX_PARAMETERS / Object.keys(getTableColumns(table)).length);
  const chunks = Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));
  return chunks.map((chunk) => orm.insert(table).values(chunk).onConflictDoNothing());
}
