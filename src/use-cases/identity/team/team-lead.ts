import { findUser, type UserRow } from "../../../db/queries/identity.ts";
import type { UserActor } from "../../../domain/identity/actor.ts";
import { mayDecideAbout, type TeamRuleRefusal } from "../../../domain/identity/team-rules.ts";
import type { UserId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type Clerk, dbOf } from "../../clerk.ts";
import type { TooManyAttempts } from "../strict-limit.ts";

/** Who looks after a team, and when. Always a person: software neither invites nor dismisses. */
export type TeamLead = Clerk<UserActor>;

export type TeamRefusal =
  | TeamRuleRefusal
  | TooManyAttempts
  | { reason: "not_found"; what: "user" | "invitation" | "staff member" }
  /** Somebody has to be left who can do everything. */
  | { reason: "last_owner" }
  | { reason: "email_taken" }
  | { reason: "already_invited" }
  | { reason: "too_many"; limit: number };

/** A member whom the lead may decide about. */
export async function memberFor(lead: TeamLead, id: UserId): Promise<Result<UserRow, TeamRefusal>> {
  const user = await findUser(dbOf(lead), id);
  if (!user) return err({ reason: "not_found", what: "user" });
  const { userId, role } = lead.actor;
  const allowed = mayDecideAbout({ id: userId, role }, user);
  return allowed.ok ? ok(user) : allowed;
}
