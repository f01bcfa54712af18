import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { apiLimitsOf } from "../../../src/domain/identity/limits.ts";
import type { ApiKeyId, TenantId } from "../../../src/domain/ids.ts";
import { createApp } from "../../../src/http/app.ts";
import { takeApi } from "../../../src/use-cases/identity/limit-api-use.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { createUpstash } from "../../sandbox/vendors/upstash/upstash.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aKey, anOperatorKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { playNetwork } from "../../support/worker/network.ts";
import { ORIGIN } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";

/** The beginning of a window, in the future: no other test counts there. */
const START = Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000;
const path = "/api/v1/branches";
const upstash = { UPSTASH_REDIS_REST_URL: "http://upstash.test", UPSTASH_REDIS_REST_TOKEN: "a-good-token" };

let tenant: TestTenant;

function setTier(tier: string): Promise<unknown> {
  return env.DB.prepare("UPDATE tenants SET tier = ? WHERE id = ?").bind(tier, tenant.tenantId).run();
}

async function many(times: number, ask: () => Promise<Response>): Promise<Response[]> {
  const answers = [];
  for (let n = 0; n < times; n++) answers.push(await ask());
  return answers;
}

const app = createApp();
/** The Worker with Upstash configured; the object is the same for all requests of a test, as it is in an isolate. */
function withUpstash(fetchThere: typeof fetch) {
  const asking = vi.fn(fetchThere);
  playNetwork(asking, ({ host }) => host === "upstash.test");
  return { there: { ...env, ...upstash } as Env, asking };
}

function ask(there: Env, key: string): Promise<Response> {
  const headers = { authorization: `Bearer ${key}` };
  return Promise.resolve(app.fetch(new Request(ORIGIN + path, { headers }), there, createExecutionContext()));
}

function playUpstash(): typeof fetch {
  const bench = { now: Date.now, sleep: () => Promise.resolve(), fetch, demo: () => Promise.reject(new Error("none")) };
  const vendor = createUpstash(bench);
  return async (url, init) => vendor.app.request(String(url), init as RequestInit);
}

beforeAll(async () => {
  await request("/health");
});
beforeEach(async () => {
  tenant = await aTenant();
  vi.useFakeTimers({ toFake: ["Date"], now: START });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a key of the starter tier", () => {
  it("may ask 60 times a minute, is told so with every answer, and then has to wait", async () => {
    await setTier("starter");
    const key = await aKey(tenant);
    const answers = await many(61, () => request(path, { key }));
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 60 }, () => 200), 429]);
    const [first] = answers;
    expect(first?.headers.get("ratelimit-policy")).toBe('"key";q=60;w=60, "tenant";q=300;w=60');
    expect(first?.headers.get("ratelimit")).toBe('"key";r=59;t=60, "tenant";r=299;t=60');
    const refused = answers.at(-1) ?? new Response();
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(refused.headers.get("ratelimit")).toBe('"key";r=0;t=60, "tenant";r=239;t=60');
    expect(await problemOf(refused)).toMatchObject({ status: 429, code: "too_many_requests" });

    expect((await request(path, { key: await aKey(tenant) })).status).toBe(200); // another key has its own
    expect((await request(path, { session: await aSession(tenant, "viewer") })).status).toBe(200);
    vi.setSystemTime(START + 60_000);
    vi.spyOn(env.RL_60, "limit").mockResolvedValue({ success: true }); // its clock cannot be set
    expect((await request(path, { key })).status).toBe(200);
  });

  it("tells a refused request what is left, too", async () => {
    const response = await request("/api/v1/appointments", { key: await aKey(tenant, ["calls:read"]) });
    expect([response.status, response.headers.get("ratelimit")]).toEqual([
      403,
      '"key";r=999;t=60, "tenant";r=2999;t=60',
    ]);
  });
});

