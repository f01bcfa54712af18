import { revokeTokensOf } from "../../../db/queries/account-tokens.ts";
import { findTenant, findUser, type TenantRow, type UserRow } from "../../../db/queries/identity.ts";
import { deletePendingOf } from "../../../db/queries/sign-in.ts";
import { updateUser } from "../../../db/queries/users.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { UserActor } from "../../../domain/identity/actor.ts";
import { ownChangeLimit } from "../../../domain/identity/strict-limits.ts";
import type { Language } from "../../../domain/language.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { configOf } from "../../../env.ts";
import { auditOf, type Clerk } from "../../clerk.ts";
import { emailInsert, wakeEmails } from "../../messaging/queue-email.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { closeLiveViews } from "../close-live-views.ts";
import { endingSessions } from "../end-sessions.ts";
import { hashPassword, verifyPassword } from "../password.ts";
import { type TooManyAttempts, takeStrict } from "../strict-limit.ts";
import { readUserProfile } from "../user-profile.ts";
import { checkPassword } from "./check-password.ts";
import { noticeFor } from "./notify-user.ts";
import type { WeakPassword } from "./reset-password.ts";

/** A user and their own account. */
export type Self = Clerk<UserActor>;
export type Own = { db: TenantDb; user: UserRow; tenant: TenantRow };
export type OwnRefusal = TooManyAttempts | WeakPassword | { reason: "wrong_password" };

/** Throws when the user is gone: the request has just been authenticated. */
export async function ownAccount({ env, actor }: Self): Promise<Own> {
  const db = tenantDb(env.DB, actor.tenantId);
  const [user, tenant] = await Promise.all([findUser(db, actor.userId), findTenant(db)]);
  if (!user || !tenant) throw new Error("the user is gone");
  return { db, user, tenant };
}

/** Right or wrong, a try counts: a session that somebody left open must not let the password be guessed. */
export async function provePassword(self: Self, password: string): Promise<Result<Own, OwnRefusal>> {
  const { env, actor } = self;
  const allowed = await takeStrict(env, ownChangeLimit, actor.userId);
  if (!allowed.ok) return allowed;
  const own = await ownAccount(self);
  const isRight = await verifyPassword(configOf(env).PASSWORD_PEPPER, password, own.user.passwordHash);
  return isRight ? ok(own) : err({ reason: "wrong_password" });
}

/** Ends all sessions but the one that asks. */
export async function changePassword(
  self: Self,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<Result<void, OwnRefusal>> {
  const { env, actor, now } = self;
  const proved = await provePassword(self, currentPassword);
  if (!proved.ok) return proved;
  const flaws = await checkPassword(env, newPassword);
  if (flaws.length > 0) return err({ reason: "weak_password", flaws });
  const { db, user } = proved.value;
  const passwordHash = await hashPassword(configOf(env).PASSWORD_PEPPER, newPassword);
  const notice = await noticeFor(env, proved.value, "password_changed", now);
  await db.orm.batch([
    updateUser(db, user.id, { passwordHash }),
    ...endingSessions(db, user.id, actor.sessionId),
    deletePendingOf(db, user.id),
    revokeTokensOf(db, user.id, null, now),
    emailInsert(db, notice),
    auditOf(self, "password.changed", user.id),
  ]);
  await closeLiveViews(env, db.tenantId, [user.id]);
  await wakeEmails(env, db.tenantId, [notice.id]);
  return ok(undefined);
}

export async function changeProfile(
  self: Self,
  change: { name?: string | undefined; language?: Language | undefined },
): Promise<void> {
  const { env } = self;
  const { db, user, tenant } = await ownAccount(self);
  const profile = await readUserProfile(env, tenant, user);
  const vault = await tenantVault(env, db);
  const changed = JSON.stringify({ ...profile, name: change.name ?? profile.name });
  const sealedProfile = await vault.seal({ purpose: "user.profile", row: user.id }, changed);
  const fields = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  await db.orm.batch([
    updateUser(db, user.id, { sealedProfile, language: change.language ?? user.language }),
    auditOf(self, "user.profile_changed", user.id, { fields }),
  ]);
}
