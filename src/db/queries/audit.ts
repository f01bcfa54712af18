import { uuidv7obj } from "uuidv7";
import { type AccountId, type ApiKeyId, type CallId, formatId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { auditLog } from "../schema/operations.ts";
import type { TenantDb } from "../tenant-db.ts";

export type AuditEntry = {
  actor: AccountId | ApiKeyId | CallId | "system";
  /** `subject.happened`, for example `session.opened`. */
  action: string;
  subjectId: string;
  /** Ids and values only, nothing personal: entries outlive the erasure of a person. */
  facts: Record<string, unknown>;
  requestId: string;
  at: EpochMs;
};

/** A statement for `db.orm.batch`, so that a change and its audit entry are stored together or not at all. */
export function auditInsert(db: TenantDb, entry: AuditEntry) {
  const id = formatId("aud", uuidv7obj().bytes);
  return db.orm.insert(auditLog).values({ ...entry, tenantId: db.tenantId, id });
}

/** Stores an entry by itself. The same `key` is the same entry: a repeated request leaves one. */
export async function auditOnce(db: TenantDb, entry: AuditEntry, key: string): Promise<void> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${entry.action}|${key}`));
  const id = formatId("aud", new Uint8Array(digest, 0, 16));
  await db.orm
    .insert(auditLog)
    .values({ ...entry, tenantId: db.tenantId, id })
    .onConflictDoNothing();
}
