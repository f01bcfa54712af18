import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sessions, users } from "../../../src/db/schema/index.ts";
import { newToken } from "../../../src/use-cases/identity/token.ts";
import { problemOf, request } from "../../support/worker/credentials.ts";
import { anApp, anAuthenticator } from "../../support/worker/factors.ts";
import { travel } from "../../support/worker/outages.ts";
import { aSession, aUser, cookieOf, PASSWORD, postLogin, type TestUser, tokenOf } from "./fixtures.ts";

type Listed = { items: { id: string; isCurrent: boolean; device: string; network: string; method: string }[] };

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

async function signIn(user: TestUser, headers: Record<string, string> = {}): Promise<string> {
  return tokenOf(await postLogin({ email: user.email, headers })) ?? "";
}

async function isOpen(session: string): Promise<boolean> {
  return (await request("/api/v1/me", { session })).status === 200;
}

async function listOf(session: string): Promise<Listed["items"]> {
  return ((await (await request("/api/v1/me/sessions", { session })).json()) as Listed).items;
}

const prove = (session: string, body: object) => request("/api/v1/me/step-up", { session, body });
const codeOf = async (response: Response) => [response.status, (await problemOf(response)).code];

afterEach(() => {
  vi.useRealTimers();
});

describe("the list of sessions", () => {
  it("tells where one is signed in, by which device, and which one asks", async () => {
    const user = await aUser();
    const one = await signIn(user, { "User-Agent": FIREFOX, "CF-Connecting-IP": "203.0.113.9" });
    const two = await aSession(user);
    const listed = await listOf(one);
    expect(listed.find(({ isCurrent }) => isCurrent)).toMatchObject({
      device: "Firefox · Linux",
      network: "203.0.113.0/24",
      method: "password",
    });
    expect(JSON.stringify(listed)).not.toContain("203.0.113.9");
    expect(JSON.stringify(listed)).not.toContain(one);
    expect(await isOpen(two)).toBe(true);
  });

  it("leaves out other people's sessions, and those that are over", async () => {
    const [user, other] = [await aUser(), await aUser()];
    const token = await signIn(user);
    await signIn(other);
    await signIn({ ...other, email: (await aUser({ tenant: user.tenant })).email });
    travel(11 * 3_600_000);
    const later = await signIn(user);
    expect(await listOf(later)).toHaveLength(2);
    travel(2 * 3_600_000); // the first was idle for 13 hours
    expect(await listOf(later)).toHaveLength(1);
    expect(await isOpen(token)).toBe(false);
  });

  it("ends one session, but nobody else's", async () => {
    const [user, other] = [await aUser(), await aUser()];
    const [one, two, foreign] = [await signIn(user), await signIn(user), await signIn(other)];
    const mine = (await listOf(one)).find(({ isCurrent }) => !isCurrent)?.id;
    const theirs = (await listOf(foreign))[0]?.id;
    const end = (id: string | undefined) => request(`/api/v1/me/sessions/${id}`, { session: one, method: "DELETE" });
    expect(await codeOf(await end(theirs))).toEqual([404, "not_found"]);
    expect((await end(mine)).status).toBe(204);
    expect([await isOpen(one), await isOpen(two), await isOpen(foreign)]).toEqual([true, false, true]);
  });

  it.each([
    { scope: "others", left: [true, false, false] },
    { scope: "all", left: [false, false, false] },
  ])("signs out $scope", async ({ scope, left }) => {
    const user = await aUser();
    const tokens = [await signIn(user), await signIn(user), await signIn(user)];
    const response = await request("/api/v1/me/sessions/end", { session: tokens[0] ?? "", body: { scope } });
    expect(response.status).toBe(204);
    expect(await Promise.all(tokens.map(isOpen))).toEqual(left);
  });
});

