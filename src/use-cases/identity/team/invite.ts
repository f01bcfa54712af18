import type { InvitationBody, SentInvitationView } from "../../../contracts/team.ts";
import {
  type AccountTokenRow,
  findInvitation,
  findInvitationOf,
  insertAccountToken,
  renewInvitation,
  revokeInvitation,
} from "../../../db/queries/account-tokens.ts";
import { findTenant } from "../../../db/queries/identity.ts";
import { findUserByEmailIndex } from "../../../db/queries/platform.ts";
import { countUsers } from "../../../db/queries/users.ts";
import { loginIndex } from "../../../db/vault.ts";
import { invitationLimits } from "../../../domain/identity/strict-limits.ts";
import { mayGive } from "../../../domain/identity/team-rules.ts";
import type { AccountTokenId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { configOf, isEmailConfigured } from "../../../env.ts";
import { auditOf, dbOf } from "../../clerk.ts";
import { emailInsert, sealEmail, wakeEmails } from "../../messaging/queue-email.ts";
import { renderAccountEmail } from "../../messaging/templates/account-emails.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { newAccountLink } from "../accounts/account-link.ts";
import { takeStrictAll } from "../strict-limit.ts";
import { findStaffOf } from "./find-staff.ts";
import type { TeamLead, TeamRefusal } from "./team-lead.ts";
import { toInvitationView } from "./view-team.ts";

type Sent = Promise<Result<SentInvitationView, TeamRefusal>>;
const MAX_USERS = 500;

/** Makes no user yet: whoever has the mailbox becomes one. Nobody who is a user anywhere can be invited. */
export async function inviteUser(lead: TeamLead, wish: InvitationBody): Sent {
  const { env, actor, now } = lead;
  const db = dbOf(lead);
  const emailIndex = await loginIndex(configOf(env).DATA_KEY_V1, wish.email);
  const refusal = await refuse(lead, wish, emailIndex);
  if (refusal) return err(refusal);
  const allowed = await takeStrictAll(env, invitationLimits, actor.tenantId);
  if (!allowed.ok) return allowed;
  const { role, staffId = null, language } = wish;
  const given = { role, staffId, language, emailIndex, invitedBy: actor.userId };
  const { url, row } = await newAccountLink(env, "invitation", given, now);
  const vault = await tenantVault(env, db);
  const sealedEmail = await vault.seal({ purpose: "account_token.email", row: row.id }, wish.email);
  const mail = await invitationMail(lead, { to: wish.email, language, url });
  await db.orm.batch([
    insertAccountToken(db, { ...row, sealedEmail }),
    emailInsert(db, mail),
    auditOf(lead, "invitation.sent", row.id, { role, staffId }),
  ]);
  return sent(lead, row.id, mail.id);
}

/** A new link; the old one no longer works. */
export async function resendInvitation(lead: TeamLead, id: AccountTokenId): Sent {
  const found = await invitationFor(lead, id);
  if (!found.ok) return found;
  const allowed = await takeStrictAll(lead.env, invitationLimits, lead.actor.tenantId);
  if (!allowed.ok) return allowed;
  const db = dbOf(lead);
  const vault = await tenantVault(lead.env, db);
  const { sealedEmail, language } = found.value;
  const to = await vault.open({ purpose: "account_token.email", row: id }, sealedEmail ?? "");
  const { url, row } = await newAccountLink(lead.env, "invitation", {}, lead.now);
  const mail = await invitationMail(lead, { to, language: language ?? "en", url });
  await db.orm.batch([
    renewInvitation(db, id, { tokenHash: row.tokenHash, expiresAt: row.expiresAt }),
    emailInsert(db, mail),
    auditOf(lead, "invitation.sent_again", id),
  ]);
  return sent(lead, id, mail.id);
}

export async function withdrawInvitation(lead: TeamLead, id: AccountTokenId): Promise<Result<void, TeamRefusal>> {
  const found = await invitationFor(lead, id);
  if (!found.ok) return found;
  const db = dbOf(lead);
  await db.orm.batch([revokeInvitation(db, id, lead.now), auditOf(lead, "invitation.revoked", id)]);
  return ok(undefined);
}

async function refuse(lead: TeamLead, wish: InvitationBody, emailIndex: string): Promise<TeamRefusal | null> {
  const db = dbOf(lead);
  const allowed = mayGive(lead.actor.role, wish.role);
  if (!allowed.ok) return allowed.error;
  if (wish.staffId && !(await findStaffOf(db, wish.staffId))) return { reason: "not_found", what: "staff member" };
  if (await findUserByEmailIndex(lead.env.DB, emailIndex)) return { reason: "email_taken" };
  if (await findInvitationOf(db, emailIndex, lead.now)) return { reason: "already_invited" };
  return (await countUsers(db)) >= MAX_USERS ? { reason: "too_many", limit: MAX_USERS } : null;
}

/** An invitation that waits for an answer, to a role that the lead may give. */
async function invitationFor(lead: TeamLead, id: AccountTokenId): Promise<Result<AccountTokenRow, TeamRefusal>> {
  const row = await findInvitation(dbOf(lead), id);
  if (!row || row.usedAt !== null || row.revokedAt !== null) return err({ reason: "not_found", what: "invitation" });
  const allowed = mayGive(lead.actor.role, row.role ?? "viewer");
  return allowed.ok ? ok(row) : allowed;
}

async function invitationMail(
  lead: TeamLead,
  { to, language, url }: { to: string; language: "de" | "en"; url: string },
) {
  const db = dbOf(lead);
  const business = (await findTenant(db))?.name ?? "";
  const kind = "invitation" as const;
  const email = renderAccountEmail(language, { kind, business, inviter: lead.actor.name, url });
  return sealEmail(await tenantVault(lead.env, db), { kind, to, email }, lead.now);
}

async function sent(lead: TeamLead, id: AccountTokenId, emailId: Parameters<typeof wakeEmails>[2][number]): Sent {
  const { env, now } = lead;
  const db = dbOf(lead);
  await wakeEmails(env, db.tenantId, [emailId]);
  const row = await findInvitation(db, id);
  if (!row) return err({ reason: "not_found", what: "invitation" });
  const view = await toInvitationView(await tenantVault(env, db), row, now);
  return ok({ ...view, delivery: isEmailConfigured(env) ? "queued" : "not_sent" });
}
