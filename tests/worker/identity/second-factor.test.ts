import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { findUser } from "../../../src/db/queries/identity.ts";
import { pendingLogins, sessions, signIns } from "../../../src/db/schema/index.ts";
import { openSession } from "../../../src/use-cases/identity/open-session.ts";
import { anApp, anAuthenticator, aRecoveryCode, isTotpConfirmed } from "../../support/worker/factors.ts";
import { travel } from "../../support/worker/outages.ts";
import {
  anAddress,
  aUser,
  cookieOf,
  ORIGIN,
  postLogin,
  request,
  type TestUser,
  tokenOf,
  withCookie,
} from "./fixtures.ts";

const HOW = { method: "password" as const, clientAddress: "192.0.2.9", userAgent: undefined, requestId: "req-half" };

type Form = Record<string, string>;

function post(path: string, pending: string, form: Form, headers: Record<string, string> = {}): Promise<Response> {
  return request(path, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "CF-Connecting-IP": anAddress(),
      Origin: ORIGIN,
      Cookie: `__Host-pending=${pending}`,
      ...headers,
    },
    body: new URLSearchParams(form).toString(),
  });
}

const give = (pending: string, code: string) => post("/login/second-factor", pending, { code, next: "/app/calls" });

async function anEnrolledUser() {
  const user = await aUser();
  const app = await anAuthenticator(user.tenant.db, user.tenant.vault, user.userId);
  return { user, app };
}

/** As after the right password, but without the time that a hash takes. */
async function logInHalfway({ tenant, userId }: TestUser): Promise<string> {
  const user = await findUser(tenant.db, userId);
  if (!user) throw new Error("no such user");
  const opening = await openSession(env, user, { ...HOW, now: Date.now() });
  if (opening.kind !== "pending") throw new Error("no second factor was asked for");
  return opening.token;
}

async function opens(session: string | null): Promise<boolean> {
  return session !== null && (await request("/api/v1/me", withCookie(session))).status === 200;
}

beforeAll(() => request("/login"));
afterEach(() => {
  vi.useRealTimers();
});

describe("a user with an authenticator app", () => {
  it("signs in with password and code, in this order", async () => {
    const { user, app } = await anEnrolledUser();
    const first = await postLogin({ email: user.email, next: "/app/calls" });
    expect(first.status).toBe(303);
    expect(first.headers.get("Location")).toMatch(/^\/login\/second-factor\?lang=en&next=%2Fapp%2Fcalls$/);
    const pending = cookieOf(first, "__Host-pending") ?? "";
    const set = first.headers.getSetCookie().find((cookie) => cookie.startsWith("__Host-pending="));
    expect(set).toMatch(/; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);

    const second = await give(pending, await app.code());
    expect([second.status, second.headers.get("Location")]).toEqual([303, "/app/calls"]);
    expect(await opens(tokenOf(second))).toBe(true);
    const { orm, tenantId } = user.tenant.db;
    const [session] = await orm.select().from(sessions).where(eq(sessions.tenantId, tenantId));
    expect(session).toMatchObject({ method: "password", secondFactor: "totp" });
    expect(session?.network).toMatch(/^198\.51\.\d+\.0\/24$/);
  });

  it("is asked on a page for one code, which can be pasted", async () => {
    const { user, app } = await anEnrolledUser();
    const pending = await logInHalfway(user);
    const response = await request("/login/second-factor?lang=de", {
      headers: { Cookie: `__Host-pending=${pending}` },
    });
    const html = await response.text();
    expect(html).toContain('autocomplete="one-time-code"');
    expect(html).toContain('inputmode="numeric"');
    expect(html).toContain('<html lang="de">');
    const pasted = (await app.code()).replace(/^(...)/, " $1 ");
    expect((await give(pending, pasted)).status).toBe(303);
  });

  it("gets in with a recovery code, once", async () => {
    const { user } = await anEnrolledUser();
    const code = await aRecoveryCode(user.tenant.db, user.userId);
    expect(await opens(tokenOf(await give(await logInHalfway(user), code.toLowerCase())))).toBe(true);
    const again = await give(await logInHalfway(user), code);
    expect([again.status, tokenOf(again)]).toEqual([401, null]);
  });

  it("begins again after ten minutes", async () => {
    const { user, app } = await anEnrolledUser();
    const pending = await logInHalfway(user);
    travel(601_000);
    const late = await give(pending, await app.code());
    expect([late.status, tokenOf(late)]).toEqual([303, null]);
    expect(late.headers.get("Location")).toMatch(/^\/login\?/);
  });
});

