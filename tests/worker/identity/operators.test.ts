import { env } from "cloudflare:workers";
import { createHash } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { auditLog, operators } from "../../../src/db/schema/index.ts";
import { platformDb } from "../../../src/db/tenant-db.ts";
import { createOperator } from "../../../src/use-cases/identity/operators/create-operator.ts";
import { hashPassword } from "../../../src/use-cases/identity/password.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aKey, aKeyId, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { anApp, anOperator } from "../../support/worker/factors.ts";
import { travel } from "../../support/worker/outages.ts";
import { anAddress, cookieOf, ORIGIN, PASSWORD } from "./fixtures.ts";

let passwordHash = "";
const REASON = "Ticket 4711: Termine fehlen im Kalender";

function postForm(path: string, form: Record<string, string>, cookie = ""): Promise<Response> {
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "cf-connecting-ip": anAddress(),
    origin: ORIGIN,
    cookie,
  };
  return request(path, { method: "POST", headers, body: new URLSearchParams(form).toString() });
}

/** What the service for breached passwords answers with when it knows the tests' own. */
const PASSWORD_SUFFIX = createHash("sha1").update(PASSWORD).digest("hex").slice(5).toUpperCase();

/** The operator's cookie, after password and code. */
async function signIn({ email, app }: Awaited<ReturnType<typeof anOperator>>): Promise<string> {
  const first = await postForm("/admin/login", { email, password: PASSWORD });
  const pending = cookieOf(first, "__Host-pending");
  const second = await postForm("/login/second-factor", { code: await app.code() }, `__Host-pending=${pending}`);
  expect(second.headers.get("location")).toBe("/admin");
  return cookieOf(second, "__Host-operator") ?? "";
}

async function anOperatorInside(mode: "read" | "write" = "read", minutes = 30) {
  const [tenant, operator] = [await aTenant(), await anOperator(passwordHash)];
  const home = await signIn(operator);
  const body = { tenantId: tenant.tenantId, reason: REASON, minutes, mode };
  const headers = { cookie: `__Host-operator=${home}`, origin: ORIGIN };
  const response = await request("/api/v1/operations/impersonations", { headers, body });
  expect(response.status).toBe(201);
  const { id } = await response.json<{ id: string }>();
  return { tenant, operator, home, id, session: cookieOf(response, "__Host-session") ?? "" };
}

beforeAll(async () => {
  passwordHash = await hashPassword(env.PASSWORD_PEPPER, PASSWORD);
  await request("/health");
});
afterEach(() => {
  vi.useRealTimers();
});

