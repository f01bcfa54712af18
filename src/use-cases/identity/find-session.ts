import { touchSession } from "../../db/queries/identity.ts";
import { findOperator } from "../../db/queries/operators.ts";
import { findSession, findSessionRow } from "../../db/queries/platform.ts";
import { platformDb, tenantDb } from "../../db/tenant-db.ts";
import type { ImpersonatorActor, OperatorActor, UserActor } from "../../domain/identity/actor.ts";
import { operatorAtHome, permissionsOf, sightOfMember } from "../../domain/identity/permissions.ts";
import { isSessionAlive, isTouchDue } from "../../domain/identity/session-life.ts";
import { type OperatorId, PLATFORM } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { findImpersonator } from "./operators/find-impersonator.ts";
import { hashToken, isToken } from "./token.ts";
import { readUserProfile } from "./user-profile.ts";

/** Who looks into a tenant with this token: a user, or an operator for the time being. Null when it opens nothing. */
export async function authenticateSession(
  env: Env,
  token: string,
  now: EpochMs,
): Promise<UserActor | ImpersonatorActor | null> {
  if (!isToken(token)) return null;
  const tokenHash = await hashToken(token);
  return (await findUserActor(env, tokenHash, now)) ?? (await findImpersonator(env, tokenHash, now));
}

/** Reads D1, so a logout counts at once. Null when the session is unknown, over, or its user was disabled. */
async function findUserActor(env: Env, tokenHash: string, now: EpochMs): Promise<UserActor | null> {
  const found = await findSession(env.DB, tokenHash);
  if (!found || !isSessionAlive(found.session, now)) return null;
  if (found.user.disabledAt !== null || found.user.emailUnverifiedSince !== null) return null;
  if (isTouchDue(found.session, now)) await touchSession(tenantDb(env.DB, found.tenant.id), tokenHash, now);
  const { session, user, tenant } = found;
  const { name } = await readUserProfile(env, tenant, user);
  const { role, language } = user;
  const own = { sessionId: session.id, steppedUpAt: session.steppedUpAt };
  const may = { permissions: permissionsOf(role), sight: sightOfMember(user) };
  const who = { userId: user.id, tenantId: tenant.id, role, ...may, name, language };
  return { kind: "user", ...who, ...own };
}

/** The operator at home on the platform whose session this is. */
export async function authenticateOperator(env: Env, token: string, now: EpochMs): Promise<OperatorActor | null> {
  if (!isToken(token)) return null;
  const tokenHash = await hashToken(token);
  const session = await findSessionRow(env.DB, tokenHash);
  if (session?.tenantId !== PLATFORM || !isSessionAlive(session, now)) return null;
  const operator = await findOperator(env.DB, session.userId as OperatorId); // the platform's sessions are operators'
  if (!operator || operator.disabledAt !== null) return null;
  if (isTouchDue(session, now)) await touchSession(platformDb(env.DB), tokenHash, now);
  const { id: operatorId, language } = operator;
  const own = { sessionId: session.id, steppedUpAt: session.steppedUpAt };
  return { kind: "operator", operatorId, permissions: operatorAtHome, language, ...own };
}
