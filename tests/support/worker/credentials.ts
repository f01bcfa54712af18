import { env, exports } from "cloudflare:workers";
import type { Role } from "../../../src/contracts/identity.ts";
import { insertAccountToken } from "../../../src/db/queries/account-tokens.ts";
import { insertApiKey, insertSession, insertUser } from "../../../src/db/queries/identity.ts";
import { apiKeys } from "../../../src/db/schema/identity.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { shownPartsOf } from "../../../src/domain/identity/api-key.ts";
import { keyPermissions, operatorPermissions, type Permission } from "../../../src/domain/identity/permissions.ts";
import type { AccountTokenId, ApiKeyId, SessionId, StaffId, UserId } from "../../../src/domain/ids.ts";
import { hashToken, newApiKey, newToken } from "../../../src/use-cases/identity/token.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { ORIGIN } from "./retell.ts";

/** Has the form of a hash, and is that of no password. */
const NO_PASSWORD = `$scrypt$ln=14,r=8,p=5$${"A".repeat(22)}$${"A".repeat(43)}`;

/** A tenant's API key; with every permission a tenant can give unless told otherwise. */
export async function aKey(tenant: TestTenant, scopes: readonly Permission[] = keyPermissions): Promise<string> {
  const { key, row } = await keyRow(scopes);
  await insertApiKey(tenantDb(env.DB, tenant.tenantId), row);
  return key;
}

/** A key and how it is called. */
export async function aNamedKey(tenant: TestTenant): Promise<{ key: string; id: ApiKeyId }> {
  const { key, row } = await keyRow(keyPermissions);
  await insertApiKey(tenantDb(env.DB, tenant.tenantId), row);
  return { key, id: row.id };
}

/** A key of the tenant that can be asked about. */
export async function aKeyId(tenant: TestTenant): Promise<ApiKeyId> {
  const { row } = await keyRow(["calendar:read"]);
  await insertApiKey(tenantDb(env.DB, tenant.tenantId), row);
  return row.id;
}

export async function anOperatorKey(): Promise<string> {
  return (await newOperatorKey()).key;
}

/** A key of the platform that can be asked about. */
export async function anOperatorKeyId(): Promise<ApiKeyId> {
  return (await newOperatorKey()).row.id;
}

async function newOperatorKey() {
  const { key, row } = await keyRow(operatorPermissions);
  await tenantDb(env.DB, newId("ten"))
    .orm.insert(apiKeys)
    .values({ ...row, tenantId: null });
  return { key, row };
}

async function keyRow(scopes: readonly Permission[]) {
  const key = newApiKey();
  const secretHash = await hashToken(key);
  const row = { id: newId("key"), name: "Test", secretHash, ...shownPartsOf(key), scopes: [...scopes], createdAt: 1 };
  return { key, row: { ...row, createdBy: null, expiresAt: null, revokedAt: null, lastUsedAt: null, replaces: null } };
}

/** The session token of a new user of the tenant. */
export async function aSession(tenant: TestTenant, role: Role): Promise<string> {
  return (await openSession(tenant, role)).token;
}

/** A session of somebody of the tenant, as lists name it. */
export async function aSessionId(tenant: TestTenant): Promise<SessionId> {
  return (await openSession(tenant, "viewer")).id;
}

/** Somebody of the tenant about whom managers decide. */
export async function aUserId(tenant: TestTenant): Promise<UserId> {
  return (await openSession(tenant, "viewer")).userId;
}

/** An invitation that waits for an answer. */
export async function anInvitationId(tenant: TestTenant): Promise<AccountTokenId> {
  const id = newId("act");
  const sealedEmail = await tenant.vault.seal({ purpose: "account_token.email", row: id }, `${id}@example.com`);
  const given = { role: "viewer" as const, language: "de" as const, emailIndex: id, sealedEmail };
  const times = { createdAt: Date.now(), expiresAt: Date.now() + 3_600_000 };
  await insertAccountToken(tenantDb(env.DB, tenant.tenantId), {
    ...given,
    ...times,
    id,
    purpose: "invitation",
    tokenHash: id,
  });
  return id;
}

type Calendars = { staffId: StaffId | null; seesAllCalendars: boolean };
/** Permissions are told apart by role alone: who sees which calendar has tests of its own. */
const allCalendars: Calendars = { staffId: null, seesAllCalendars: true };

/** Somebody with the role staff who sees the calendar of one member alone, or of nobody. */
export function aStaffLogin(tenant: TestTenant, staffId: StaffId | null) {
  return openSession(tenant, "staff", { staffId, seesAllCalendars: false });
}

async function openSession(tenant: TestTenant, role: Role, calendars = allCalendars) {
  const db = tenantDb(env.DB, tenant.tenantId);
  const userId = newId("usr");
  const profile = JSON.stringify({ name: "Katharina Vogel", email: `${userId}@example.com` });
  await insertUser(db, {
    id: userId,
    emailIndex: userId,
    sealedProfile: await tenant.vault.seal({ purpose: "user.profile", row: userId }, profile),
    passwordHash: NO_PASSWORD,
    role,
    language: "de",
    createdAt: 1,
    disabledAt: null,
    ...calendars,
  });
  const token = newToken();
  const now = Date.now();
  const id = newId("ses");
  const times = { id, createdAt: now, lastSeenAt: now, steppedUpAt: now, expiresAt: now + 3_600_000 };
  await insertSession(db, { tokenHash: await hashToken(token), userId, ...times });
  return { token, id, userId };
}

export type ApiRequest = {
  key?: string;
  /** A session token, sent as a browser on our own pages sends it. */
  session?: string;
  method?: string;
  /** Text is sent as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
};

/** A request of the whole Worker. */
export function request(path: string, { key, session, method, body, headers }: ApiRequest = {}): Promise<Response> {
  return exports.default.fetch(`${ORIGIN}${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    redirect: "manual",
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(session === undefined ? {} : { cookie: `__Host-session=${session}`, origin: ORIGIN }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

export type ProblemBody = {
  status: number;
  code: string;
  requestId: string;
  errors?: { field: string; rule: string }[];
  alternatives?: { startsAt: string }[];
  explanation?: Record<string, unknown>;
};

/** The body of a problem answer. Throws for any other content type. */
export async function problemOf(response: Response): Promise<ProblemBody> {
  const type = response.headers.get("content-type");
  if (type !== "application/problem+json") throw new Error(`${response.status} came as ${type}`);
  return response.json();
}