describe("an operator", () => {
  it("signs in at a door of their own, with both factors, and sees the platform only", async () => {
    const operator = await anOperator(passwordHash);
    expect((await postForm("/login", { email: operator.email, password: PASSWORD })).status).toBe(401);
    const home = await signIn(operator);
    const cookie = `__Host-operator=${home}`;
    expect((await request("/admin", { headers: { cookie } })).status).toBe(200);
    expect((await request("/api/v1/branches", { headers: { cookie } })).status).toBe(403);
    expect((await request("/api/v1/me/sessions", { headers: { cookie } })).status).toBe(200);
    expect((await request("/api/v1/me", { session: home })).status).toBe(401);
  });

  it("gets no session for the password alone", async () => {
    const operator = await anOperator(passwordHash);
    const first = await postForm("/admin/login", { email: operator.email, password: PASSWORD });
    expect(cookieOf(first, "__Host-operator")).toBeNull();
    expect(first.headers.get("location")).toMatch(/^\/login\/second-factor/);
  });

  it("is out at once when disabled", async () => {
    const { operator, home, session } = await anOperatorInside();
    await operator.db.orm.update(operators).set({ disabledAt: 1 }).where(eq(operators.id, operator.id));
    const admin = await request("/admin", { headers: { cookie: `__Host-operator=${home}` } });
    expect([admin.status, admin.headers.get("location")]).toEqual([303, "/admin/login"]);
    expect((await request("/api/v1/me", { session })).status).toBe(401);
  });

  it("is set up by a link that is good once: password, then the second factor", async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const who = { name: "Nora Neu", email, language: "de" as const };
    const { row, setupToken } = await createOperator(env.DATA_KEY_V1, who, Date.now());
    await platformDb(env.DB).orm.insert(operators).values(row);
    expect((await postForm("/admin/login", { email, password: PASSWORD })).status).toBe(401); // no password yet
    expect((await request(`/admin/setup?token=${setupToken}`)).status).toBe(200);

    const form = { token: setupToken, password: PASSWORD, again: PASSWORD };
    for (const weak of ["Short-1a", "no-digit-and-no-capital", "NO-LOWER-CASE-7"]) {
      const answer = await postForm("/admin/setup", { ...form, password: weak, again: weak });
      expect([weak, answer.status]).toEqual([weak, 400]);
    }
    const breached = vi.spyOn(globalThis, "fetch");
    breached.mockImplementation(async () => new Response(`${PASSWORD_SUFFIX}:7`));
    expect((await postForm("/admin/setup", form)).status).toBe(400);
    breached.mockRestore();
    expect((await postForm("/admin/setup", { ...form, again: "else-long-enough" })).status).toBe(400);
    const answers = await Promise.all([postForm("/admin/setup", form), postForm("/admin/setup", form)]);
    const done = answers.filter((answer) => answer.headers.get("location")?.startsWith("/login/enrol"));
    expect(done).toHaveLength(1);
    expect((await request(`/admin/setup?token=${setupToken}`)).status).toBe(404);

    const pending = done[0] ? `__Host-pending=${cookieOf(done[0], "__Host-pending")}` : "";
    const page = await (await request("/login/enrol", { headers: { cookie: pending } })).text();
    const secret = (/class="secret">([^<]+)</.exec(page)?.[1] ?? "").replaceAll(" ", "");
    const enrolled = await postForm("/login/enrol", { code: await anApp(secret).code() }, pending);
    expect(cookieOf(enrolled, "__Host-operator")).not.toBeNull();
    expect(await enrolled.text()).toContain('href="/admin"');
  });

  it("finds an old set-up link closed", async () => {
    const who = { name: "Nora Neu", email: `${crypto.randomUUID()}@example.com`, language: "de" as const };
    const { row, setupToken } = await createOperator(env.DATA_KEY_V1, who, Date.now() - 25 * 3_600_000);
    await platformDb(env.DB).orm.insert(operators).values(row);
    expect((await request(`/admin/setup?token=${setupToken}`)).status).toBe(404);
    const form = { token: setupToken, password: PASSWORD, again: PASSWORD };
    expect((await postForm("/admin/setup", form)).status).toBe(404);
  });
});

