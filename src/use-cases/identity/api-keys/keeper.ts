import type { NewApiKeyView } from "../../../contracts/api-keys.ts";
import type { AuditEntry } from "../../../db/queries/audit.ts";
import type { Statement } from "../../../db/queries/catalogue-edits.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { actorId, type TenantActor } from "../../../domain/identity/actor.ts";
import type { EpochMs } from "../../../domain/time.ts";
import type { Execution } from "../idempotency.ts";

/** Who looks after a tenant's keys, and when. */
export type Keeper = {
  env: Env;
  actor: TenantActor;
  requestId: string;
  now: EpochMs;
  /** Of a POST with an Idempotency-Key. */
  execution: Execution | null;
};

export type ApiKeyRefusal =
  | { reason: "not_found" }
  | { reason: "invalid"; errors: { field: string; rule: string }[] }
  /** Nobody hands on what they may not do themselves. */
  | { reason: "scopes_not_yours"; scopes: string[] }
  | { reason: "too_many"; limit: number }
  | { reason: "not_active" }
  | { reason: "already_rotated" };

export function dbOf({ env, actor }: Keeper): TenantDb {
  return tenantDb(env.DB, actor.tenantId);
}

/** An entry about a key. Names of keys stay out of it: people write what they like into them. */
export function auditEntry(
  { actor, requestId, now: at }: Keeper,
  action: string,
  subjectId: string,
  facts: AuditEntry["facts"],
): AuditEntry {
  return { actor: actorId(actor), action, subjectId, facts, requestId, at };
}

/** The answer of a creating POST, for the batch of its effect. */
export async function completion({ execution }: Keeper, view: NewApiKeyView): Promise<Statement[]> {
  if (!execution) return [];
  const headers = { "content-type": "application/json" };
  return execution.completion({ status: 201, headers, body: JSON.stringify(view) });
}
