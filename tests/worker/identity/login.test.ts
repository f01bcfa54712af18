import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { auditLog, sessions, users } from "../../../src/db/schema/index.ts";
import { networkLimit } from "../../../src/domain/identity/strict-limits.ts";
import { takeStrict } from "../../../src/use-cases/identity/strict-limit.ts";
import { newToken } from "../../../src/use-cases/identity/token.ts";
import { travel } from "../../support/worker/outages.ts";
import { aSession, aUser, cookieOf, ORIGIN, PASSWORD, postLogin, request, tokenOf, withCookie } from "./fixtures.ts";

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("login page", () => {
  it("is a complete form that needs no script", async () => {
    const response = await request("/login?next=/app/calls", { headers: { "Accept-Language": "de-AT,en;q=0.5" } });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toMatch(/^<!doctype html><html lang="de">/i);
    expect(html).toContain('<label for="email">');
    expect(html).toContain('autocomplete="current-password"');
    expect(html).toContain('name="next" value="/app/calls"');
    // What the one script of its own brings to life is hidden without it.
    expect(html.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(/src="\/assets\/sign-in.js" nonce="[^"]{24}"/),
    ]);
    expect(html).toMatch(/data-passkey="sign-in"[^>]* hidden/);
    expect(html).not.toMatch(/style=|<style| on[a-z]+=/);
  });

  it("is neither cached nor framed, and runs nothing from elsewhere", async () => {
    const { headers } = await request("/login");
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("Referrer-Policy")).toBe("same-origin");
  });

  it.each([
    { path: "/login?lang=de", accept: "en", lang: "de" },
    { path: "/login", accept: "fr, en;q=0.2, de;q=0.9", lang: "de" },
    { path: "/login", accept: "de;q=0, en", lang: "en" },
    { path: "/login?lang=xx", accept: "fr", lang: "en" },
  ])("speaks $lang for $path with $accept", async ({ path, accept, lang }) => {
    const html = await (await request(path, { headers: { "Accept-Language": accept } })).text();
    expect(html).toContain(`<html lang="${lang}">`);
  });

  it("abuse 32: escapes what it shows again", async () => {
    const attack = '"><script>alert(1)</script>';
    const html = await (await postLogin({ email: attack, password: "" })).text();
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("<script>");
  });

  it("mentions the demo login in development only", async () => {
    expect(await (await request("/login?lang=en")).text()).toContain("npm start");
    const { app } = await import("./fixtures.ts");
    const production = { ...env, ENVIRONMENT: "production" } as unknown as Env;
    expect(await (await app.request(`${ORIGIN}/login?lang=en`, {}, production)).text()).not.toContain("npm start");
  });

  it("sends the signed-in on", async () => {
    const response = await request("/login?next=/app/live", withCookie(await aSession(await aUser())));
    expect([response.status, response.headers.get("Location")]).toEqual([303, "/app/live"]);
  });

  it("asks the signed-in too where the app wants a new session, so that they are not sent to and fro", async () => {
    const { status } = await request("/login?anew=1&next=/app/live", withCookie(await aSession(await aUser())));
    expect(status).toBe(200);
  });

  it("links styles that may be kept for good", async () => {
    const href = /href="(\/pages\.css\?v=[0-9a-f]{12})"/.exec(await (await request("/login")).text())?.[1] ?? "";
    const css = await request(href);
    expect(css.headers.get("Content-Type")).toBe("text/css; charset=utf-8");
    expect(css.headers.get("Cache-Control")).toContain("immutable");
    expect((await request("/pages.css?v=old")).headers.get("Cache-Control")).toBe("no-cache");
  });
});

