import type { SecondFactor } from "../../contracts/sign-in.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { factorsOf } from "../../db/queries/factors.ts";
import { findTenant, insertSession, type UserRow } from "../../db/queries/identity.ts";
import { insertKnownDevice, insertPending, insertSignIn, isKnownDevice } from "../../db/queries/sign-in.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { shownNetwork } from "../../domain/identity/client-network.ts";
import { deviceLabel } from "../../domain/identity/device-label.ts";
import { stepAfter } from "../../domain/identity/second-factor-rule.ts";
import { KNOWN_DEVICE_MS, PENDING_LOGIN_MS, SESSION_ABSOLUTE_MS } from "../../domain/identity/session-life.ts";
import type { EpochMs } from "../../domain/time.ts";
import { newId } from "../new-id.ts";
import { type Account, accountOfUser, dbOf, needsSecondFactor } from "./account.ts";
import type { HowSignedIn } from "./how-signed-in.ts";
import { toSignIn } from "./record-sign-in.ts";
import { hashToken, isToken, newToken } from "./token.ts";

export type OpenSession = {
  kind: "open";
  account: Pick<Account, "id" | "tenantId" | "role">;
  token: string;
  expiresAt: EpochMs;
  /** Lets the browser be recognised next time. */
  deviceToken: string;
};
export type PendingLogin = {
  kind: "pending";
  token: string;
  expiresAt: EpochMs;
  wants: "second_factor" | "enrolment";
};
export type Opening = OpenSession | PendingLogin;

/** After the first factor: a session, or a pending login while the second is owed. Whoever calls has checked the first. */
export async function openSession(env: Env, user: UserRow, how: HowSignedIn): Promise<Opening> {
  const tenant = await findTenant(tenantDb(env.DB, user.tenantId));
  if (!tenant) throw new Error("the user's tenant is gone");
  return openAfterFirstFactor(env, accountOfUser(user, tenant), how);
}

export async function openAfterFirstFactor(env: Env, account: Account, how: HowSignedIn): Promise<Opening> {
  const { totp, passkey } = await factorsOf(dbOf(env, account), account.id);
  const facts = { hasFactor: totp || passkey, isRequired: needsSecondFactor(env, account) };
  const step = stepAfter(how.method, facts);
  return step === "open" ? openFully(env, account, how, null) : openPending(env, account, how, step);
}

/** Only once every factor that is owed was given. */
export async function openFully(
  env: Env,
  account: Account,
  how: HowSignedIn,
  secondFactor: SecondFactor | null,
): Promise<OpenSession> {
  const { method, now, requestId } = how;
  const db = dbOf(env, account);
  const [token, deviceToken] = [newToken(), await deviceTokenFor(env, account, how)];
  const [tokenHash, deviceHash] = await Promise.all([hashToken(token), hashToken(deviceToken)]);
  const expiresAt = now + SESSION_ABSOLUTE_MS;
  const [device, network] = [deviceLabel(how.userAgent), shownNetwork(how.clientAddress)];
  const times = { createdAt: now, lastSeenAt: now, steppedUpAt: now, expiresAt };
  const id = newId("ses");
  const facts = { sessionId: id, method, secondFactor };
  const session = { id, tokenHash, userId: account.id, method, secondFactor, device, network, ...times };
  await db.orm.batch([
    insertSession(db, session),
    insertKnownDevice(db, account.id, deviceHash, now + KNOWN_DEVICE_MS),
    insertSignIn(db, toSignIn(account, how, "signed_in", secondFactor)),
    auditInsert(db, { actor: account.id, action: "session.opened", subjectId: account.id, facts, requestId, at: now }),
  ]);
  const { id: accountId, tenantId, role } = account;
  return { kind: "open", account: { id: accountId, tenantId, role }, token, expiresAt, deviceToken };
}

async function openPending(
  env: Env,
  account: Account,
  how: HowSignedIn,
  wants: PendingLogin["wants"],
): Promise<PendingLogin> {
  const db = dbOf(env, account);
  const token = newToken();
  const { method, now: createdAt } = how;
  const expiresAt = createdAt + PENDING_LOGIN_MS;
  const pending = { tokenHash: await hashToken(token), accountId: account.id, method, wants, createdAt, expiresAt };
  await db.orm.batch([
    insertPending(db, pending),
    insertSignIn(db, toSignIn(account, how, "second_factor_wanted", null)),
  ]);
  return { kind: "pending", token, expiresAt, wants };
}

/** The browser keeps its token while it is good, so that one browser is one device. Planted ones are never taken over. */
async function deviceTokenFor(env: Env, account: Account, { deviceToken, now }: HowSignedIn): Promise<string> {
  if (!deviceToken || !isToken(deviceToken)) return newToken();
  const isKnown = await isKnownDevice(dbOf(env, account), account.id, await hashToken(deviceToken), now);
  return isKnown ? deviceToken : newToken();
}