describe("the history of sign-ins", () => {
  it("tells what was tried, newest first, page by page, and of nobody else", async () => {
    const [user, other] = [await aUser(), await aUser()];
    await postLogin({ email: user.email, password: "nope" });
    await postLogin({ email: other.email, password: "nope" });
    const session = await signIn(user, { "User-Agent": FIREFOX });
    type Page = { items: { outcome: string; device: string }[]; nextCursor: string | null };
    const page = async (query: string) =>
      (await (await request(`/api/v1/me/sign-ins${query}`, { session })).json()) as Page;
    const first = await page("?limit=1");
    expect(first.items).toMatchObject([{ outcome: "signed_in", device: "Firefox · Linux" }]);
    const second = await page(`?limit=1&cursor=${first.nextCursor}`);
    expect(second.items).toMatchObject([{ outcome: "wrong_password" }]);
    expect(second.nextCursor).toBeNull();
  });
});

describe("abuse case 26: old and planted tokens", () => {
  it("a token that was planted before the login opens nothing after it", async () => {
    const user = await aUser();
    const planted = newToken();
    const Cookie = `__Host-session=${planted}; __Host-pending=${planted}; __Host-device=${planted}`;
    const response = await postLogin({ email: user.email, headers: { Cookie } });
    expect(tokenOf(response)).not.toBe(planted);
    expect(cookieOf(response, "__Host-device")).not.toBe(planted);
    expect(await isOpen(planted)).toBe(false);
  });

  it("the cookie of before a logout opens nothing", async () => {
    const session = await signIn(await aUser());
    await request("/logout", { session, method: "POST" });
    expect(await isOpen(session)).toBe(false);
  });

  it("the cookie of before a step-up opens nothing; the new one does", async () => {
    const user = await aUser();
    const old = await signIn(user);
    const response = await prove(old, { password: PASSWORD });
    const fresh = tokenOf(response) ?? "";
    expect([response.status, await isOpen(old), await isOpen(fresh)]).toEqual([204, false, true]);
    expect(await listOf(fresh)).toHaveLength(1); // the same session, under another token
  });

  it("a second factor signs out the sessions that were opened without it", async () => {
    const user = await aUser();
    const [one, two] = [await signIn(user), await signIn(user)];
    const begun = await request("/api/v1/me/totp", { session: one, method: "POST" });
    const { secret } = await begun.json<{ secret: string }>();
    const confirmed = await request("/api/v1/me/totp/confirm", {
      session: one,
      body: { code: await anApp(secret).code() },
    });
    expect((await confirmed.json<{ recoveryCodes: string[] }>()).recoveryCodes).toHaveLength(10);
    expect([await isOpen(one), await isOpen(two)]).toEqual([true, false]);
  });

  it("a changed role counts at once, and a disabled user is out", async () => {
    const user = await aUser();
    const session = await signIn(user);
    const { orm } = user.tenant.db;
    await orm.update(users).set({ role: "viewer" }).where(eq(users.id, user.userId));
    expect((await request("/api/v1/security-settings", { session })).status).toBe(403);
    await orm.update(users).set({ disabledAt: 1 }).where(eq(users.id, user.userId));
    expect(await isOpen(session)).toBe(false);
  });
});

