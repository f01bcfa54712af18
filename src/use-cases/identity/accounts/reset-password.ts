import { revokeTokensOf } from "../../../db/queries/account-tokens.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { deletePendingOf } from "../../../db/queries/sign-in.ts";
import { updateUser } from "../../../db/queries/users.ts";
import type { PasswordFlaw } from "../../../domain/identity/password-policy.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { configOf } from "../../../env.ts";
import { emailInsert, wakeEmails } from "../../messaging/queue-email.ts";
import { closeLiveViews } from "../close-live-views.ts";
import { endingSessions } from "../end-sessions.ts";
import { hashPassword } from "../password.ts";
import type { By } from "./by.ts";
import { checkPassword } from "./check-password.ts";
import { noticeFor } from "./notify-user.ts";
import { findLink, type LinkOwner, ownerOfLink, type TokenRefusal, takeLink } from "./use-token.ts";

export type WeakPassword = { reason: "weak_password"; flaws: PasswordFlaw[] };

/** Sets a new password and ends all sessions. The second factor stays: a mailbox alone must not open the account. */
export async function resetPassword(
  env: Env,
  { token, password }: { token: string; password: string },
  by: By,
): Promise<Result<void, TokenRefusal | WeakPassword>> {
  const link = await findLink(env, { token, purpose: "reset_password" }, by);
  if (!link.ok) return link;
  const owner = await ownerOfLink(env, link.value);
  if (!owner) return err({ reason: "link_over" });
  const flaws = await checkPassword(env, password);
  if (flaws.length > 0) return err({ reason: "weak_password", flaws });
  const passwordHash = await hashPassword(configOf(env).PASSWORD_PEPPER, password);
  const taken = await takeLink(env, link.value, by);
  if (!taken.ok) return taken;
  await replacePassword(env, owner, passwordHash, by);
  return ok(undefined);
}

/** The link came by e-mail, so the address is theirs as well. */
async function replacePassword(env: Env, owner: LinkOwner, passwordHash: string, by: By): Promise<void> {
  const { db, user } = owner;
  const notice = await noticeFor(env, owner, "password_changed", by.now);
  const entry = { actor: user.id, action: "password.reset", subjectId: user.id, facts: {} };
  await db.orm.batch([
    updateUser(db, user.id, { passwordHash, emailUnverifiedSince: null }),
    ...endingSessions(db, user.id, null),
    deletePendingOf(db, user.id),
    revokeTokensOf(db, user.id, null, by.now),
    emailInsert(db, notice),
    auditInsert(db, { ...entry, requestId: by.requestId, at: by.now }),
  ]);
  await closeLiveViews(env, db.tenantId, [user.id]);
  await wakeEmails(env, db.tenantId, [notice.id]);
}
