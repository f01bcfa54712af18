import { env } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { and, desc, eq, gte, type InferSelectModel, lt, sql } from "drizzle-orm";
import { uuidv7obj } from "uuidv7";
import { type AccountId, type ApiKeyId, type CallId, formatId, type TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { configOf } from "../../env.ts";
import { auditSeal } from "../audit-seal.ts";
import { auditLog } from "../schema/operations.ts";
import type { TenantDb } from "../tenant-db.ts";
import { withListed } from "./listed-rows.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type AuditEntry = {
  actor: AccountId | ApiKeyId | CallId | "system" | "web";
  /** `subject.happened`, for example `session.opened`. */
  action: string;
  subjectId: string;
  /** Ids and values only, nothing personal: entries outlive the erasure of a person. */
  facts: Record<string, unknown>;
  requestId: string;
  at: EpochMs;
};

/** Whose entries this isolate has written since they were last taken: their chains have something to append. */
const unchained = new Set<TenantId>();

export function hasUnchained(): boolean {
  return unchained.size > 0;
}

export function takeUnchained(): TenantId[] {
  const taken = [...unchained];
  unchained.clear();
  return taken;
}

/** A statement for `db.orm.batch`, so that a change and its audit entry are stored together or not at all. */
export function auditInsert(db: TenantDb, entry: AuditEntry) {
  const id = formatId("aud", uuidv7obj().bytes);
  return db.orm.insert(auditLog).values(toRow(db, entry, id));
}

/** Stores an entry by itself. The same `key` is the same entry: a repeated request leaves one. */
export async function auditOnce(db: TenantDb, entry: AuditEntry, key: string): Promise<void> {
  await auditAllOnce(db, [{ ...entry, key }]);
}

/** Many in one statement, whatever their number. */
export async function auditAllOnce(db: TenantDb, entries: readonly (AuditEntry & { key: string })[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ key, ...entry }) => {
    const row = toRow(db, entry, idOf(entry.action, key));
    return { ...row, facts: JSON.stringify(row.facts) }; // the text that is sealed
  });
  await db.orm.run(sql`
    ${withListed(["id", "actor", "action", "subjectId", "facts", "requestId", "at", "seal"], rows)}
    INSERT INTO audit_log (tenant_id, id, actor, action, subject_id, facts, request_id, at, seal)
    SELECT ${db.tenantId}, id, actor, action, subjectId, facts, requestId, at, seal FROM listed
    WHERE true
    ON CONFLICT DO NOTHING`);
}

function idOf(action: string, key: string): string {
  return formatId(
    "aud",
    createHash("sha256")
      .update(Buffer.from(`${action}|${key}`))
      .digest()
      .subarray(0, 16),
  );
}

/** The module's own `env`: a statement is made in dozens of places that know the database alone. */
function toRow(db: TenantDb, entry: AuditEntry, id: string) {
  unchained.add(db.tenantId);
  const { actor, action, subjectId, facts, requestId, at } = entry;
  const row = { tenantId: db.tenantId, id, actor, action, subjectId, requestId, at };
  return { ...row, facts, seal: auditSeal(configOf(env).DATA_KEY_V1, { ...row, facts: JSON.stringify(facts) }) };
}

export type AuditRow = InferSelectModel<typeof auditLog>;

/** `from` and `to` bound the time, half-open. */
export type AuditFilter = {
  actor?: string | undefined;
  action?: string | undefined;
  subjectId?: string | undefined;
  from?: EpochMs | undefined;
  to?: EpochMs | undefined;
};

/** Newest first. */
export async function listAudit(db: TenantDb, filter: AuditFilter, page: Page): Promise<Paged<AuditRow>> {
  const { actor, action, subjectId, from, to } = filter;
  const rows = await db.orm
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.tenantId, db.tenantId),
        subjectId === undefined ? undefined : eq(auditLog.subjectId, subjectId),
        actor === undefined ? undefined : eq(auditLog.actor, actor),
        action === undefined ? undefined : eq(auditLog.action, action),
        from === undefined ? undefined : gte(auditLog.at, from),
        to === undefined ? undefined : lt(auditLog.at, to),
        beforeCursor(page, { at: auditLog.at, id: auditLog.id }),
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ at, id }) => ({ at, id }));
}