describe("an operator inside a tenant", () => {
  it("sees that tenant, and the page can say so", async () => {
    const { tenant, operator, session, id } = await anOperatorInside();
    const me = await (await request("/api/v1/me", { session })).json();
    expect(me).toMatchObject({
      user: { id: operator.id, name: operator.name },
      tenant: { id: tenant.tenantId },
      impersonation: { id, operatorName: operator.name, reason: REASON, mode: "read" },
    });
    expect((await request("/api/v1/branches", { session })).status).toBe(200);
  });

  it("sees no other tenant", async () => {
    const { session } = await anOperatorInside("write");
    const other = await aTenant();
    const response = await request(`/api/v1/branches/${other.branchId}/calendar?date=2026-12-01`, { session });
    expect(response.status).toBe(404);
  });

  it("changes nothing unless they asked for it", async () => {
    const [reader, writer] = [await anOperatorInside("read"), await anOperatorInside("write")];
    const rename = ({ tenant, session }: typeof reader) =>
      request(`/api/v1/branches/${tenant.branchId}`, { session, method: "PATCH", body: { name: "Mitte II" } });
    expect((await rename(reader)).status).toBe(403);
    expect((await rename(writer)).status).toBe(200);
    const { orm, tenantId } = { ...platformDb(env.DB), tenantId: writer.tenant.tenantId };
    const [entry] = await orm.select().from(auditLog).where(eq(auditLog.tenantId, tenantId)).orderBy(desc(auditLog.id));
    expect(entry?.actor).toBe(writer.operator.id);
  });

  it.each([
    ["GET", "/api/v1/api-keys"],
    ["POST", "/api/v1/api-keys"],
    ["GET", "/api/v1/security-settings"],
    ["PUT", "/api/v1/security-settings"],
    ["GET", "/api/v1/me/sessions"],
    ["POST", "/api/v1/me/totp"],
    ["POST", "/api/v1/me/step-up"],
    ["POST", "/api/v1/operations/impersonations"],
  ])("cannot reach %s %s", async (method, path) => {
    const { session } = await anOperatorInside("write");
    const response = await request(path, { session, method, ...(method === "GET" ? {} : { body: {} }) });
    expect([response.status, (await problemOf(response)).code]).toEqual([403, "forbidden"]);
  });

  it("leaves a trace of every request in the tenant's log, refused ones too", async () => {
    const { tenant, operator, session, id } = await anOperatorInside();
    await request("/api/v1/branches?name=Erika", { session });
    await request("/api/v1/api-keys", { session });
    const { orm } = platformDb(env.DB);
    const entries = await orm
      .select()
      .from(auditLog)
      .where(eq(auditLog.tenantId, tenant.tenantId))
      .orderBy(auditLog.id);
    expect(entries.map(({ action, facts }) => [action, facts["path"]])).toEqual([
      ["impersonation.started", undefined],
      ["impersonation.request", "/api/v1/branches"],
      ["impersonation.request", "/api/v1/api-keys"],
    ]);
    for (const { actor, subjectId } of entries) expect([actor, subjectId]).toEqual([operator.id, id]);
    expect(JSON.stringify(entries)).not.toMatch(/Erika|Ticket/);
  });

  it("is out when the time is over", async () => {
    const { session } = await anOperatorInside("read", 60);
    travel(59 * 60_000);
    expect((await request("/api/v1/me", { session })).status).toBe(200);
    travel(60_001);
    expect((await request("/api/v1/me", { session })).status).toBe(401);
  });

  it.each(["from inside", "from the platform", "by signing out"])("is out when they leave %s", async (way) => {
    const { tenant, home, session, id } = await anOperatorInside();
    const operator = { cookie: `__Host-operator=${home}`, origin: ORIGIN };
    const path = `/api/v1/operations/tenants/${tenant.tenantId}/impersonations/${id}/end`;
    if (way === "from inside") await request("/api/v1/me/impersonation/end", { session, method: "POST" });
    else if (way === "from the platform") await request(path, { headers: operator, method: "POST" });
    else await request("/logout", { session, method: "POST" });
    expect((await request("/api/v1/me", { session })).status).toBe(401);
    const owner = await aSession(tenant, "owner");
    type Visits = { items: { reason: string; operatorName: string; endedAt: string | null }[] };
    const visits = await (await request("/api/v1/impersonations", { session: owner })).json<Visits>();
    expect(visits.items).toMatchObject([
      { reason: REASON, operatorName: "Olga Operator", endedAt: expect.any(String) },
    ]);
  });

  it("cannot end a visit of another operator", async () => {
    const { tenant, id, session } = await anOperatorInside();
    const home = await signIn(await anOperator(passwordHash));
    const path = `/api/v1/operations/tenants/${tenant.tenantId}/impersonations/${id}/end`;
    const headers = { cookie: `__Host-operator=${home}`, origin: ORIGIN };
    expect((await request(path, { headers, method: "POST" })).status).toBe(404);
    expect((await request("/api/v1/me", { session })).status).toBe(200);
  });

  it.each([
    { reason: "too short" },
    { reason: "x".repeat(501) },
    { reason: " ".repeat(40) },
    { minutes: 61 },
    { minutes: 0 },
    { mode: "root" },
  ])("had to ask properly: %j", async (wrong) => {
    const [tenant, home] = [await aTenant(), await signIn(await anOperator(passwordHash))];
    const body = { tenantId: tenant.tenantId, reason: REASON, ...wrong };
    const headers = { cookie: `__Host-operator=${home}`, origin: ORIGIN };
    expect((await request("/api/v1/operations/impersonations", { headers, body })).status).toBe(400);
  });

  it("is never let in by a key, a user, or from another site", async () => {
    const tenant = await aTenant();
    const body = { tenantId: tenant.tenantId, reason: REASON };
    const path = "/api/v1/operations/impersonations";
    const owner = await aSession(tenant, "owner");
    expect((await request(path, { session: owner, body })).status).toBe(403);
    expect((await request(path, { key: await aKey(tenant), body })).status).toBe(403);
    const home = await signIn(await anOperator(passwordHash));
    const headers = { cookie: `__Host-operator=${home}`, origin: "https://evil.example" };
    expect((await request(path, { headers, body })).status).toBe(403);
  });
});

