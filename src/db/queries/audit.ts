import { uuidv7obj } from "uuidv7";
import { type ApiKeyId, type CallId, formatId, type UserId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { auditLog } from "../schema/operations.ts";
import type { TenantDb } from "../tenant-db.ts";

export type AuditEntry = {
  actor: UserId | ApiKeyId | CallId | "system";
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
