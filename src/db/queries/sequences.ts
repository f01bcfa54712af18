import { and, desc, eq, type InferSelectModel, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/d1";
import type { SequenceId, TenantId } from "../../domain/ids.ts";
import type { SequenceTrigger } from "../../domain/leads/sequence.ts";
import { sequences } from "../schema/sequences.ts";
import type { TenantDb } from "../tenant-db.ts";
import { isOtherVersion, versionAfter } from "./constraints.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type SequenceRow = InferSelectModel<typeof sequences>;
type Columns = Partial<Omit<SequenceRow, "tenantId" | "id" | "version" | "createdAt">>;

/** A business has at most so many. */
export const MAX_SEQUENCES = 50;

/** Newest first. */
export async function listSequences(db: TenantDb, page: Page): Promise<Paged<SequenceRow>> {
  const rows = await db.orm
    .select()
    .from(sequences)
    .where(and(eq(sequences.tenantId, db.tenantId), beforeCursor(page, { at: sequences.createdAt, id: sequences.id })))
    .orderBy(desc(sequences.createdAt), desc(sequences.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export async function findSequence(db: TenantDb, id: SequenceId): Promise<SequenceRow | null> {
  return (await db.orm.select().from(sequences).where(one(db, id)).get()) ?? null;
}

/** What somebody gets into by this. */
export function listActiveSequences(db: TenantDb, trigger: SequenceTrigger): Promise<SequenceRow[]> {
  // In the words of the index: SQLite uses a partial one only when it can see that the condition is the same.
  const mine = and(sql`is_active = 1`, eq(sequences.trigger, trigger), eq(sequences.tenantId, db.tenantId));
  return db.orm.select().from(sequences).where(mine).limit(MAX_SEQUENCES).all();
}

/** Platform-wide. */
export function listSequencesByTrigger(
  d1: D1Database,
  trigger: SequenceTrigger,
  limit: number,
): Promise<{ tenantId: TenantId; sequenceId: SequenceId }[]> {
  return drizzle(d1)
    .select({ tenantId: sequences.tenantId, sequenceId: sequences.id })
    .from(sequences)
    .where(and(sql`is_active = 1`, eq(sequences.trigger, trigger)))
    .limit(limit)
    .all();
}

/** A statement for a batch. */
export function insertSequence(db: TenantDb, row: Omit<SequenceRow, "tenantId">) {
  return db.orm.insert(sequences).values({ ...row, tenantId: db.tenantId });
}

/** Stores a change with what belongs to it, or nothing: it is at another version by now. */
export async function changeSequence(
  db: TenantDb,
  { id, version }: Pick<SequenceRow, "id" | "version">,
  columns: Columns,
  others: readonly BatchItem<"sqlite">[],
): Promise<boolean> {
  const update = db.orm
    .update(sequences)
    .set({ ...columns, version: versionAfter(sequences.version, version) })
    .where(one(db, id));
  try {
    await db.orm.batch([update, ...others]);
    return true;
  } catch (error) {
    if (isOtherVersion(error, sequences.version)) return false;
    throw error;
  }
}

/** A statement for a batch. */
export function deleteSequence(db: TenantDb, id: SequenceId) {
  return db.orm.delete(sequences).where(one(db, id));
}

function one(db: TenantDb, id: SequenceId) {
  return and(eq(sequences.tenantId, db.tenantId), eq(sequences.id, id));
}