describe("abuse case 19: every combination of factors", () => {
  type Row = { enrolled: boolean; password: boolean; code: "right" | "wrong" | "none" | "recovery"; opens: boolean };
  const rows: Row[] = [true, false].flatMap((enrolled) =>
    [true, false].flatMap((password) =>
      (["right", "wrong", "none", "recovery"] as const).map((code) => ({
        enrolled,
        password,
        code,
        opens: password && (enrolled ? code === "right" || code === "recovery" : true),
      })),
    ),
  );

  it.each(rows)(
    "enrolled $enrolled, password $password, code $code: $opens",
    async ({ enrolled, password, code, opens: should }) => {
      const user = await aUser();
      const { db, vault } = user.tenant;
      const app = enrolled ? await anAuthenticator(db, vault, user.userId) : anApp("A".repeat(32));
      const recovery = enrolled ? await aRecoveryCode(db, user.userId) : "ABCDE-12345";
      const codes = { right: await app.code(), wrong: "000000", none: "", recovery };
      // Codes sent along with the password must not stand in for it, nor be taken with it.
      const body = { email: user.email, password: password ? "Correct-Horse-7-Battery" : "nope", code: codes[code] };
      const first = await post("/login", "", body);
      const pending = cookieOf(first, "__Host-pending");
      const second = code === "none" ? null : await give(pending ?? "", codes[code]);
      const sessionsOpened = [tokenOf(first), second && tokenOf(second)];
      expect(sessionsOpened.some((token) => token !== null)).toBe(should);
      expect(await opens(sessionsOpened.find((token) => token !== null) ?? null)).toBe(should);
    },
  );

  it("a pending login is no session, anywhere", async () => {
    const { user } = await anEnrolledUser();
    const pending = await logInHalfway(user);
    expect((await request("/api/v1/me", withCookie(pending))).status).toBe(401);
    expect((await request("/api/v1/me", { headers: { Cookie: `__Host-pending=${pending}` } })).status).toBe(401);
    expect((await request("/api/v1/me", { headers: { Cookie: `__Host-operator=${pending}` } })).status).toBe(401);
    expect((await request("/login", withCookie(pending))).status).toBe(200);
  });

  it("another user's code does not complete a login", async () => {
    const [one, two] = [await anEnrolledUser(), await anEnrolledUser()];
    const response = await give(await logInHalfway(one.user), await two.app.code());
    expect([response.status, tokenOf(response)]).toEqual([401, null]);
  });

  it("a login that needs enrolment cannot be passed as one that needs a code, nor the reverse", async () => {
    const { user, app } = await anEnrolledUser();
    const pending = await logInHalfway(user);
    const response = await post("/login/enrol", pending, { code: await app.code() });
    expect([response.status, tokenOf(response)]).toEqual([303, null]);
    const bare = await aUser();
    const { db } = bare.tenant;
    await db.client
      .prepare("UPDATE tenants SET require_second_factor_for = '[\"owner\"]' WHERE id = ?")
      .bind(db.tenantId)
      .run();
    expect(tokenOf(await give(await logInHalfway(bare), "000000"))).toBeNull();
  });

  it("a magic link does not stand in for the second factor", async () => {
    const { user } = await anEnrolledUser();
    const row = await findUser(user.tenant.db, user.userId);
    if (!row) throw new Error("no such user");
    const how = { ...HOW, now: Date.now() };
    expect(await openSession(env, row, { ...how, method: "magic_link" })).toMatchObject({
      kind: "pending",
      wants: "second_factor",
    });
  });
});

describe("abuse case 21: a code is good once", () => {
  it("of parallel requests with one code, one gets in", async () => {
    const { user, app } = await anEnrolledUser();
    const pendings = [await logInHalfway(user), await logInHalfway(user), await logInHalfway(user)];
    const code = await app.code();
    const answers = await Promise.all(pendings.map((pending) => give(pending, code)));
    expect(answers.filter((answer) => tokenOf(answer) !== null)).toHaveLength(1);
  });

  it("a used code is refused as long as the clock would still take it, and so is an older one", async () => {
    const { user, app } = await anEnrolledUser();
    const [code, before] = [await app.code(), await app.code(-1)];
    expect(tokenOf(await give(await logInHalfway(user), code))).not.toBeNull();
    expect((await give(await logInHalfway(user), code)).status).toBe(401);
    expect((await give(await logInHalfway(user), before)).status).toBe(401);
    expect(tokenOf(await give(await logInHalfway(user), await app.code(1)))).not.toBeNull();
  });

  it("of parallel requests with one pending login and two good codes, one gets in", async () => {
    const { user, app } = await anEnrolledUser();
    const recovery = await aRecoveryCode(user.tenant.db, user.userId);
    const pending = await logInHalfway(user);
    const answers = await Promise.all([give(pending, await app.code()), give(pending, recovery)]);
    expect(answers.filter((answer) => tokenOf(answer) !== null)).toHaveLength(1);
  });
});

