import type { AuditEntryView } from "../../contracts/audit.ts";
import { type AuditFilter, type AuditRow, listAudit } from "../../db/queries/audit.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { TenantId } from "../../domain/ids.ts";

/** Newest first. */
export async function listAuditViews(
  env: Env,
  owner: TenantId,
  filter: AuditFilter,
  page: Page,
): Promise<Paged<AuditEntryView>> {
  const { items, nextCursor } = await listAudit(tenantDb(env.DB, owner), filter, page);
  return { items: items.map(toView), nextCursor };
}

function toView(row: AuditRow): AuditEntryView {
  const { id, at, actor, action, subjectId, facts, requestId, seq, hash } = row;
  return { id, at: new Date(at).toISOString(), actor, action, subjectId, facts, requestId, seq, hash };
}