describe("all keys of a tenant together", () => {
  const permissions = new Set([]);
  const limitsOf = (keyId: ApiKeyId, tenantId: TenantId) =>
    apiLimitsOf({ kind: "api_key", keyId, tenantId, permissions, mode: "live", tier: "starter" });

  it("may ask five times as often as one, and no more", async () => {
    const tenantId: TenantId = newId("ten");
    const keys = Array.from({ length: 6 }, () => newId("key"));
    const passed = [];
    for (const key of keys) {
      for (let n = 0; n < 60; n++) {
        const taken = await takeApi(env, limitsOf(key, tenantId), START);
        passed.push(taken.every(({ isAllowed }) => isAllowed));
      }
    }
    expect(passed.filter(Boolean)).toHaveLength(300);
    expect(passed.lastIndexOf(true)).toBe(299);
  });

  it("wait where the limiter has seen more of them elsewhere than this isolate has", async () => {
    const full = { limit: () => Promise.resolve({ success: false }) };
    const taken = await takeApi({ ...env, RL_60: full } as Env, limitsOf(newId("key"), newId("ten")), START);
    expect(taken).toMatchObject([{ isAllowed: false, remaining: 0, resetSeconds: 60 }, { isAllowed: true }]);
  });

  it("are served when the limiter itself is away: its outage is not the product's", async () => {
    const away = { limit: () => Promise.reject(new Error("away")) };
    const there = { ...env, RL_60: away } as Env;
    const limits = limitsOf(newId("key"), newId("ten"));
    expect((await takeApi(there, limits, START)).every(({ isAllowed }) => isAllowed)).toBe(true);
  });
});

describe("with Upstash", () => {
  it("the count is Upstash's, over all locations", async () => {
    await setTier("starter");
    const { there } = withUpstash(playUpstash());
    const elsewhere = { ...env, ...upstash } as Env;
    const key = await aKey(tenant);
    const answers = await many(30, () => ask(there, key));
    const others = await many(31, () => ask(elsewhere, key));
    expect([...answers, ...others].map(({ status }) => status)).toEqual([
      ...Array.from({ length: 60 }, () => 200),
      429,
    ]);
    expect(answers[0]?.headers.get("ratelimit")).toBe('"key";r=59;t=60, "tenant";r=299;t=60');
    expect(others.at(-1)?.headers.get("retry-after")).toBe("60");
  });

  const broken: Record<string, typeof fetch> = {
    refused: () => Promise.reject(new TypeError("connection refused")),
    "failing with 500": async () => Response.json({ error: "ERR" }, { status: 500 }),
    silent: (_, init) =>
      new Promise((_resolve, reject) =>
        (init as RequestInit).signal?.addEventListener("abort", () => reject(new Error("aborted"))),
      ),
  };

  it.each(Object.keys(broken))(
    "%s, a credential is served all the same, under the platform's own limit",
    async (how) => {
      await setTier("starter");
      const { there, asking } = withUpstash(broken[how] ?? fetch);
      const key = await aKey(tenant);
      const answers = await many(61, () => ask(there, key));
      expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 60 }, () => 200), 429]);
      expect(asking.mock.calls.length).toBeLessThanOrEqual(2); // one for each limit, then it is left alone
    },
  );
});

describe("the tier of a tenant", () => {
  const tierPath = () => `/api/v1/operations/tenants/${tenant.tenantId}/tier`;
  const put = (key: string, tier: string, to = tierPath()) => request(to, { key, method: "PUT", body: { tier } });

  it("is set by the operator, counts within seconds, and leaves an entry in the tenant's audit log", async () => {
    const [operator, key] = [await anOperatorKey(), await aKey(tenant)];
    expect((await request(path, { key })).headers.get("ratelimit-policy")).toContain("q=1000");
    expect(await (await put(operator, "standard")).json()).toEqual({ tier: "standard" });
    expect(await (await request(tierPath(), { key: operator })).json()).toEqual({ tier: "standard" });
    vi.setSystemTime(START + 5_001);
    expect((await request(path, { key })).headers.get("ratelimit-policy")).toBe(
      '"key";q=300;w=60, "tenant";q=1000;w=60',
    );
    await put(operator, "standard");
    expect(await rawRows(tenant, "audit_log")).toMatchObject([
      { action: "tenant.tier_changed", subject_id: tenant.tenantId, facts: '{"before":"pro","after":"standard"}' },
    ]);
  });

  it("is no business of the tenant's own", async () => {
    const session = await aSession(tenant, "owner");
    expect((await request(tierPath(), { session, method: "PUT", body: { tier: "pro" } })).status).toBe(403);
    expect((await put(await aKey(tenant), "pro")).status).toBe(403);
  });

  it("must be one that there is, of a tenant that there is", async () => {
    const operator = await anOperatorKey();
    expect((await put(operator, "unlimited")).status).toBe(400);
    expect((await put(operator, "pro", `/api/v1/operations/tenants/${newId("ten")}/tier`)).status).toBe(404);
  });
});
