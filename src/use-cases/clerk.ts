import { type AuditEntry, auditInsert } from "../db/queries/audit.ts";
import { type TenantDb, tenantDb } from "../db/tenant-db.ts";
import { actorId, type TenantActor } from "../domain/identity/actor.ts";
import type { EpochMs } from "../domain/time.ts";

/** Who does something for a tenant, for which request, and when. */
export type Clerk<Who extends TenantActor = TenantActor> = { env: Env; actor: Who; requestId: string; now: EpochMs };

export function dbOf({ env, actor }: Pick<Clerk, "env" | "actor">): TenantDb {
  return tenantDb(env.DB, actor.tenantId);
}

/** What the audit log is told of what a clerk did. Personal data and secrets stay out of the facts. */
export function entryOf(
  { actor, requestId, now: at }: Omit<Clerk, "env">,
  action: string,
  subjectId: string,
  facts: AuditEntry["facts"] = {},
): AuditEntry {
  return { actor: actorId(actor), action, subjectId, facts, requestId, at };
}

/** The statement that tells it: for the batch of what it tells of. */
export function auditOf(clerk: Clerk, action: string, subjectId: string, facts: AuditEntry["facts"] = {}) {
  return auditInsert(dbOf(clerk), entryOf(clerk, action, subjectId, facts));
}
