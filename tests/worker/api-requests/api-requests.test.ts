import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { ApiFailureView, ApiRequestView } from "../../../src/contracts/api-requests.ts";
import { DAY_MS } from "../../../src/domain/time.ts";
import { runJob } from "../../../src/use-cases/operations/run-job.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { type ApiRequest, aKey, aNamedKey, aSession, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";

const HEADERS = { "x-request-id": "req-of-the-test-1" };

let tenant: TestTenant;
let owner: ApiRequest;
let key: Awaited<ReturnType<typeof aNamedKey>>;

beforeAll(async () => {
  tenant = await aTenant();
  owner = { session: await aSession(tenant, "owner") };
  key = await aNamedKey(tenant);
  await request("/api/v1/branches?limit=7", { key: key.key, headers: HEADERS });
  await request("/api/v1/customers/cus_nobody", { key: key.key });
  await request("/api/v1/branches", owner);
  await eventually(async () => expect(await logOf("")).toHaveLength(2));
});

async function logOf(query: string, who: ApiRequest = owner): Promise<ApiRequestView[]> {
  const answer = await request(`/api/v1/api-requests${query}`, who);
  return ((await answer.json()) as { items: ApiRequestView[] }).items;
}

describe("the log of what keys asked for", () => {
  it("tells request and answer, newest first, and nothing of what people ask for", async () => {
    const [refused, answered] = await logOf("");
    expect(answered).toMatchObject({ method: "GET", path: "/api/v1/branches", status: 200, code: null, keyId: key.id });
    expect(answered?.requestId).toBe("req-of-the-test-1");
    expect(refused).toMatchObject({ path: "/api/v1/customers/cus_nobody", status: 400, code: "invalid_input" });
    expect(refused?.durationMs).toBeGreaterThanOrEqual(0);
  });

  it.each([
    { query: "?requestId=req-of-the-test-1", paths: ["/api/v1/branches"] },
    { query: "?requestId=req-of-nobody", paths: [] },
    { query: "?outcome=failed", paths: ["/api/v1/customers/cus_nobody"] },
    { query: "?outcome=done", paths: ["/api/v1/branches"] },
    { query: "?code=invalid_input", paths: ["/api/v1/customers/cus_nobody"] },
    { query: "?code=internal", paths: [] },
    { query: "?to=2020-01-01T00:00:00Z", paths: [] },
  ])("is searched: $query", async ({ query, paths }) => {
    expect((await logOf(query)).map(({ path }) => path)).toEqual(paths);
  });

  it("gathers failures of the last day by kind", async () => {
    const answer = await request("/api/v1/api-requests/failures", owner);
    const { items } = (await answer.json()) as { items: ApiFailureView[] };
    expect(items).toMatchObject([{ status: 400, code: "invalid_input", count: 1 }]);
  });

  it("is another tenant's own affair, and no key's", async () => {
    const other = { session: await aSession(await aTenant(), "owner") };
    expect(await logOf("", other)).toEqual([]);
    expect((await request("/api/v1/api-requests", { key: await aKey(tenant) })).status).toBe(403);
    expect((await request("/api/v1/api-requests", { session: await aSession(tenant, "staff") })).status).toBe(403);
  });

  it("is forgotten after a week", async () => {
    const others = await aTenant();
    await request("/api/v1/branches", { key: await aKey(others) });
    const their = { session: await aSession(others, "owner") };
    await eventually(async () => expect(await logOf("", their)).toHaveLength(1));
    const age = (ms: number) =>
      env.DB.prepare("UPDATE api_requests SET at = ? WHERE tenant_id = ?")
        .bind(Date.now() - ms, others.tenantId)
        .run();
    const prune = () => runJob(env, createExecutionContext(), { type: "prune_operations" }, Date.now());
    await age(6 * DAY_MS);
    await prune();
    expect(await logOf("", their)).toHaveLength(1);
    await age(8 * DAY_MS);
    await prune();
    expect(await logOf("", their)).toHaveLength(0);
  });
});
