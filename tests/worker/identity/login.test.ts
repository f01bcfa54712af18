import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { auditLog, sessions, users } from "../../../src/db/schema/index.ts";
import { logIn } from "../../../src/use-cases/identity/log-in.ts";
import { anAddress, aSession, aUser, ORIGIN, PASSWORD, postLogin, request, tokenOf, withCookie } from "./fixtures.ts";

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

describe("login page", () => {
  it("is a complete form that needs no script", async () => {
    const response = await request("/login?next=/app/calls", { headers: { "Accept-Language": "de-AT,en;q=0.5" } });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toMatch(/^<!doctype html><html lang="de">/i);
    expect(html).toContain('<label for="email">');
    expect(html).toContain('autocomplete="current-password"');
    expect(html).toContain('name="next" value="/app/calls"');
    expect(html).not.toMatch(/<script|style=|<style| on[a-z]+=/);
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

  it("escapes what it shows again", async () => {
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
    const [pair, ...attributes] = (response.headers.get("Set-Cookie") ?? "").split("; ");
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

  it("answers a wrong password, an unknown address and a disabled user alike", async () => {
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
      bodies.add(html.replaceAll(attempt.email, ""));
    }
    expect(bodies.size).toBe(1);
  });

  it("hashes for an unknown address too, so that time tells nothing", async () => {
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
    const answers = [];
    for (let i = 0; i < 12; i++) answers.push(await postLogin({ email: user.email, password: "nope" }));
    expect(answers.slice(0, 10).every((response) => response.status === 401)).toBe(true);
    expect(answers.at(-1)?.status).toBe(429);
    expect(answers.at(-1)?.headers.get("Retry-After")).toBe("60");
    expect((await postLogin({ email: user.email })).status).toBe(429); // even with the right password
  });

  it("stops guesses at many accounts from one /64", async () => {
    await untilWindowIsLong();
    const statuses = [];
    for (let i = 0; i < 11; i++) {
      const headers = { "CF-Connecting-IP": `2001:db8:7:7::${i}` };
      statuses.push((await postLogin({ email: `guess${i}@example.com`, headers })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  it("refuses everyone while the limiter is broken", async () => {
    const user = await aUser();
    const broken = { limit: vi.fn(() => Promise.reject(new Error("down"))) };
    const attempt = {
      email: user.email,
      password: PASSWORD,
      clientAddress: anAddress(),
      requestId: "r",
      now: Date.now(),
    };
    const outcome = await logIn({ ...env, RL_LOGIN: broken } as unknown as Env, attempt);
    expect(outcome).toMatchObject({ ok: false, error: { reason: "too_many_attempts" } });
  });

  it("takes forms only, and small ones", async () => {
    const user = await aUser();
    const json = JSON.stringify({ email: user.email, password: PASSWORD });
    const asJson = { "Content-Type": "application/json" };
    expect((await request("/login", { method: "POST", headers: asJson, body: json })).status).toBe(415);
    const huge = `password=${"x".repeat(20_000)}`;
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

/** The limiter counts by the minute of the clock: guesses on both sides of its end are two counts. */
async function untilWindowIsLong(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 10_000) await scheduler.wait(left + 100);
}
