import { type AuditEntry, auditInsert } from "../../../db/queries/audit.ts";
import { findUser, type UserRow } from "../../../db/queries/identity.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { UserActor } from "../../../domain/identity/actor.ts";
import { mayDecideAbout, type TeamRuleRefusal } from "../../../domain/identity/team-rules.ts";
import type { UserId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import type { TooManyAttempts } from "../strict-limit.ts";

/** Who looks after a team, and when. Always a person: software neither invites nor dismisses. */
export type TeamLead = { env: Env; actor: UserActor; requestId: string; now: EpochMs };

export type TeamRefusal =
  | TeamRuleRefusal
  | TooManyAttempts
  | { reason: "not_found"; what: "user" | "invitation" | "staff member" }
  /** Somebody has to be left who can do everything. */
  | { reason: "last_owner" }
  | { reason: "email_taken" }
  | { reason: "already_invited" }
  | { reason: "too_many"; limit: number };

export function dbOf({ env, actor }: TeamLead): TenantDb {
  return tenantDb(env.DB, actor.tenantId);
}

/** A member whom the lead may decide about. */
export async function memberFor(lead: TeamLead, id: UserId): Promise<Result<UserRow, TeamRefusal>> {
  const user = await findUser(dbOf(lead), id);
  if (!user) return err({ reason: "not_found", what: "user" });
  const { userId, role } = lead.actor;
  const allowed = mayDecideAbout({ id: userId, role }, user);
  return allowed.ok ? ok(user) : allowed;
}

export function auditOf(lead: TeamLead, action: string, subjectId: string, facts: AuditEntry["facts"] = {}) {
  const { actor, requestId, now: at } = lead;
  return auditInsert(dbOf(lead), { actor: actor.userId, action, subjectId, facts, requestId, at });
}
