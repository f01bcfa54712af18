import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { apiKeyView, type NewApiKeyView, newApiKeyView } from "../../../src/contracts/api-keys.ts";
import { keyPermissions, permissionsOf } from "../../../src/domain/identity/permissions.ts";
import { DAY_MS, HOUR_MS } from "../../../src/domain/time.ts";
import { hashToken } from "../../../src/use-cases/identity/token.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aKey, aKeyId, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { travel } from "../../support/worker/outages.ts";
import { rawRows } from "../../support/worker/rows.ts";

let tenant: TestTenant;
let owner: string;

const path = "/api/v1/api-keys";
const wanted = { name: "Till", scopes: ["appointments:read", "calendar:read"] };

async function create(body: object = {}, session = owner): Promise<NewApiKeyView> {
  const response = await request(path, { session, body: { ...wanted, ...body } });
  expect(response.status).toBe(201);
  return newApiKeyView.parse(await response.json());
}

async function view(id: string, session = owner) {
  return apiKeyView.parse(await (await request(`${path}/${id}`, { session })).json());
}

/** The status that a key is answered with by what its scope allows. */
async function use(secret: string): Promise<number> {
  return (await request("/api/v1/appointments", { key: secret })).status;
}

async function refusalOf(response: Response): Promise<string> {
  return `${response.status} ${(await problemOf(response)).code}`;
}

function rotate(id: string, body: object = {}, session = owner): Promise<Response> {
  return request(`${path}/${id}/rotate`, { session, body });
}

beforeAll(async () => {
  tenant = await aTenant();
  owner = await aSession(tenant, "owner");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a new API key", () => {
  it("is shown once, opens what its scopes say, and is stored as a hash", async () => {
    const made = await create();
    expect(made.secret).toMatch(/^fd_live_[\w-]{43}$/);
    expect(made).toMatchObject({
      name: "Till",
      mode: "live",
      status: "active",
      scopes: wanted.scopes,
      lastUsedAt: null,
    });
    expect(made.prefix).toBe(made.secret.slice(0, 12));
    expect(made.lastFour).toBe(made.secret.slice(-4));
    expect(await use(made.secret)).toBe(200);
    const calls = await request("/api/v1/calls", { key: made.secret });
    expect(await refusalOf(calls)).toBe("403 forbidden");
    const shown = JSON.stringify([await view(made.id), await (await request(path, { session: owner })).json()]);
    const stored = JSON.stringify((await env.DB.prepare("SELECT * FROM api_keys").all()).results);
    for (const text of [shown, stored]) expect(text).not.toContain(made.secret.slice(8));
  });

  it("is told of in the audit log, without its name or secret", async () => {
    const { secret, id } = await create({ name: "Katharina's laptop" });
    const entries = (await rawRows(tenant, "audit_log")).filter((row) => row.subject_id === id);
    expect(entries).toMatchObject([{ action: "api_key.created", tenant_id: tenant.tenantId }]);
    expect(JSON.stringify(entries)).not.toMatch(/Katharina|fd_live/);
    expect(secret).toBeTruthy();
  });

  it.each([
    { name: "no scope", body: { scopes: [] }, field: "scopes" },
    { name: "an unknown scope", body: { scopes: ["everything"] }, field: "scopes.0" },
    { name: "a scope of the platform", body: { scopes: ["operations:write"] }, field: "scopes.0" },
    { name: "the scope to make keys", body: { scopes: ["api-keys:write"] }, field: "scopes.0" },
    { name: "an end in the past", body: { expiresAt: "2020-01-01T00:00:00Z" }, field: "expiresAt" },
    { name: "an end that is too far", body: { expiresAt: "2090-01-01T00:00:00Z" }, field: "expiresAt" },
    { name: "a test key that writes", body: { mode: "test", scopes: ["appointments:write"] }, field: "scopes" },
    { name: "an empty name", body: { name: " " }, field: "name" },
    { name: "a tenant (abuse case 3)", body: { tenantId: newId("ten") }, field: "tenantId" },
  ])("with $name is refused by name", async ({ body, field }) => {
    const response = await request(path, { session: owner, body: { ...wanted, ...body } });
    expect(response.status).toBe(400);
    expect((await problemOf(response)).errors?.map((error) => error.field)).toEqual([field]);
  });

  it("abuse 4: never does more than whoever made it", async () => {
    const manager = await aSession(tenant, "manager");
    const own = keyPermissions.filter((name) => permissionsOf("manager").has(name));
    const made = await create({ scopes: own }, manager);
    expect(made.scopes).toEqual(own);
  });

  it.each(["staff", "viewer"] as const)("cannot be made by %s", async (role) => {
    const response = await request(path, { session: await aSession(tenant, role), body: wanted });
    expect(await refusalOf(response)).toBe("403 forbidden");
  });

  it("cannot be made, seen or changed by another key, whatever its scopes say", async () => {
    const { id } = await create();
    const key = await aKey(tenant, [...keyPermissions, "api-keys:write", "api-keys:read"]);
    const attempts = [
      request(path, { key, body: wanted }),
      request(path, { key }),
      request(`${path}/${id}/rotate`, { key, body: {} }),
      request(`${path}/${id}`, { key, method: "DELETE" }),
    ];
    for (const attempt of attempts) expect(await refusalOf(await attempt)).toBe("403 forbidden");
  });

  it("for tests reads and changes nothing, whatever is stored (abuse case 3)", async () => {
    const { secret, id } = await create({ mode: "test" });
    expect(secret).toMatch(/^fd_test_/);
    await env.DB.prepare(`UPDATE api_keys SET scopes = '["appointments:read","appointments:write"]' WHERE id = ?`)
      .bind(id)
      .run();
    expect(await use(secret)).toBe(200);
    const write = await request("/api/v1/appointments", { key: secret, body: {} });
    expect(await refusalOf(write)).toBe("403 forbidden");
  });
});

