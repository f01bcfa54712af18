import type { KnowledgeView } from "../../../contracts/knowledge.ts";
import {
  findKnowledge,
  type KnowledgeFilter,
  type KnowledgeRow,
  listKnowledge,
} from "../../../db/queries/knowledge.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { KnowledgeEntryId, TenantId } from "../../../domain/ids.ts";

/** Oldest first. */
export async function listKnowledgeViews(
  env: Env,
  tenantId: TenantId,
  filter: KnowledgeFilter,
  page: Page,
): Promise<Paged<KnowledgeView>> {
  const { items, nextCursor } = await listKnowledge(tenantDb(env.DB, tenantId), filter, page);
  return { items: items.map(toView), nextCursor };
}

/** Null when this tenant has no such entry. */
export async function findKnowledgeView(
  env: Env,
  tenantId: TenantId,
  id: KnowledgeEntryId,
): Promise<KnowledgeView | null> {
  const row = await findKnowledge(tenantDb(env.DB, tenantId), id);
  return row && toView(row);
}

function toView({ id, branchId, question, answer, language, tags, isActive, ...times }: KnowledgeRow): KnowledgeView {
  const createdAt = new Date(times.createdAt).toISOString();
  const updatedAt = new Date(times.updatedAt).toISOString();
  return { id, branchId, question, answer, language, tags, isActive, createdAt, updatedAt };
}
