import { insertAccountToken, revokeTokensOf } from "../../../db/queries/account-tokens.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { findUserByEmailIndex } from "../../../db/queries/platform.ts";
import { loginIndex } from "../../../db/vault.ts";
import { ok, type Result } from "../../../domain/result.ts";
import { configOf } from "../../../env.ts";
import { emailInsert, sealEmail, wakeEmails } from "../../messaging/queue-email.ts";
import { renderAccountEmail } from "../../messaging/templates/account-emails.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { readUserProfile } from "../user-profile.ts";
import { newAccountLink } from "./account-link.ts";
import { type Own, type OwnRefusal, provePassword, type Self } from "./own-account.ts";

/**
 * Sends a link to the new address; until it is used the old one stays. An address that is somebody's already is answered
 * the same, and gets nothing: who asks must not learn who else is here.
 */
export async function requestEmailChange(
  self: Self,
  { email, currentPassword }: { email: string; currentPassword: string },
): Promise<Result<void, OwnRefusal>> {
  const proved = await provePassword(self, currentPassword);
  if (!proved.ok) return proved;
  const { env } = self;
  const emailIndex = await loginIndex(configOf(env).DATA_KEY_V1, email);
  const isTaken = (await findUserByEmailIndex(env.DB, emailIndex)) !== null;
  if (!isTaken) await sendLink(self, proved.value, { email, emailIndex });
  return ok(undefined);
}

async function sendLink(
  { env, actor, requestId, now }: Self,
  { db, user, tenant }: Own,
  { email: to, emailIndex }: { email: string; emailIndex: string },
): Promise<void> {
  const vault = await tenantVault(env, db);
  const { url, row } = await newAccountLink(env, "change_email", { userId: user.id, emailIndex }, now);
  const sealedEmail = await vault.seal({ purpose: "account_token.email", row: row.id }, to);
  const { name } = await readUserProfile(env, tenant, user);
  const email = renderAccountEmail(user.language, { kind: "change_email", name, url });
  const mail = await sealEmail(vault, { kind: "change_email", to, email }, now);
  const entry = { actor: actor.userId, action: "email.change_requested", subjectId: user.id, facts: {} };
  await db.orm.batch([
    revokeTokensOf(db, user.id, "change_email", now),
    insertAccountToken(db, { ...row, sealedEmail }),
    emailInsert(db, mail),
    auditInsert(db, { ...entry, requestId, at: now }),
  ]);
  await wakeEmails(env, db.tenantId, [mail.id]);
}
