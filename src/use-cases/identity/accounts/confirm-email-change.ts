import { revokeTokensOf } from "../../../db/queries/account-tokens.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { deletePendingOf } from "../../../db/queries/sign-in.ts";
import { isEmailTaken, updateUser } from "../../../db/queries/users.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { emailInsert, wakeEmails } from "../../messaging/queue-email.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { closeLiveViews } from "../close-live-views.ts";
import { endingSessions } from "../end-sessions.ts";
import { readUserProfile } from "../user-profile.ts";
import type { By } from "./by.ts";
import { noticeFor } from "./notify-user.ts";
import { findLink, type LinkOwner, ownerOfLink, type TokenRefusal, takeLink } from "./use-token.ts";

type Refusal = TokenRefusal | { reason: "email_taken" };

/** From now on the user signs in with the new address. The old one is told, and all sessions end. */
export async function confirmEmailChange(env: Env, token: string, by: By): Promise<Result<void, Refusal>> {
  const link = await findLink(env, { token, purpose: "change_email" }, by);
  if (!link.ok) return link;
  const owner = await ownerOfLink(env, link.value);
  const { id, emailIndex, sealedEmail } = link.value;
  if (!owner || emailIndex === null || sealedEmail === null) return err({ reason: "link_over" });
  const taken = await takeLink(env, link.value, by);
  if (!taken.ok) return taken;
  const vault = await tenantVault(env, owner.db);
  const email = await vault.open({ purpose: "account_token.email", row: id }, sealedEmail);
  const { name } = await readUserProfile(env, owner.tenant, owner.user);
  const place = { purpose: "user.profile", row: owner.user.id } as const;
  const sealedProfile = await vault.seal(place, JSON.stringify({ name, email }));
  return replaceEmail(env, owner, { emailIndex, sealedProfile }, by);
}

async function replaceEmail(
  env: Env,
  owner: LinkOwner,
  change: { emailIndex: string; sealedProfile: string },
  { requestId, now }: By,
): Promise<Result<void, Refusal>> {
  const { db, user } = owner;
  const notice = await noticeFor(env, owner, "email_changed", now);
  const entry = { actor: user.id, action: "email.changed", subjectId: user.id, facts: {} };
  try {
    await db.orm.batch([
      updateUser(db, user.id, { ...change, emailUnverifiedSince: null }),
      ...endingSessions(db, user.id, null),
      deletePendingOf(db, user.id),
      revokeTokensOf(db, user.id, null, now),
      emailInsert(db, notice),
      auditInsert(db, { ...entry, requestId, at: now }),
    ]);
  } catch (error) {
    if (isEmailTaken(error)) return err({ reason: "email_taken" });
    throw error;
  }
  await closeLiveViews(env, db.tenantId, [user.id]);
  await wakeEmails(env, db.tenantId, [notice.id]);
  return ok(undefined);
}
