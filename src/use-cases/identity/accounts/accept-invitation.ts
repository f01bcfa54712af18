import type { AccountTokenRow } from "../../../db/queries/account-tokens.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { findTenant, findUser, insertUser, type UserRow } from "../../../db/queries/identity.ts";
import { isEmailTaken } from "../../../db/queries/users.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { configOf } from "../../../env.ts";
import { newId } from "../../new-id.ts";
import { tenantVault } from "../../tenant-vault.ts";
import type { HowSignedIn } from "../how-signed-in.ts";
import { type Opening, openSession } from "../open-session.ts";
import { hashPassword } from "../password.ts";
import { checkPassword } from "./check-password.ts";
import type { WeakPassword } from "./reset-password.ts";
import { findLink, type TokenRefusal, takeLink } from "./use-token.ts";

type Given = { token: string; name: string; password: string };
type Refusal = TokenRefusal | WeakPassword | { reason: "email_taken" };

/** Makes the user that an invitation promised, at the address it was sent to. An account that exists is never touched. */
export async function acceptInvitation(
  env: Env,
  given: Given,
  how: Omit<HowSignedIn, "method">,
): Promise<Result<Opening, Refusal>> {
  const link = await findLink(env, { token: given.token, purpose: "invitation" }, how);
  if (!link.ok) return link;
  const db = tenantDb(env.DB, link.value.tenantId);
  if (!(await findTenant(db))) return err({ reason: "link_over" });
  const flaws = await checkPassword(env, given.password);
  if (flaws.length > 0) return err({ reason: "weak_password", flaws });
  const passwordHash = await hashPassword(configOf(env).PASSWORD_PEPPER, given.password);
  const taken = await takeLink(env, link.value, how);
  if (!taken.ok) return taken;
  const user = await join(env, db, taken.value, { name: given.name, passwordHash }, how);
  return user ? ok(await openSession(env, user, { ...how, method: "invitation" })) : err({ reason: "email_taken" });
}

/** Null when the address has become somebody's since it was invited. */
async function join(
  env: Env,
  db: TenantDb,
  { id: invitationId, emailIndex, sealedEmail, role, staffId, language, invitedBy }: AccountTokenRow,
  { name, passwordHash }: { name: string; passwordHash: string },
  { requestId, now }: { requestId: string; now: number },
): Promise<UserRow | null> {
  if (!emailIndex || !sealedEmail || !role || !language) throw new Error("the invitation is incomplete");
  const id = newId("usr");
  const vault = await tenantVault(env, db);
  const email = await vault.open({ purpose: "account_token.email", row: invitationId }, sealedEmail);
  const sealedProfile = await vault.seal({ purpose: "user.profile", row: id }, JSON.stringify({ name, email }));
  const facts = { invitationId, invitedBy, role };
  try {
    await db.orm.batch([
      insertUser(db, { id, emailIndex, sealedProfile, passwordHash, role, language, staffId, createdAt: now }),
      auditInsert(db, { actor: id, action: "user.joined", subjectId: id, facts, requestId, at: now }),
    ]);
  } catch (error) {
    if (isEmailTaken(error)) return null;
    throw error;
  }
  return findUser(db, id);
}