describe("a key of the platform", () => {
  const path = "/api/v1/operations/api-keys";
  const body = { name: "Watch", scopes: ["operations:read"] };

  async function atHome() {
    const operator = await anOperator(passwordHash);
    const headers = { cookie: `__Host-operator=${await signIn(operator)}`, origin: ORIGIN };
    const ask = (to: string, more: object = {}) => request(to, { headers, ...more });
    return { operator, ask };
  }

  it("is made by an operator who is signed in, shown once, listed, and ends when it is revoked", async () => {
    const { operator, ask } = await atHome();
    const response = await ask(path, { body });
    expect(response.status).toBe(201);
    const made = await response.json<{ id: string; secret: string }>();
    expect(made).toMatchObject({ status: "active", createdBy: operator.id, scopes: ["operations:read"] });
    const use = async () => (await request(path, { key: made.secret })).status;
    expect(await use()).toBe(200);
    const list = await (await ask(path)).text();
    expect(list).toContain(made.id);
    expect(list).not.toContain(made.secret.slice(8));
    expect(await (await ask(`${path}/${made.id}`, { method: "DELETE" })).json()).toMatchObject({ status: "revoked" });
    expect(await use()).toBe(401);
    const entries = await platformDb(env.DB).orm.select().from(auditLog).where(eq(auditLog.subjectId, made.id));
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ["operator_key.created", operator.id],
      ["operator_key.revoked", operator.id],
    ]);
  });

  it("is rotated with overlap, once, by an operator who is signed in", async () => {
    const { ask } = await atHome();
    const { id, secret } = await (await ask(path, { body })).json<{ id: string; secret: string }>();
    const rotate = () => ask(`${path}/${id}/rotate`, { body: { overlapHours: 1 } });
    const rotated = await rotate();
    const fresh = await rotated.json<{ secret: string }>();
    expect(fresh).toMatchObject({ replaces: id, scopes: ["operations:read"], status: "active" });
    const use = async (key: string) => (await request(path, { key })).status;
    expect([rotated.status, await use(secret), await use(fresh.secret)]).toEqual([201, 200, 200]);
    expect(await (await rotate()).json()).toMatchObject({ status: 409, code: "already_rotated" });
    const byKey = await request(`${path}/${id}/rotate`, { key: fresh.secret, body: {} });
    expect(byKey.status).toBe(403);
    travel(3_601_000);
    expect([await use(secret), await use(fresh.secret)]).toEqual([401, 200]);
  });

  it("erases no tenant without the scope of that name", async () => {
    const { ask } = await atHome();
    const tenant = await aTenant();
    const scopes = ["operations:write"];
    const { secret } = await (await ask(path, { body: { ...body, scopes } })).json<{ secret: string }>();
    const erase = `/api/v1/operations/tenants/${tenant.tenantId}/erase-key`;
    const refused = await request(erase, { key: secret, body: { confirmSlug: tenant.tenantId } });
    expect(await refused.json()).toMatchObject({ status: 403, code: "forbidden" });
  });

  it("is made by no key, reaches no tenant, and has no scope of one", async () => {
    const { ask } = await atHome();
    const made = await (await ask(path, { body: { ...body, scopes: ["operations:write"] } })).json<{
      secret: string;
    }>();
    const byKey = await request(path, { key: made.secret, body });
    expect((await problemOf(byKey)).code).toBe("operator_required");
    expect((await request("/api/v1/branches", { key: made.secret })).status).toBe(403);
    expect((await ask(path, { body: { ...body, scopes: ["calls:read"] } })).status).toBe(400);
  });

  it("is no tenant's: their keys are not found here", async () => {
    const { ask } = await atHome();
    const id = await aKeyId(await aTenant());
    expect((await ask(`${path}/${id}`, { method: "DELETE" })).status).toBe(404);
    expect(
      await env.DB.prepare("SELECT revoked_at FROM api_keys WHERE id = ?").bind(id).first("revoked_at"),
    ).toBeNull();
  });
});
