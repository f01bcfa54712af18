import { auditInsert } from "../../db/queries/audit.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { actorId, type TenantActor } from "../../domain/identity/actor.ts";
import type { EpochMs } from "../../domain/time.ts";

/** Who changes a tenant's endpoints, and for which request. */
export type Manager = { env: Env; actor: TenantActor; requestId: string; now: EpochMs };

export type WebhookRefusal =
  | { reason: "not_found"; what: "webhook endpoint" | "webhook delivery" }
  | { reason: "invalid"; errors: { field: string; rule: string }[] }
  | { reason: "too_many"; limit: number }
  | { reason: "endpoint_disabled" };

export function dbOf({ env, actor }: Manager): TenantDb {
  return tenantDb(env.DB, actor.tenantId);
}

/** The audit entry of a change. Addresses and secrets stay out of it; hosts tell enough. */
export function auditOf(manager: Manager, action: string, subjectId: string, facts: Record<string, unknown>) {
  const { actor, requestId, now: at } = manager;
  return auditInsert(dbOf(manager), { actor: actorId(actor), action, subjectId, facts, requestId, at });
}