describe("signing in", () => {
  it("opens a session with a strict cookie and goes on", async () => {
    const user = await aUser();
    const response = await postLogin({ email: ` ${user.email.toUpperCase()} `, next: "/app/calls" });
    expect([response.status, response.headers.get("Location")]).toEqual([303, "/app/calls"]);
    const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith("__Host-session="));
    const [pair, ...attributes] = (set ?? "").split("; ");
    expect(pair).toMatch(/^__Host-session=[A-Za-z0-9_-]{43}$/);
    expect(attributes.sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    const me = await request("/api/v1/me", withCookie(tokenOf(response) ?? ""));
    expect(await me.json()).toMatchObject({ user: { email: user.email, name: user.name } });
  });

  it("stores neither the password nor the token, and notes the login", async () => {
    const user = await aUser();
    const token = tokenOf(await postLogin({ email: user.email })) ?? "";
    const { orm, tenantId } = user.tenant.db;
    const stored = JSON.stringify([
      await orm.select().from(users).where(eq(users.tenantId, tenantId)),
      await orm.select().from(sessions).where(eq(sessions.tenantId, tenantId)),
    ]);
    for (const secret of [PASSWORD, token, user.email, user.name]) expect(stored).not.toContain(secret);
    const audit = await orm.select().from(auditLog).where(eq(auditLog.tenantId, tenantId));
    expect(audit).toMatchObject([{ actor: user.userId, action: "session.opened", requestId: "req-test" }]);
  });

  it("never takes over a token that the browser brought, and ends the session it had", async () => {
    const user = await aUser();
    const old = await aSession(user);
    const response = await postLogin({ email: user.email, headers: { Cookie: `__Host-session=${old}` } });
    expect(tokenOf(response)).not.toBe(old);
    expect((await request("/api/v1/me", withCookie(old))).status).toBe(401);
  });

  it("abuse 25: answers a wrong password, an unknown address and a disabled user alike", async () => {
    const [user, disabled] = [await aUser(), await aUser({ disabledAt: 1 })];
    const attempts = [
      { email: user.email, password: "Wrong-Horse-7-Battery" },
      { email: "nobody@example.com" },
      { email: disabled.email },
    ];
    const bodies = new Set<string>();
    for (const attempt of attempts) {
      const response = await postLogin(attempt);
      expect([response.status, tokenOf(response)]).toEqual([401, null]);
      const html = await response.text();
      expect(html).toContain(`value="${attempt.email}"`);
      expect(html).toContain('role="alert"');
      bodies.add(html.replaceAll(attempt.email, "").replace(/nonce="[^"]+"/, ""));
    }
    expect(bodies.size).toBe(1);
  });

  it("abuse 25: hashes for an unknown address too, so that time tells nothing", async () => {
    const user = await aUser();
    const fastest = async (email: string) => {
      const times: number[] = [];
      for (let i = 0; i < 3; i++) {
        const start = performance.now();
        await postLogin({ email, password: "Wrong-Horse-7-Battery" });
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    // A look-up alone takes a hundredth.
    expect(await fastest("nobody2@example.com")).toBeGreaterThan((await fastest(user.email)) / 3);
  });

  it.each([{ email: "", password: PASSWORD }, { email: "a@example.com", password: "" }, { email: "a".repeat(300) }])(
    "asks again for what is missing or too long",
    async (attempt) => {
      expect((await postLogin(attempt)).status).toBe(400);
    },
  );

  it.each(["//evil.example", "/\\evil.example", "https://evil.example", "/app/..//evil.example", "/login"])(
    "does not follow next=%s",
    async (next) => {
      const user = await aUser();
      expect((await postLogin({ email: user.email, next })).headers.get("Location")).toBe("/app");
    },
  );

  it("stops guesses at one account from many networks, and says when to come back", async () => {
    const user = await aUser();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => postLogin({ email: user.email, password: "no" })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get("Retry-After"))).toBeGreaterThan(50);
    expect((await postLogin({ email: user.email })).status).toBe(429); // even with the right password
  });

  it("waits longer the more was guessed", async () => {
    const user = await aUser();
    const guess = () => postLogin({ email: user.email, password: "no" });
    for (let round = 0; round < 2; round++) {
      await Promise.all(Array.from({ length: 5 }, guess));
      travel(61_000);
    }
    const refused = await guess();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(600);
  });

  it("lets a browser in that the account knows while strangers guess", async () => {
    const user = await aUser();
    const device = cookieOf(await postLogin({ email: user.email }), "__Host-device");
    await Promise.all(Array.from({ length: 12 }, () => postLogin({ email: user.email, password: "no" })));
    expect((await postLogin({ email: user.email })).status).toBe(429);
    const headers = { Cookie: `__Host-device=${device}` };
    expect((await postLogin({ email: user.email, headers })).status).toBe(303);
    const planted = { Cookie: `__Host-device=${newToken()}` };
    expect((await postLogin({ email: user.email, headers: planted })).status).toBe(429);
  });

  it("limits guesses from a known browser too", async () => {
    const user = await aUser();
    const device = cookieOf(await postLogin({ email: user.email }), "__Host-device");
    const headers = { Cookie: `__Host-device=${device}` };
    const guess = () => postLogin({ email: user.email, password: "no", headers });
    const statuses = (await Promise.all(Array.from({ length: 8 }, guess))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  });

  it("stops guesses at many accounts from one /64 (abuse case 29)", async () => {
    const attempts = Array.from({ length: networkLimit.limit }, () =>
      takeStrict(env, networkLimit, "2001:db8:7:7::/64"),
    );
    await Promise.all(attempts);
    const headers = { "CF-Connecting-IP": "2001:db8:7:7::9", "X-Forwarded-For": "192.0.2.1" };
    expect((await postLogin({ email: "guess@example.com", headers })).status).toBe(429);
  });

  it("refuses everyone while the counters are away (abuse case 29)", async () => {
    const user = await aUser();
    vi.spyOn(env.RATE_COUNTER, "getByName").mockImplementation(() => {
      throw new Error("away");
    });
    expect((await postLogin({ email: user.email })).status).toBe(429);
  });

  it("takes forms only, and small ones", async () => {
    const user = await aUser();
    const json = JSON.stringify({ email: user.email, password: PASSWORD });
    const asJson = { "Content-Type": "application/json" };
    expect((await request("/login", { method: "POST", headers: asJson, body: json })).status).toBe(415);
    const huge = `password=${"x".repeat(40_000)}`;
    expect((await request("/login", { method: "POST", headers: FORM, body: huge })).status).toBe(413);
  });

  it.each([{ Origin: "https://evil.example" }, { Origin: "null" }, { Origin: "", "Sec-Fetch-Site": "cross-site" }])(
    "refuses a form from another site (%j)",
    async (headers) => {
      const user = await aUser();
      const response = await postLogin({ email: user.email, headers });
      expect([response.status, tokenOf(response)]).toEqual([403, null]);
    },
  );

  it("makes an old hash new", async () => {
    const user = await aUser();
    const { orm } = user.tenant.db;
    const mine = eq(users.id, user.userId);
    const cheap = await hashWithCost13(PASSWORD);
    await orm.update(users).set({ passwordHash: cheap }).where(mine);
    expect((await postLogin({ email: user.email })).status).toBe(303);
    expect((await orm.select().from(users).where(mine).get())?.passwordHash).toContain("$ln=14,");
    expect((await postLogin({ email: user.email })).status).toBe(303);
  });
});

async function hashWithCost13(password: string): Promise<string> {
  const { createHmac, randomBytes, scryptSync } = await import("node:crypto");
  const peppered = createHmac("sha256", Buffer.from(env.PASSWORD_PEPPER, "base64")).update(password).digest();
  const salt = randomBytes(16);
  const text = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  return `$scrypt$ln=13,r=8,p=5$${text(salt)}$${text(scryptSync(peppered, salt, 32, { N: 8_192, r: 8, p: 5 }))}`;
}