describe("a dangerous act", () => {
  const begin = (session: string) => request("/api/v1/me/totp", { session, method: "POST" });

  it("needs a fresh proof, and tells by what it can be given", async () => {
    const user = await aUser();
    const app = await anAuthenticator(user.tenant.db, user.tenant.vault, user.userId);
    const session = await aSession(user, { steppedUpAt: Date.now() - 600_000 });
    const remove = (token: string) => request("/api/v1/me/totp", { session: token, method: "DELETE" });
    const refused = await remove(session);
    expect(await refused.json()).toMatchObject({
      status: 403,
      code: "step_up_required",
      methods: ["password", "totp"],
    });
    expect(await codeOf(await prove(session, { code: "000000" }))).toEqual([409, "wrong_proof"]);
    const proven = await prove(session, { code: await app.code() });
    expect((await remove(tokenOf(proven) ?? "")).status).toBe(204);
  });

  it("is everything that gives rights, brings credentials in, or makes keys; but not to stop somebody", async () => {
    const user = await aUser({ role: "owner" });
    const { tenant } = user;
    const session = await aSession(user, { steppedUpAt: Date.now() - 600_000 });
    const other = await aUser({ tenant });
    const act = async (method: string, path: string, body?: object) => {
      return codeOf(await request(`/api/v1${path}`, { session, method, ...(body ? { body } : {}) }));
    };
    const member = `/users/${other.userId}`;
    const connection = {
      name: "Retell",
      defaultBranchId: tenant.branchId,
      secret: { provider: "retell", apiKey: "key_0123456789" },
    };
    const acts = [
      await act("PATCH", member, { role: "manager" }),
      await act("POST", `${member}/enable`),
      await act("DELETE", member),
      await act("POST", "/invitations", { email: "new@example.com", role: "owner" }),
      await act("POST", "/connections", connection),
      await act("POST", "/api-keys", { name: "Website", scopes: ["calendar:read"] }),
      await act("PUT", "/security-settings", { requireSecondFactorFor: ["owner"] }),
      await act("POST", "/me/recovery-codes"),
    ];
    expect(acts).toEqual(acts.map(() => [403, "step_up_required"]));
    expect((await request(`/api/v1${member}/disable`, { session, method: "POST" })).status).toBe(200);
  });

  it("is possible for ten minutes after signing in", async () => {
    const session = await signIn(await aUser());
    expect((await begin(session)).status).toBe(200);
    travel(601_000);
    expect(await codeOf(await begin(session))).toEqual([403, "step_up_required"]);
  });

  it("is confirmed by exactly one proof, with few attempts", async () => {
    const user = await aUser();
    const session = await aSession(user);
    expect((await prove(session, {})).status).toBe(400);
    expect((await prove(session, { password: "x", code: "123456" })).status).toBe(400);
    const answers = await Promise.all(Array.from({ length: 12 }, () => prove(session, { password: "nope" })));
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it("is never confirmed by another user's proof", async () => {
    const [user, other] = [await aUser(), await aUser()];
    const app = await anAuthenticator(other.tenant.db, other.tenant.vault, other.userId);
    await anAuthenticator(user.tenant.db, user.tenant.vault, user.userId);
    const session = await aSession(user, { steppedUpAt: 1 });
    expect(await codeOf(await prove(session, { code: await app.code() }))).toEqual([409, "wrong_proof"]);
  });
});

describe("what a business demands", () => {
  const change = (session: string, roles: string[]) =>
    request("/api/v1/security-settings", { session, method: "PUT", body: { requireSecondFactorFor: roles } });

  it("counts from the next sign-in on, and signs out who has one factor only", async () => {
    const owner = await aUser();
    const manager = await aUser({ role: "manager", tenant: owner.tenant });
    const stranger = await aUser({ role: "manager" });
    const [boss, middle, far] = [await signIn(owner), await signIn(manager), await signIn(stranger)];
    expect((await change(boss, ["owner", "manager"])).status).toBe(200);
    expect([await isOpen(boss), await isOpen(middle), await isOpen(far)]).toEqual([true, false, true]);
    expect((await postLogin({ email: manager.email })).headers.get("Location")).toMatch(/^\/login\/enrol/);
    expect(await (await request("/api/v1/security-settings", { session: boss })).json()).toEqual({
      requireSecondFactorFor: ["owner", "manager"],
    });
  });

  it("is the owner's to say", async () => {
    const session = await signIn(await aUser({ role: "manager" }));
    expect(await codeOf(await change(session, ["owner"]))).toEqual([403, "forbidden"]);
  });

  it("keeps a required factor from being removed, unless there is another", async () => {
    const user = await aUser();
    await anAuthenticator(user.tenant.db, user.tenant.vault, user.userId);
    const session = await aSession(user);
    await change(session, ["owner"]);
    const removed = await request("/api/v1/me/totp", { session, method: "DELETE" });
    expect(await codeOf(removed)).toEqual([409, "second_factor_required"]);
  });

  it("stores who opened a session how", async () => {
    const user = await aUser();
    await signIn(user);
    const rows = await user.tenant.db.orm.select().from(sessions).where(eq(sessions.tenantId, user.tenant.tenantId));
    expect(rows).toMatchObject([{ method: "password", secondFactor: null, id: expect.stringMatching(/^ses_/) }]);
    expect(env.ENVIRONMENT).toBe("development");
  });
});
