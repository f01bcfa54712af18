import type { Background } from "../../db/directory.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { actorId, type TenantActor } from "../../domain/identity/actor.ts";
import type { EpochMs } from "../../domain/time.ts";

/** Who looks after a tenant's calendars, and for which request. */
export type Keeper = { env: Env; background: Background; actor: TenantActor; requestId: string; now: EpochMs };

export type CalendarsRefusal =
  | { reason: "not_found"; what: "branch" | "calendar feed" | "calendar subscription" | "staff member or resource" }
  | { reason: "invalid"; errors: { field: string; rule: string }[] }
  | { reason: "too_many"; limit: number };

export function dbOf({ env, actor }: Keeper): TenantDb {
  return tenantDb(env.DB, actor.tenantId);
}

/** The audit entry of a change. Addresses stay out of it, for they are secrets. */
export function auditOf(keeper: Keeper, action: string, subjectId: string, facts: Record<string, unknown>) {
  const { actor, requestId, now: at } = keeper;
  return auditInsert(dbOf(keeper), { actor: actorId(actor), action, subjectId, facts, requestId, at });
}
