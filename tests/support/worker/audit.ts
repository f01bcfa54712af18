import { env } from "cloudflare:workers";
import { auditChain } from "../../../durable-objects/stubs.ts";
import { auditInsert } from "../../../src/db/queries/audit.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { TenantId } from "../../../src/domain/ids.ts";

export type StoredEntry = {
  id: string;
  action: string;
  seq: number | null;
  hash: string | null;
  at: number;
  facts: string;
};

/** Entries of a tenant as its use cases write them, oldest first. */
export async function writeEntries(tenantId: TenantId, count: number, firstAt = 1_000): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const inserts = Array.from({ length: count }, (_, i) => {
    const facts = { before: { step: i }, after: { step: i + 1 } };
    const by = { actor: "system", requestId: "req-12345678" } as const;
    return auditInsert(db, { ...by, action: "test.done", subjectId: `subject-${i}`, facts, at: firstAt + i });
  });
  const [first, ...rest] = inserts;
  if (first) await db.orm.batch([first, ...rest]);
}

export async function storedEntries(tenantId: string): Promise<StoredEntry[]> {
  const query = "SELECT id, action, seq, hash, at, facts FROM audit_log WHERE tenant_id = ? ORDER BY at, id";
  return (await env.DB.prepare(query).bind(tenantId).all<StoredEntry>()).results;
}

export function append(tenantId: TenantId): Promise<number> {
  return auditChain(env, tenantId).append(tenantId);
}
