import type { AuditEntryView } from "../../contracts/audit.ts";
import { type AuditFilter, type AuditRow, listAudit } from "../../db/queries/audit.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { TenantId } from "../../domain/ids.ts";
import { toCsv } from "../../domain/operations/csv.ts";

/** A file of a tenant that has more is fetched in parts: each answer names the cursor of the next. */
const MAX_EXPORTED = 2_000;
const HEADERS = ["at", "seq", "actor", "action", "subjectId", "facts", "requestId", "id", "hash"];

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

/** The same as a CSV file, up to 2,000 entries of it. */
export async function exportAudit(
  env: Env,
  owner: TenantId,
  filter: AuditFilter,
  cursor: string | null,
): Promise<{ text: string; nextCursor: string | null }> {
  const entries: AuditEntryView[] = [];
  let next = cursor;
  do {
    const page = await listAuditViews(env, owner, filter, { cursor: next, limit: 100 });
    entries.push(...page.items);
    next = page.nextCursor;
  } while (next !== null && entries.length < MAX_EXPORTED);
  return { text: toCsv(HEADERS, entries.map(toCells)), nextCursor: next };
}

function toView(row: AuditRow): AuditEntryView {
  const { id, at, actor, action, subjectId, facts, requestId, seq, hash } = row;
  return { id, at: new Date(at).toISOString(), actor, action, subjectId, facts, requestId, seq, hash };
}

function toCells({ at, seq, actor, action, subjectId, facts, requestId, id, hash }: AuditEntryView): string[] {
  return [at, String(seq ?? ""), actor, action, subjectId, JSON.stringify(facts), requestId, id, hash ?? ""];
}
