import { and, asc, desc, eq, gt, type InferSelectModel, inArray, lt, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/d1";
import type { LeadImportId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { leadImportRows, leadImports } from "../schema/lead-imports.ts";
import type { TenantDb } from "../tenant-db.ts";
import { isOtherVersion, versionAfter } from "./constraints.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type LeadImportRow = InferSelectModel<typeof leadImports>;
export type ImportChange = Partial<Omit<LeadImportRow, "tenantId" | "id" | "version">>;
export type ImportedRow = Omit<InferSelectModel<typeof leadImportRows>, "tenantId" | "importId" | "run">;

/** Newest first. */
export async function listLeadImports(db: TenantDb, page: Page): Promise<Paged<LeadImportRow>> {
  const rows = await db.orm
    .select()
    .from(leadImports)
    .where(
      and(eq(leadImports.tenantId, db.tenantId), beforeCursor(page, { at: leadImports.createdAt, id: leadImports.id })),
    )
    .orderBy(desc(leadImports.createdAt), desc(leadImports.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export async function findLeadImport(db: TenantDb, id: LeadImportId): Promise<LeadImportRow | null> {
  return (await db.orm.select().from(leadImports).where(one(db, id)).get()) ?? null;
}

/** A statement for a batch. */
export function insertLeadImport(db: TenantDb, row: Omit<LeadImportRow, "tenantId">) {
  return db.orm.insert(leadImports).values({ ...row, tenantId: db.tenantId });
}

/** Stores a step of an import with what it made, or nothing: somebody else has taken the step. */
export async function changeLeadImport(
  db: TenantDb,
  { id, version }: Pick<LeadImportRow, "id" | "version">,
  change: ImportChange,
  others: readonly BatchItem<"sqlite">[] = [],
): Promise<boolean> {
  const update = db.orm
    .update(leadImports)
    .set({ ...change, version: versionAfter(leadImports.version, version) })
    .where(one(db, id));
  try {
    await db.orm.batch([update, ...others]);
    return true;
  } catch (error) {
    if (isOtherVersion(error, leadImports.version)) return false;
    throw error;
  }
}

/** Rows that were left out in a run, from behind a line on. */
export function listRefusedRows(db: TenantDb, { id, run }: LeadImportRow, afterLine: number, limit: number) {
  const { tenantId, importId, run: ofRun, line, outcome, reason, sealedCells } = leadImportRows;
  const theirs = and(eq(tenantId, db.tenantId), eq(importId, id), eq(ofRun, run), gt(line, afterLine));
  return db.orm
    .select({ line, reason, sealedCells })
    .from(leadImportRows)
    .where(and(theirs, inArray(outcome, ["invalid", "opted_out"])))
    .orderBy(asc(line))
    .limit(limit)
    .all();
}

/** Platform-wide: imports whose wake-up was lost. */
export function listStuckImports(
  d1: D1Database,
  before: EpochMs,
  limit: number,
): Promise<{ tenantId: TenantId; importId: LeadImportId }[]> {
  // In the words of the index: SQLite uses a partial one only when it can see that the condition is the same.
  const isRunning = sql`${leadImports.status} IN ('checking', 'importing')`;
  return drizzle(d1)
    .select({ tenantId: leadImports.tenantId, importId: leadImports.id })
    .from(leadImports)
    .where(and(isRunning, lt(leadImports.updatedAt, before)))
    .limit(limit)
    .all();
}

/** Platform-wide: imports that nobody needs any more. */
export function listOldImports(d1: D1Database, before: EpochMs, limit: number) {
  const { tenantId, id, parts, updatedAt } = leadImports;
  return drizzle(d1)
    .select({ tenantId, id, parts })
    .from(leadImports)
    .where(lt(updatedAt, before))
    .orderBy(asc(updatedAt))
    .limit(limit)
    .all();
}

export async function deleteLeadImport(db: TenantDb, id: LeadImportId): Promise<void> {
  const rows = and(eq(leadImportRows.tenantId, db.tenantId), eq(leadImportRows.importId, id));
  await db.orm.batch([db.orm.delete(leadImportRows).where(rows), db.orm.delete(leadImports).where(one(db, id))]);
}

function one(db: TenantDb, id: LeadImportId) {
  return and(eq(leadImports.tenantId, db.tenantId), eq(leadImports.id, id));
}
