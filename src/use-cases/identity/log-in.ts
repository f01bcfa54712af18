import { auditInsert } from "../../db/queries/audit.ts";
import { insertSession, replacePasswordHash, type UserRow } from "../../db/queries/identity.ts";
import { findUserByEmailIndex } from "../../db/queries/platform.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { loginIndex } from "../../db/vault.ts";
import { clientNetwork } from "../../domain/identity/client-network.ts";
import { SESSION_ABSOLUTE_MS } from "../../domain/identity/session-life.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { configOf } from "../../env.ts";
import { hashPassword, needsRehash, verifyPassword } from "./password.ts";
import { hashToken, newToken } from "./token.ts";

export type LoginAttempt = {
  email: string;
  password: string;
  /** As Cloudflare saw it (`CF-Connecting-IP`), never what a client may write. */
  clientAddress: string;
  requestId: string;
  now: EpochMs;
};
export type OpenedSession = { token: string; expiresAt: EpochMs; user: Pick<UserRow, "id" | "tenantId" | "role"> };
export type LoginRefusal = { reason: "bad_credentials" } | { reason: "too_many_attempts"; retryAfterSeconds: number };

/** The period of the RL_LOGIN binding in wrangler.toml. */
const RETRY_AFTER_SECONDS = 60;

/** A fresh session for the right password. A wrong password and an unknown address look, and last, the same. */
export async function logIn(env: Env, attempt: LoginAttempt): Promise<Result<OpenedSession, LoginRefusal>> {
  const config = configOf(env);
  const emailIndex = await loginIndex(config.DATA_KEY_V1, attempt.email);
  if (!(await isWithinLimits(env, attempt.clientAddress, emailIndex))) {
    return err({ reason: "too_many_attempts", retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  const user = (await findUserByEmailIndex(env.DB, emailIndex))?.user ?? null;
  const matches = await verifyPassword(config.PASSWORD_PEPPER, attempt.password, user?.passwordHash ?? null);
  if (!user || !matches || user.disabledAt !== null) return err({ reason: "bad_credentials" });
  await renewHash(env, user, attempt.password);
  return ok(await openSession(env, user, attempt));
}

/** Fails closed: without the limiter, passwords could be guessed at will. */
async function isWithinLimits(env: Env, clientAddress: string, emailIndex: string): Promise<boolean> {
  const keys = [`login:${clientNetwork(clientAddress)}`, `login:${emailIndex}`];
  try {
    const outcomes = await Promise.all(keys.map((key) => env.RL_LOGIN.limit({ key })));
    return outcomes.every((outcome) => outcome.success);
  } catch {
    return false;
  }
}

async function openSession(env: Env, user: UserRow, { now, requestId }: LoginAttempt): Promise<OpenedSession> {
  const db = tenantDb(env.DB, user.tenantId);
  const token = newToken();
  const tokenHash = await hashToken(token);
  const expiresAt = now + SESSION_ABSOLUTE_MS;
  await db.orm.batch([
    insertSession(db, { tokenHash, userId: user.id, createdAt: now, lastSeenAt: now, expiresAt }),
    auditInsert(db, { actor: user.id, action: "session.opened", subjectId: user.id, facts: {}, requestId, at: now }),
  ]);
  return { token, expiresAt, user: { id: user.id, tenantId: user.tenantId, role: user.role } };
}

async function renewHash(env: Env, user: UserRow, password: string): Promise<void> {
  if (!needsRehash(user.passwordHash)) return;
  const hash = await hashPassword(configOf(env).PASSWORD_PEPPER, password);
  await replacePasswordHash(tenantDb(env.DB, user.tenantId), user.id, hash);
}