describe("an API key", () => {
  it("of another tenant does not exist", async () => {
    const id = await aKeyId(await aTenant());
    const attempts = [
      request(`${path}/${id}`, { session: owner }),
      request(`${path}/${id}`, { session: owner, method: "PATCH", body: { name: "Mine" } }),
      request(`${path}/${id}`, { session: owner, method: "DELETE" }),
      rotate(id),
    ];
    for (const attempt of attempts) expect(await refusalOf(await attempt)).toBe("404 not_found");
    const row = await env.DB.prepare("SELECT name, revoked_at FROM api_keys WHERE id = ?").bind(id).first();
    expect(row).toEqual({ name: "Test", revoked_at: null });
  });

  it("that is revoked opens nothing in this isolate from that moment on, and stays in the list", async () => {
    const { secret, id } = await create();
    expect(await use(secret)).toBe(200);
    const revoked = await request(`${path}/${id}`, { session: owner, method: "DELETE" });
    expect(apiKeyView.parse(await revoked.json()).status).toBe("revoked");
    expect(await use(secret)).toBe(401);
    const again = await request(`${path}/${id}`, { session: owner, method: "DELETE" });
    expect(apiKeyView.parse(await again.json()).revokedAt).toBe((await view(id)).revokedAt);
    const entries = (await rawRows(tenant, "audit_log")).filter((row) => row.subject_id === id);
    expect(entries.map((row) => row.action)).toEqual(["api_key.created", "api_key.revoked"]);
  });

  it("that was revoked elsewhere a moment ago opens nothing that lasts", async () => {
    const mine = await aTenant();
    const key = await aKey(mine);
    const live = () => request(`/live/branches/${mine.branchId}`, { key, headers: { upgrade: "websocket" } });
    expect((await request("/api/v1/branches", { key })).status).toBe(200);
    const opened = await live();
    expect(opened.status).toBe(101);
    opened.webSocket?.accept();
    opened.webSocket?.close();
    await env.DB.prepare("UPDATE api_keys SET revoked_at = 1 WHERE tenant_id = ?").bind(mine.tenantId).run();
    expect((await request("/api/v1/branches", { key })).status).toBe(200); // known here for some seconds more
    expect((await live()).status).toBe(401);
  });

  it("is not trusted from an answer that was on its way while it was revoked", async () => {
    const { secret, id } = await create();
    const { promise, resolve } = Promise.withResolvers<void>();
    const prepare = env.DB.prepare.bind(env.DB);
    vi.spyOn(env.DB, "prepare").mockImplementationOnce((query) => {
      const statement = prepare(query);
      const bind = statement.bind.bind(statement);
      return Object.assign(statement, {
        bind: (...values: unknown[]) => {
          const bound = bind(...values);
          const raw = bound.raw.bind(bound);
          const delayed = async (options: never) => {
            const rows = await raw(options);
            await promise;
            return rows;
          };
          return Object.assign(bound, { raw: delayed });
        },
      });
    });
    const inFlight = use(secret);
    await request(`${path}/${id}`, { session: owner, method: "DELETE" });
    resolve();
    expect(await inFlight).toBe(200);
    expect(await use(secret)).toBe(401);
  });

  it("ends when it expires, to the moment, however well it is known", async () => {
    const { secret, id } = await create({ expiresAt: new Date(Date.now() + HOUR_MS).toISOString() });
    travel(HOUR_MS - 2_000);
    expect(await use(secret)).toBe(200);
    travel(2_500);
    expect(await use(secret)).toBe(401);
    vi.useRealTimers();
    expect((await view(id)).status).toBe("active");
  });

  it("can be renamed", async () => {
    const { id } = await create();
    const renamed = await request(`${path}/${id}`, { session: owner, method: "PATCH", body: { name: "Front desk" } });
    expect(apiKeyView.parse(await renamed.json()).name).toBe("Front desk");
    expect((await view(id)).name).toBe("Front desk");
  });

  it("tells when it was used last, written at most once a minute", async () => {
    const { secret, id } = await create();
    const started = Date.now();
    await use(secret);
    const noted = await eventually(async () => {
      const { lastUsedAt } = await view(id);
      expect(lastUsedAt).not.toBeNull();
      return Date.parse(lastUsedAt ?? "");
    });
    expect(noted).toBeGreaterThanOrEqual(started);
    travel(50_000); // D1 is asked again by now, and knows of the use
    await use(secret);
    expect(Date.parse((await view(id)).lastUsedAt ?? "")).toBe(noted);
    travel(20_000);
    await use(secret);
    await eventually(async () => expect(Date.parse((await view(id)).lastUsedAt ?? "")).toBeGreaterThan(noted));
  });

  it("is listed newest first, page by page, for its tenant only", async () => {
    const other = await aTenant();
    const session = await aSession(other, "manager");
    const made = [];
    for (const name of ["A", "B", "C"]) made.unshift((await create({ name }, session)).id);
    const ids: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const response = await request(`${path}?limit=2${query}`, { session });
      const page = await response.json<{ items: { id: string }[]; nextCursor: string | null }>();
      ids.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    }
    expect([...ids].sort()).toEqual([...made].sort());
  });
});

