import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { meView } from "../../../src/contracts/identity.ts";
import { sessions, users } from "../../../src/db/schema/index.ts";
import { hashToken, newApiKey, newToken } from "../../../src/use-cases/identity/token.ts";
import { breakD1 } from "../../support/worker/outages.ts";
import { aTenant } from "../db/fixtures.ts";
import { anOperatorKey, aSession, aTenantKey, aUser, ORIGIN, request, type WhoAmI, withCookie } from "./fixtures.ts";

const HOUR = 3_600_000;
const bearer = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } });

async function codeOf(response: Response): Promise<[number, string]> {
  expect(response.headers.get("Content-Type")).toContain("application/problem+json");
  return [response.status, ((await response.json()) as { code: string }).code];
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a session", () => {
  it("sees its own tenant and no other", async () => {
    const [one, two] = [await aUser(), await aUser({ role: "viewer" })];
    for (const user of [one, two]) {
      const me = meView.parse(await (await request("/api/v1/me", withCookie(await aSession(user)))).json());
      expect(me.tenant.id).toBe(user.tenant.tenantId);
      expect(me.user).toMatchObject({ id: user.userId, email: user.email, name: user.name });
      expect(me.branches.map((branch) => branch.id)).toEqual([user.tenant.branchId]);
    }
  });

  it("of one tenant does not speak for a user of another", async () => {
    const [one, two] = [await aUser(), await aUser()];
    const token = await aSession({ ...one, userId: two.userId });
    expect((await request("/api/v1/me", withCookie(token))).status).toBe(401);
  });

  it.each([
    { name: "idle for twelve hours", life: { lastSeenAt: Date.now() - 12 * HOUR } },
    { name: "past its absolute end", life: { expiresAt: Date.now() - 1 } },
  ])("is over when $name", async ({ life }) => {
    const token = await aSession(await aUser(), life);
    expect(await codeOf(await request("/api/v1/me", withCookie(token)))).toEqual([401, "unauthenticated"]);
  });

  it("lives on while used, written at most every five minutes", async () => {
    const user = await aUser();
    const { orm, tenantId } = user.tenant.db;
    const lastSeen = async () =>
      (await orm.select().from(sessions).where(eq(sessions.tenantId, tenantId)).get())?.lastSeenAt;
    const token = await aSession(user, { lastSeenAt: Date.now() - 6 * 60_000 });
    await request("/api/v1/me", withCookie(token));
    const touched = await lastSeen();
    expect(touched).toBeGreaterThan(Date.now() - 10_000);
    await request("/api/v1/me", withCookie(token));
    expect(await lastSeen()).toBe(touched);
  });

  it("ends when its user is disabled, and follows a changed role at once", async () => {
    const user = await aUser();
    const { orm } = user.tenant.db;
    const token = await aSession(user);
    const mine = eq(users.id, user.userId);
    const post = () => request("/api/v1/appointments", { method: "POST", ...withCookie(token, { Origin: ORIGIN }) });
    expect((await post()).status).toBe(200);
    await orm.update(users).set({ role: "viewer" }).where(mine);
    expect((await post()).status).toBe(403);
    await orm.update(users).set({ disabledAt: 1 }).where(mine);
    expect((await post()).status).toBe(401);
  });

  it.each([newToken(), "", "x", "' or 1=1 --", "a".repeat(5_000)])(
    "is not opened by the forged cookie %s",
    async (token) => {
      expect((await request("/api/v1/me", withCookie(token))).status).toBe(401);
    },
  );

  it("is asked for when there is no credential", async () => {
    const response = await request("/api/v1/me");
    expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
    expect(await codeOf(response)).toEqual([401, "unauthenticated"]);
  });
});

describe("signing out", () => {
  it("ends the session everywhere at once and clears the cookie", async () => {
    const token = await aSession(await aUser());
    const response = await request("/logout", { method: "POST", ...withCookie(token, { Origin: ORIGIN }) });
    expect([response.status, response.headers.get("Location")]).toEqual([303, "/login"]);
    expect(response.headers.get("Set-Cookie")).toMatch(/^__Host-session=; Max-Age=0; Path=\/; HttpOnly; Secure/);
    expect((await request("/api/v1/me", withCookie(token))).status).toBe(401);
  });

  it("is fine without a session, but not on a foreign page's behalf", async () => {
    expect((await request("/logout", { method: "POST" })).status).toBe(303);
    const token = await aSession(await aUser());
    const forged = withCookie(token, { Origin: "https://evil.example" });
    expect(await codeOf(await request("/logout", { method: "POST", ...forged }))).toEqual([403, "cross_origin"]);
    expect((await request("/api/v1/me", withCookie(token))).status).toBe(200);
  });
});