describe("abuse case 22: guessing codes", () => {
  it("stops after five in one login, however many come at once", async () => {
    const { user, app } = await anEnrolledUser();
    const pending = await logInHalfway(user);
    const answers = await Promise.all(Array.from({ length: 30 }, () => give(pending, "000000")));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(tokenOf(await give(pending, await app.code()))).toBeNull();
  });

  it("stops after ten over all logins of an account", async () => {
    const { user, app } = await anEnrolledUser();
    const { tenantId, orm } = user.tenant.db;
    const pendings = [await logInHalfway(user), await logInHalfway(user), await logInHalfway(user)];
    const answers = await Promise.all(
      pendings.flatMap((pending) => Array.from({ length: 5 }, () => give(pending, "000000"))),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
    const right = await give(await logInHalfway(user), await app.code());
    expect([right.status, tokenOf(right)]).toEqual([429, null]);
    const noted = await orm.select().from(signIns).where(eq(signIns.tenantId, tenantId));
    expect(noted.filter(({ outcome }) => outcome === "wrong_code")).toHaveLength(10);
  });
});

describe("an owner without a second factor", () => {
  async function aStrictOwner(): Promise<TestUser> {
    const user = await aUser();
    const { db } = user.tenant;
    await db.client
      .prepare("UPDATE tenants SET require_second_factor_for = '[\"owner\"]' WHERE id = ?")
      .bind(db.tenantId)
      .run();
    return user;
  }

  const enrolPage = (pending: string) =>
    request("/login/enrol?lang=en", { headers: { Cookie: `__Host-pending=${pending}` } });
  const secretOf = (html: string) => (/class="secret">([^<]+)</.exec(html)?.[1] ?? "").replaceAll(" ", "");

  it("is led to the enrolment, and into the dashboard only after it", async () => {
    const user = await aStrictOwner();
    const first = await postLogin({ email: user.email });
    expect(first.headers.get("Location")).toMatch(/^\/login\/enrol\?/);
    const pending = await logInHalfway(user);
    const html = await (await enrolPage(pending)).text();
    expect(html).toContain('<svg class="qr"');
    expect(secretOf(await (await enrolPage(pending)).text())).toBe(secretOf(html)); // a reload keeps the QR code
    const app = anApp(secretOf(html));

    const wrong = await post("/login/enrol", pending, { code: "000000" });
    expect([wrong.status, tokenOf(wrong)]).toEqual([401, null]);
    expect(await isTotpConfirmed(user.tenant.db, user.userId)).toBe(false);

    const right = await post("/login/enrol", pending, { code: await app.code(), next: "/app/live" });
    expect(right.status).toBe(200);
    expect(await opens(tokenOf(right))).toBe(true);
    const page = await right.text();
    const codes = [...page.matchAll(/<code>([0-9A-Z]{5}-[0-9A-Z]{5})<\/code>/g)].map(([, code]) => code ?? "");
    expect(new Set(codes).size).toBe(10);
    expect(page).toContain('href="/app/live"');
    expect(tokenOf(await give(await logInHalfway(user), codes[3] ?? ""))).not.toBeNull();
  });

  it("has secrets and recovery codes stored sealed and hashed only", async () => {
    const user = await aStrictOwner();
    const pending = await logInHalfway(user);
    const secret = secretOf(await (await enrolPage(pending)).text());
    const done = await post("/login/enrol", pending, { code: await anApp(secret).code() });
    const [, code = ""] = /<code>([0-9A-Z-]{11})<\/code>/.exec(await done.text()) ?? [];
    const stored = await Promise.all(
      ["totp_secrets", "recovery_codes", "pending_logins", "sessions", "sign_ins", "audit_log"].map((table) =>
        env.DB.prepare(`SELECT * FROM ${table} WHERE tenant_id = ?`).bind(user.tenant.tenantId).all(),
      ),
    );
    const text = JSON.stringify(stored.map(({ results }) => results));
    for (const hidden of [secret, code, code.replace("-", ""), pending]) expect(text).not.toContain(hidden);
  });

  it("cannot be enrolled by a code of a secret that was not theirs", async () => {
    const [one, two] = [await aStrictOwner(), await aStrictOwner()];
    const [first, second] = [await logInHalfway(one), await logInHalfway(two)];
    const secret = secretOf(await (await enrolPage(first)).text());
    await enrolPage(second);
    const response = await post("/login/enrol", second, { code: await anApp(secret).code() });
    expect([response.status, tokenOf(response)]).toEqual([401, null]);
  });

  it("leaves no pending login behind", async () => {
    const user = await aStrictOwner();
    const pending = await logInHalfway(user);
    const secret = secretOf(await (await enrolPage(pending)).text());
    await post("/login/enrol", pending, { code: await anApp(secret).code() });
    const left = await user.tenant.db.orm
      .select()
      .from(pendingLogins)
      .where(eq(pendingLogins.tenantId, user.tenant.tenantId));
    expect(left).toEqual([]);
  });
});
