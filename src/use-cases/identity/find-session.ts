import { touchSession } from "../../db/queries/identity.ts";
import { findSession } from "../../db/queries/platform.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { UserActor } from "../../domain/identity/actor.ts";
import { permissionsOf } from "../../domain/identity/permissions.ts";
import { isSessionAlive, isTouchDue } from "../../domain/identity/session-life.ts";
import type { EpochMs } from "../../domain/time.ts";
import { hashToken, isToken } from "./token.ts";
import { readUserProfile } from "./user-profile.ts";

/** Whose session this is. Null when it is unknown, over, or its user was disabled. Reads D1, so a logout counts at once. */
export async function authenticateSession(env: Env, token: string, now: EpochMs): Promise<UserActor | null> {
  if (!isToken(token)) return null;
  const tokenHash = await hashToken(token);
  const found = await findSession(env.DB, tokenHash);
  if (!found || found.user.disabledAt !== null || !isSessionAlive(found.session, now)) return null;
  if (isTouchDue(found.session, now)) await touchSession(tenantDb(env.DB, found.tenant.id), tokenHash, now);
  const { user, tenant } = found;
  const { name } = await readUserProfile(env, tenant, user);
  const permissions = permissionsOf(user.role);
  const { role, language } = user;
  return { kind: "user", userId: user.id, tenantId: tenant.id, role, permissions, name, language };
}
