import { and, asc, eq, type InferSelectModel } from "drizzle-orm";
import type { BranchId, KnowledgeEntryId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { knowledgeEntries } from "../schema/voice-desk.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";
import { afterCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type KnowledgeRow = Omit<InferSelectModel<typeof knowledgeEntries>, "tenantId">;
export type KnowledgeFilter = { branchId?: BranchId | undefined; language?: Language | undefined };

/** Oldest first. */
export async function listKnowledge(db: TenantDb, filter: KnowledgeFilter, page: Page): Promise<Paged<KnowledgeRow>> {
  const { branchId, language } = filter;
  const rows = await db.orm
    .select()
    .from(knowledgeEntries)
    .where(
      and(
        eq(knowledgeEntries.tenantId, db.tenantId),
        branchId && eq(knowledgeEntries.branchId, branchId),
        language && eq(knowledgeEntries.language, language),
        afterCursor(page, { at: knowledgeEntries.createdAt, id: knowledgeEntries.id }),
      ),
    )
    .orderBy(asc(knowledgeEntries.createdAt), asc(knowledgeEntries.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export async function findKnowledge(db: TenantDb, id: KnowledgeEntryId): Promise<KnowledgeRow | null> {
  return (await db.orm.select().from(knowledgeEntries).where(one(db, id)).get()) ?? null;
}

export function countKnowledge(db: TenantDb): Promise<number> {
  return db.orm.$count(knowledgeEntries, eq(knowledgeEntries.tenantId, db.tenantId));
}

export async function insertKnowledge(db: TenantDb, row: KnowledgeRow, audit: AuditEntry): Promise<void> {
  const insert = db.orm.insert(knowledgeEntries).values({ ...row, tenantId: db.tenantId });
  await db.orm.batch([insert, auditInsert(db, audit)]);
}

export async function updateKnowledge(
  db: TenantDb,
  id: KnowledgeEntryId,
  change: Partial<Omit<KnowledgeRow, "id" | "createdAt">>,
  audit: AuditEntry,
): Promise<void> {
  await db.orm.batch([db.orm.update(knowledgeEntries).set(change).where(one(db, id)), auditInsert(db, audit)]);
}

export async function deleteKnowledge(db: TenantDb, id: KnowledgeEntryId, audit: AuditEntry): Promise<void> {
  await db.orm.batch([db.orm.delete(knowledgeEntries).where(one(db, id)), auditInsert(db, audit)]);
}

function one(db: TenantDb, id: KnowledgeEntryId) {
  return and(eq(knowledgeEntries.tenantId, db.tenantId), eq(knowledgeEntries.id, id));
}
