import type { UserPatch, UserView } from "../../../contracts/team.ts";
import { revokeTokensOf } from "../../../db/queries/account-tokens.ts";
import type { Statement } from "../../../db/queries/catalogue-edits.ts";
import type { UserRow } from "../../../db/queries/identity.ts";
import { deletePendingOf } from "../../../db/queries/sign-in.ts";
import { deleteUser, isLastOwner, requireAnotherOwner, updateUser } from "../../../db/queries/users.ts";
import { mayGive } from "../../../domain/identity/team-rules.ts";
import type { UserId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { auditOf, dbOf } from "../../clerk.ts";
import { closeLiveViews } from "../close-live-views.ts";
import { endingSessions } from "../end-sessions.ts";
import { findStaffOf } from "./find-staff.ts";
import { memberFor, type TeamLead, type TeamRefusal } from "./team-lead.ts";
import { viewUser } from "./view-team.ts";

type Changed = Promise<Result<UserView, TeamRefusal>>;

/** Another role signs the member out everywhere: what they may do is different from now on. */
export async function changeMember(lead: TeamLead, id: UserId, patch: UserPatch): Changed {
  const member = await memberFor(lead, id);
  if (!member.ok) return member;
  const allowed = patch.role === undefined ? ok(undefined) : mayGive(lead.actor.role, patch.role);
  if (!allowed.ok) return allowed;
  if (patch.staffId && !(await findStaffOf(dbOf(lead), patch.staffId))) {
    return err({ reason: "not_found", what: "staff member" });
  }
  const { role, staffId, seesAllCalendars } = member.value;
  const before = { role, staffId, seesAllCalendars };
  const after = { ...before, ...withoutUndefined(patch) };
  const isOtherRole = after.role !== role;
  const facts = { before, after };
  const changes = [
    updateUser(dbOf(lead), id, after),
    ...(isOtherRole ? signOut(lead, id) : []),
    auditOf(lead, isOtherRole ? "user.role_changed" : "user.changed", id, facts),
  ];
  return store(lead, member.value, isOtherRole, changes);
}

/** Signs the member out everywhere; to disable again is no error. */
export async function disableMember(lead: TeamLead, id: UserId): Changed {
  const member = await memberFor(lead, id);
  if (!member.ok) return member;
  if (member.value.disabledAt !== null) return viewOf(lead, id);
  const changes = [
    updateUser(dbOf(lead), id, { disabledAt: lead.now }),
    ...signOut(lead, id),
    auditOf(lead, "user.disabled", id),
  ];
  return store(lead, member.value, true, changes);
}

export async function enableMember(lead: TeamLead, id: UserId): Changed {
  const member = await memberFor(lead, id);
  if (!member.ok) return member;
  const changes = [updateUser(dbOf(lead), id, { disabledAt: null }), auditOf(lead, "user.enabled", id)];
  return store(lead, member.value, false, changes);
}

/** What the member did stays in the audit log, under their id. */
export async function removeMember(lead: TeamLead, id: UserId): Promise<Result<void, TeamRefusal>> {
  const member = await memberFor(lead, id);
  if (!member.ok) return member;
  const { role } = member.value;
  const changes = [...signOut(lead, id), deleteUser(dbOf(lead), id), auditOf(lead, "user.removed", id, { role })];
  return commit(lead, member.value, true, changes);
}

async function store(lead: TeamLead, member: UserRow, mayLoseOwner: boolean, changes: Statement[]): Changed {
  const stored = await commit(lead, member, mayLoseOwner, changes);
  return stored.ok ? viewOf(lead, member.id) : stored;
}

/** Both of two owners may dismiss the other at the same time: the batch itself looks whether one is left. */
async function commit(
  lead: TeamLead,
  member: UserRow,
  mayLoseOwner: boolean,
  changes: Statement[],
): Promise<Result<void, TeamRefusal>> {
  const db = dbOf(lead);
  const isOwnerAtStake = mayLoseOwner && member.role === "owner";
  const guard = isOwnerAtStake ? [requireAnotherOwner(db, member.id)] : [];
  try {
    await db.orm.batch([...guard, ...changes] as [Statement, ...Statement[]]); // never empty
  } catch (error) {
    if (isLastOwner(error)) return err({ reason: "last_owner" });
    throw error;
  }
  await closeLiveViews(lead.env, db.tenantId, [member.id]);
  return ok(undefined);
}

function signOut(lead: TeamLead, id: UserId): Statement[] {
  const db = dbOf(lead);
  return [...endingSessions(db, id, null), deletePendingOf(db, id), revokeTokensOf(db, id, null, lead.now)];
}

async function viewOf(lead: TeamLead, id: UserId): Changed {
  const view = await viewUser(lead.env, lead.actor.tenantId, id);
  return view ? ok(view) : err({ reason: "not_found", what: "user" });
}

function withoutUndefined({ role, staffId, seesAllCalendars }: UserPatch) {
  return {
    ...(role === undefined ? {} : { role }),
    ...(staffId === undefined ? {} : { staffId }),
    ...(seesAllCalendars === undefined ? {} : { seesAllCalendars }),
  };
}