describe("who signed in long ago", () => {
  it("proves anew who they are before making or rotating a key, but may revoke one at once", async () => {
    const { id } = await create();
    const session = await aSession(tenant, "owner");
    await env.DB.prepare("UPDATE sessions SET stepped_up_at = 1 WHERE token_hash = ?")
      .bind(await hashToken(session))
      .run();
    expect(await refusalOf(await request(path, { session, body: wanted }))).toBe("403 step_up_required");
    expect(await refusalOf(await rotate(id, {}, session))).toBe("403 step_up_required");
    expect((await request(`${path}/${id}`, { session, method: "DELETE" })).status).toBe(200);
  });
});

describe("rotating an API key", () => {
  it("gives a new secret with the same scopes; the old one works for the overlap and not longer", async () => {
    const old = await create();
    const fresh = newApiKeyView.parse(await (await rotate(old.id, { overlapHours: 2 })).json());
    expect(fresh).toMatchObject({ name: "Till", scopes: wanted.scopes, replaces: old.id, expiresAt: null });
    expect([await use(old.secret), await use(fresh.secret)]).toEqual([200, 200]);
    travel(2 * HOUR_MS - 5_000);
    expect(await use(old.secret)).toBe(200);
    travel(6_000);
    expect([await use(old.secret), await use(fresh.secret)]).toEqual([401, 200]);
  });

  it("leaves the old one a day when nothing is said, and no moment with an overlap of zero", async () => {
    const [kept, cut] = [await create(), await create()];
    expect(await use(cut.secret)).toBe(200);
    await rotate(kept.id);
    await rotate(cut.id, { overlapHours: 0 });
    expect([await use(kept.secret), await use(cut.secret)]).toEqual([200, 401]);
    expect(Date.parse((await view(kept.id)).expiresAt ?? "") - Date.now()).toBeGreaterThan(DAY_MS - HOUR_MS);
  });

  it("never lengthens the life of the old one, and gives the new one the life that the old one had", async () => {
    const old = await create({ expiresAt: new Date(Date.now() + HOUR_MS).toISOString() });
    const fresh = newApiKeyView.parse(await (await rotate(old.id)).json());
    expect((await view(old.id)).expiresAt).toBe(old.expiresAt);
    const life = Date.parse(fresh.expiresAt ?? "") - Date.parse(fresh.createdAt);
    expect(life).toBe(Date.parse(old.expiresAt ?? "") - Date.parse(old.createdAt));
  });

  it("is possible once, however many ask at the same time", async () => {
    const { id } = await create();
    const answers = await Promise.all(Array.from({ length: 5 }, () => rotate(id)));
    expect(answers.map(({ status }) => String(status)).sort()).toEqual(["201", "409", "409", "409", "409"]);
    const refused = answers.find(({ status }) => status === 409) ?? new Response();
    expect(await refusalOf(refused)).toBe("409 already_rotated");
  });

  it("refuses what no longer works, and an overlap beyond a week", async () => {
    const { id } = await create();
    expect((await rotate(id, { overlapHours: 169 })).status).toBe(400);
    await request(`${path}/${id}`, { session: owner, method: "DELETE" });
    expect(await refusalOf(await rotate(id))).toBe("409 not_active");
  });

  it("of a key that may do more than oneself is refused", async () => {
    const { id } = await create();
    await env.DB.prepare(`UPDATE api_keys SET scopes = '["calls:read","no:longer"]' WHERE id = ?`).bind(id).run();
    expect(await refusalOf(await rotate(id))).toBe("403 scopes_not_yours");
  });
});