describe("an API key", () => {
  it("works as bearer and as X-API-Key, for its tenant and scopes", async () => {
    const tenant = await aTenant();
    const key = await aTenantKey(tenant, { scopes: ["calls:read"] });
    for (const init of [bearer(key), { headers: { "X-API-Key": key } }]) {
      const who = (await (await request("/api/v1/whoami", init)).json()) as WhoAmI;
      expect(who).toMatchObject({ kind: "api_key", tenantId: tenant.tenantId, permissions: ["calls:read"] });
    }
    expect((await request("/api/v1/calls", bearer(key))).status).toBe(200);
  });

  it("without the scope is forbidden", async () => {
    const key = await aTenantKey(await aTenant(), { scopes: ["calls:read"] });
    const response = await request("/api/v1/appointments", { method: "POST", ...bearer(key) });
    expect(await codeOf(response)).toEqual([403, "forbidden"]);
  });

  it.each([
    { name: "revoked", options: { revokedAt: 1 } },
    { name: "expired", options: { expiresAt: Date.now() - 1 } },
  ])("that is $name opens nothing", async ({ options }) => {
    const key = await aTenantKey(await aTenant(), { scopes: ["calls:read"], ...options });
    expect((await request("/api/v1/calls", bearer(key))).status).toBe(401);
  });

  it("that was good a moment ago is refused within five seconds of being revoked", async () => {
    const key = await aTenantKey(await aTenant(), { scopes: ["calls:read"] });
    expect((await request("/api/v1/calls", bearer(key))).status).toBe(200);
    await env.DB.prepare("UPDATE api_keys SET revoked_at = 1 WHERE secret_hash = ?")
      .bind(await hashToken(key))
      .run();
    vi.useFakeTimers({ now: Date.now() + 5_000, toFake: ["Date"] });
    expect((await request("/api/v1/calls", bearer(key))).status).toBe(401);
  });

  it("asks D1 once, however often it is used in a moment", async () => {
    const key = await aTenantKey(await aTenant(), { scopes: ["calls:read"] });
    expect((await request("/api/v1/whoami", bearer(key))).status).toBe(200);
    breakD1();
    expect((await request("/api/v1/whoami", bearer(key))).status).toBe(200);
  });

  it("asks D1 once for a crowd that comes at once, and behind the answer while it is in use", async () => {
    const key = await aTenantKey(await aTenant(), { scopes: ["calls:read"] });
    const prepare = vi.spyOn(env.DB, "prepare");
    const asked = () => prepare.mock.calls.filter(([query]) => /^select .* from "api_keys"/.test(query)).length;
    const use = async () => (await request("/api/v1/whoami", bearer(key))).status;
    expect(new Set(await Promise.all(Array.from({ length: 20 }, use)))).toEqual(new Set([200]));
    expect(asked()).toBe(1);
    vi.useFakeTimers({ now: Date.now() + 4_000, toFake: ["Date"] });
    await use();
    await vi.waitFor(() => expect(asked()).toBe(2));
    vi.setSystemTime(Date.now() + 4_000); // later than the first answer is trusted
    breakD1();
    expect(await use()).toBe(200);
  });

  it("works until it expires", async () => {
    const key = await aTenantKey(await aTenant(), { scopes: ["calls:read"], expiresAt: Date.now() + HOUR });
    expect((await request("/api/v1/calls", bearer(key))).status).toBe(200);
  });

  it.each(["", "Bearer", "Basic abc", "Token abc", "Bearer x y", `Bearer ${newApiKey()}`, `bearer ${newToken()}`])(
    "is not replaced by the header %j, even beside a good cookie",
    async (Authorization) => {
      const init = withCookie(await aSession(await aUser()), { Authorization });
      expect((await request("/api/v1/me", init)).status).toBe(401);
    },
  );

  it("of the operator reaches the platform and no tenant", async () => {
    const key = await anOperatorKey({ scopes: ["operations:read", "calls:read"] });
    expect((await request("/api/v1/operations", bearer(key))).status).toBe(200);
    expect((await request("/api/v1/calls", bearer(key))).status).toBe(403);
    expect(await codeOf(await request("/api/v1/me", bearer(key)))).toEqual([403, "user_required"]);
  });

  it("of a tenant never reaches the platform, whatever its scopes say", async () => {
    const key = await aTenantKey(await aTenant(), { scopes: ["operations:read"] });
    expect((await request("/api/v1/operations", bearer(key))).status).toBe(403);
  });
});

describe("abuse 30: cross-origin requests", () => {
  const write = (init: RequestInit) => request("/api/v1/appointments", { method: "POST", ...init });

  it.each([
    { name: "no origin", headers: {} },
    { name: "a foreign origin", headers: { Origin: "https://evil.example" } },
    { name: "a sibling subdomain", headers: { Origin: "http://evil.localhost:8787", "Sec-Fetch-Site": "same-site" } },
    { name: "another port", headers: { Origin: "http://localhost:9999" } },
    { name: "a null origin", headers: { Origin: "null" } },
    { name: "a longer origin", headers: { Origin: `${ORIGIN}.evil.example` } },
  ])("with the cookie and $name are refused", async ({ headers }) => {
    const token = await aSession(await aUser());
    expect(await codeOf(await write(withCookie(token, headers)))).toEqual([403, "cross_origin"]);
  });

  it.each([{ Origin: ORIGIN }, { "Sec-Fetch-Site": "same-origin" }])(
    "from our own pages pass (%j)",
    async (headers) => {
      expect((await write(withCookie(await aSession(await aUser()), headers))).status).toBe(200);
    },
  );

  it("that only read pass, but not the handshake of a socket", async () => {
    const token = await aSession(await aUser());
    const foreign = { Origin: "https://evil.example" };
    expect((await request("/api/v1/calls", withCookie(token, foreign))).status).toBe(200);
    const socket = withCookie(token, { ...foreign, Upgrade: "websocket" });
    expect((await request("/api/v1/calls", socket)).status).toBe(403);
  });

  it("with an API key pass", async () => {
    const key = await aTenantKey(await aTenant(), { scopes: ["appointments:write"] });
    const headers = { Authorization: `Bearer ${key}`, Origin: "https://partner.example" };
    expect((await write({ headers })).status).toBe(200);
  });
});
