import { auditInsert } from "../../../db/queries/audit.ts";
import { updateUser } from "../../../db/queries/users.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { By } from "./by.ts";
import { findLink, ownerOfLink, type TokenRefusal, takeLink } from "./use-token.ts";

/** The address is theirs: from now on they can sign in. */
export async function verifyEmail(env: Env, token: string, by: By): Promise<Result<void, TokenRefusal>> {
  const link = await findLink(env, { token, purpose: "verify_email" }, by);
  if (!link.ok) return link;
  const owner = await ownerOfLink(env, link.value);
  if (!owner) return err({ reason: "link_over" });
  const taken = await takeLink(env, link.value, by);
  if (!taken.ok) return taken;
  const { db, user } = owner;
  const entry = { actor: user.id, action: "email.verified", subjectId: user.id, facts: {} };
  await db.orm.batch([
    updateUser(db, user.id, { emailUnverifiedSince: null }),
    auditInsert(db, { ...entry, requestId: by.requestId, at: by.now }),
  ]);
  return ok(undefined);
}
