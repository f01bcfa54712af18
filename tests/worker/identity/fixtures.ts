import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import type { Role } from "../../../src/contracts/identity.ts";
import { insertApiKey, insertSession, insertUser } from "../../../src/db/queries/identity.ts";
import { apiKeys } from "../../../src/db/schema/index.ts";
import { loginIndex } from "../../../src/db/vault.ts";
import { shownPartsOf } from "../../../src/domain/identity/api-key.ts";
import type { ApiKeyId, TenantId, UserId } from "../../../src/domain/ids.ts";
import type { AppEnv } from "../../../src/http/app-env.ts";
import { authenticate } from "../../../src/http/middleware/authenticate.ts";
import { requirePermission } from "../../../src/http/middleware/require-permission.ts";
import { sameOrigin } from "../../../src/http/middleware/same-origin.ts";
import { catalogueRoutes } from "../../../src/http/routes/catalogue.ts";
import { identityRoutes } from "../../../src/http/routes/identity.ts";
import { hashPassword } from "../../../src/use-cases/identity/password.ts";
import { hashToken, newApiKey, newToken } from "../../../src/use-cases/identity/token.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../db/fixtures.ts";

export const PASSWORD = "Correct-Horse-7-Battery";
export const ORIGIN = "http://localhost:8787";

let knownHash: Promise<string> | undefined;
/** Made once: a hash takes long on purpose. */
function passwordHash(): Promise<string> {
  knownHash ??= hashPassword(env.PASSWORD_PEPPER, PASSWORD);
  return knownHash;
}

export type TestUser = { tenant: TestTenant; userId: UserId; email: string; name: string };

/** As the real app mounts them, with one reading and one writing route of a tenant and one of the operator. */
export const app = new Hono<AppEnv>()
  .use(async (c, next) => {
    c.set("requestId", "req-test");
    await next();
  })
  .route("/", identityRoutes)
  .use("/api/*", sameOrigin, authenticate)
  .route("/api/v1", catalogueRoutes)
  .get("/api/v1/whoami", (c) => c.json({ ...c.var.actor, permissions: [...c.var.actor.permissions] }))
  .get("/api/v1/calls", requirePermission("calls:read"), (c) => c.text("calls"))
  .post("/api/v1/appointments", requirePermission("appointments:write"), (c) => c.text("booked"))
  .get("/api/v1/operations", requirePermission("operations:read"), (c) => c.text("operations"));

let addresses = 0;
/** A client address nobody else in the test run has, so that tests do not use up each other's attempts. */
export function anAddress(): string {
  addresses += 1;
  return `198.51.${Math.floor(addresses / 250)}.${addresses % 250}`;
}

export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  return app.request(`${ORIGIN}${path}`, init, env, createExecutionContext());
}

export function withCookie(token: string, headers: Record<string, string> = {}): RequestInit {
  return { headers: { Cookie: `__Host-session=${token}`, ...headers } };
}

type Login = { email: string; password?: string; next?: string; headers?: Record<string, string> };

export function postLogin({ email, password = PASSWORD, next = "/app", headers = {} }: Login): Promise<Response> {
  return request("/login", {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "CF-Connecting-IP": anAddress(),
      Origin: ORIGIN,
      ...headers,
    },
    body: new URLSearchParams({ email, password, next }).toString(),
  });
}

export function tokenOf(response: Response): string | null {
  return cookieOf(response, "__Host-session");
}

/** What the answer sets a cookie to. Null when it does not, or deletes it. */
export function cookieOf(response: Response, name: string): string | null {
  const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  return /=([^;]+)/.exec(set ?? "")?.[1] ?? null;
}

export async function aUser(
  overrides: { role?: Role; tenant?: TestTenant; disabledAt?: number } = {},
): Promise<TestUser> {
  const tenant = overrides.tenant ?? (await aTenant());
  const userId = newId("usr");
  const email = `${userId}@example.com`;
  const name = "Katharina Vogel";
  await insertUser(tenant.db, {
    id: userId,
    emailIndex: await loginIndex(env.DATA_KEY_V1, email),
    sealedProfile: await tenant.vault.seal({ purpose: "user.profile", row: userId }, JSON.stringify({ name, email })),
    passwordHash: await passwordHash(),
    role: overrides.role ?? "owner",
    language: "de",
    createdAt: Date.now(),
    disabledAt: overrides.disabledAt ?? null,
  });
  return { tenant, userId, email, name };
}

export async function aSession(
  user: TestUser,
  life: { lastSeenAt?: number; expiresAt?: number; steppedUpAt?: number } = {},
): Promise<string> {
  const token = newToken();
  const now = Date.now();
  const times = {
    id: newId("ses"),
    createdAt: now,
    lastSeenAt: now,
    steppedUpAt: now,
    expiresAt: now + 60_000,
    ...life,
  };
  await insertSession(user.tenant.db, { tokenHash: await hashToken(token), userId: user.userId, ...times });
  return token;
}

type KeyOptions = { scopes: string[]; expiresAt?: number; revokedAt?: number };

export async function aTenantKey(tenant: TestTenant, options: KeyOptions): Promise<string> {
  const { key, row } = await keyRow(options);
  await insertApiKey(tenant.db, row);
  return key;
}

export async function anOperatorKey(options: KeyOptions): Promise<string> {
  const { key, row } = await keyRow(options);
  const { db } = await aTenant();
  await db.orm.insert(apiKeys).values({ ...row, tenantId: null });
  return key;
}

async function keyRow({ scopes, expiresAt, revokedAt }: KeyOptions) {
  const key = newApiKey();
  const row = { id: newId("key"), name: "Test", secretHash: await hashToken(key), scopes, createdAt: Date.now() };
  const unused = { createdBy: null, lastUsedAt: null, replaces: null, ...shownPartsOf(key) };
  return { key, row: { ...row, ...unused, expiresAt: expiresAt ?? null, revokedAt: revokedAt ?? null } };
}

export type WhoAmI = { kind: string; tenantId?: TenantId; keyId?: ApiKeyId; permissions: string[] };
