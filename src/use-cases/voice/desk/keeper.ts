import { reloadVoiceRules } from "../../../db/directory.ts";
import type { AuditEntry } from "../../../db/queries/audit.ts";
import { listBranches } from "../../../db/queries/catalogue.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { actorId, type TenantActor } from "../../../domain/identity/actor.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { faultFacts, log } from "../../../log.ts";

/** Who changes what the agents of a business know and may do. */
export type Keeper = { env: Env; actor: TenantActor; requestId: string; now: EpochMs };
export type DeskRefusal =
  | { reason: "not_found"; what: "branch" | "entry" | "rule" | "caller" | "connection" }
  | { reason: "branch_closed" }
  | { reason: "too_many"; limit: number };

export function deskDb({ env, actor }: Keeper): TenantDb {
  return tenantDb(env.DB, actor.tenantId);
}

export function deskAudit(
  { actor, requestId, now: at }: Keeper,
  action: string,
  subjectId: string,
  facts: Record<string, unknown>,
): AuditEntry {
  return { actor: actorId(actor), action, subjectId, facts, requestId, at };
}

/** Calls hear of it at once, at every branch. What is stored is stored: a copy that was not renewed heals by itself. */
export async function renewVoice(keeper: Keeper): Promise<void> {
  const { tenantId } = keeper.actor;
  try {
    const branches = await listBranches(deskDb(keeper));
    await Promise.all(branches.map(({ id: branchId }) => reloadVoiceRules(keeper.env, { tenantId, branchId })));
  } catch (error) {
    log("warn", "voice_rules_not_reloaded", faultFacts(error));
  }
}
