import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { idempotencyKeys } from "../../../src/db/schema/idempotency.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { isOutcome } from "../../../src/domain/identity/idempotency.ts";
import { DAY_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import { beginExecution, Execution, type KeyedRequest } from "../../../src/use-cases/identity/idempotency.ts";
import { runJob } from "../../../src/use-cases/operations/run-job.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aKey, anOperatorKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { travel } from "../../support/worker/outages.ts";
import { rawRows } from "../../support/worker/rows.ts";

let tenant: TestTenant;
let key: string;

const path = "/api/v1/resources";
const chair = () => ({ branchId: tenant.branchId, name: "Chair", kind: "Chair" });

type Post = { body?: object | string; idempotencyKey?: string; key?: string; to?: string };

function post({ body = chair(), idempotencyKey = "key-1", key: credential = key, to = path }: Post = {}) {
  return request(to, { key: credential, body, headers: { "idempotency-key": idempotencyKey } });
}

async function countResources({ tenantId }: TestTenant): Promise<number> {
  const query = "SELECT count(*) AS count FROM resources WHERE tenant_id = ?";
  return (await env.DB.prepare(query).bind(tenantId).first<number>("count")) ?? 0;
}

async function refusalOf(response: Response): Promise<string> {
  return `${response.status} ${(await problemOf(response)).code}`;
}

/** The claim that the request of `post` makes, as if its isolate had then died. */
async function claimAndDie(body: object = chair(), to = path): Promise<Execution> {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const bodyHash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  const row = await env.DB.prepare("SELECT id FROM api_keys WHERE tenant_id = ?").bind(tenant.tenantId).first("id");
  const actor = String(row) as KeyedRequest["actor"];
  const scope = { actor, route: `POST ${to}`, key: "key-1" };
  const begun = await beginExecution(
    env,
    { tenantId: tenant.tenantId, ...scope, bodyHash, mayRunAgain: true },
    Date.now(),
  );
  if (!begun.ok || !(begun.value instanceof Execution)) throw new Error("the key was taken");
  return begun.value;
}

beforeAll(async () => {
  await request("/health");
});
beforeEach(async () => {
  tenant = await aTenant();
  key = await aKey(tenant);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a POST with an Idempotency-Key", () => {
  it("is carried out once; the same again is answered the same, byte for byte, and says so", async () => {
    const first = await post();
    const again = await post();
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.text()).toBe(await first.text());
    for (const name of ["content-type", "etag", "cache-control"]) {
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    }
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await countResources(tenant)).toBe(1);
    expect(await rawRows(tenant, "audit_log")).toHaveLength(1);
  });

  it("with another body is refused, be it the same but for a blank", async () => {
    await post();
    expect(await refusalOf(await post({ body: { ...chair(), name: "Sofa" } }))).toBe("422 idempotency_mismatch");
    expect(await refusalOf(await post({ body: `${JSON.stringify(chair())} ` }))).toBe("422 idempotency_mismatch");
    expect(await countResources(tenant)).toBe(1);
  });

  it("is somebody else's request when another key, another user, another tenant or another route uses the same", async () => {
    const other = await aTenant();
    const answers = [
      await post(),
      await post({ key: await aKey(tenant) }),
      await request(path, {
        session: await aSession(tenant, "owner"),
        body: chair(),
        headers: { "idempotency-key": "key-1" },
      }),
      await post({ key: await aKey(other), body: { ...chair(), branchId: other.branchId } }),
      await post({ to: "/api/v1/staff", body: { branchId: tenant.branchId, name: "Cem" } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(answers.map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, null, null, null, null]);
    expect([await countResources(tenant), await countResources(other)]).toEqual([3, 1]);
  });

  it("sent 50 times at once is carried out once; the others get its answer or wait", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post()));
    expect(await countResources(tenant)).toBe(1);
    const made = answers.filter(({ status }) => status === 201);
    expect(made.filter(({ headers }) => !headers.has("idempotency-replayed"))).toHaveLength(1);
    expect(new Set(await Promise.all(made.map((answer) => answer.text()))).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await refusalOf(answer)).toBe("409 idempotency_in_progress");
    }
  });

  it("is a new request after a day", async () => {
    await post();
    travel(DAY_MS - MINUTE_MS);
    expect((await post()).headers.get("idempotency-replayed")).toBe("true");
    travel(2 * MINUTE_MS);
    expect((await post({ body: { ...chair(), name: "Sofa" } })).status).toBe(201);
    expect(await countResources(tenant)).toBe(2);
  });

  it.each([
    { name: "a field that is not valid", post: { body: { name: "Chair" } } },
    { name: "a body that is no JSON", post: { body: "{" } },
  ])("stores nothing for $name: the corrected request may use the same key", async ({ post: wrong }) => {
    expect((await post(wrong)).status).toBe(400);
    expect((await post()).status).toBe(201);
  });

  it("is an operator's or a PATCH just as well, each under its own name", async () => {
    const operator = { key: await anOperatorKey(), body: {}, headers: { "idempotency-key": "key-1" } };
    const rotate = () => request("/api/v1/operations/keys/rotate", operator);
    const [first, again] = [await rotate(), await rotate()];
    expect([first.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
    expect(await again.text()).toBe(await first.text());
    const rename = (name: string) =>
      request(`/api/v1/services/${tenant.cut}`, { key, method: "PATCH", body: { name }, headers: operator.headers });
    expect((await rename("Trim")).status).toBe(200);
    expect((await rename("Trim")).headers.get("idempotency-replayed")).toBe("true");
    expect(await refusalOf(await rename("Crop"))).toBe("422 idempotency_mismatch");
  });

  it("stores nothing when the credential may not do it", async () => {
    const reader = await aKey(tenant, ["catalogue:read"]);
    expect((await post({ key: reader })).status).toBe(403);
    const db = tenantDb(env.DB, tenant.tenantId);
    expect(await db.orm.select().from(idempotencyKeys)).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ tenantId: tenant.tenantId })]),
    );
  });

  it("keeps a refusal that came of carrying it out", async () => {
    const foreign = await aTenant();
    const first = await post({ body: { ...chair(), branchId: foreign.branchId } });
    const again = await post({ body: { ...chair(), branchId: foreign.branchId } });
    expect([first.status, again.status]).toEqual([404, 404]);
    expect(await again.text()).toBe(await first.text());
  });

  it("keeps a fault of ours too, for something may have happened", async () => {
    const batch = vi.spyOn(env.DB, "batch").mockImplementation(() => {
      throw new Error("D1 is down");
    });
    const first = await post();
    batch.mockRestore();
    const again = await post();
    expect([first.status, again.status]).toEqual([500, 500]);
    expect(await again.text()).toBe(await first.text());
    expect((await post({ idempotencyKey: "key-2" })).status).toBe(201);
  });

  it.each(["", "x".repeat(256)])("of the wrong length is refused by name", async (idempotencyKey) => {
    const response = await post({ idempotencyKey });
    expect((await problemOf(response)).errors?.map(({ field }) => field)).toEqual(["idempotency-key"]);
  });

  it("shows a key's secret again to who made it, and to nobody who reads the database", async () => {
    const session = await aSession(tenant, "owner");
    const body = { name: "Till", scopes: ["calendar:read"] };
    const make = () => request("/api/v1/api-keys", { session, body, headers: { "idempotency-key": "make" } });
    const [first, again] = [await (await make()).json<{ secret: string }>(), await (await make()).json()];
    expect(again).toEqual(first);
    const stored = (await env.DB.prepare("SELECT * FROM idempotency_keys").all()).results;
    expect(stored.length).toBeGreaterThan(0);
    expect(JSON.stringify(stored)).not.toContain(first.secret.slice(8));
  });
});

describe("a crash (abuse case 50)", () => {
  it("before the effect is an honest 409 until the lease ends; then the request is carried out", async () => {
    await claimAndDie();
    const early = await post();
    expect(Number(early.headers.get("retry-after"))).toBeGreaterThan(50);
    expect(await refusalOf(early)).toBe("409 idempotency_in_progress");
    travel(MINUTE_MS + 1);
    expect(await refusalOf(await post({ body: { ...chair(), name: "Sofa" } }))).toBe("422 idempotency_mismatch");
    expect((await post()).status).toBe(201);
    expect((await post()).headers.get("idempotency-replayed")).toBe("true");
    expect(await countResources(tenant)).toBe(1);
  });

  it("in the midst of what could be done twice is not carried out again: nobody knows what became of it", async () => {
    const [to, body] = ["/api/v1/webhook-endpoints", { url: "https://till.example/hook", eventTypes: ["*"] }];
    await claimAndDie(body, to);
    expect(await refusalOf(await post({ body, to }))).toBe("409 idempotency_in_progress");
    travel(MINUTE_MS + 1);
    for (let i = 0; i < 2; i++)
      expect(await refusalOf(await post({ body, to }))).toBe("409 idempotency_outcome_unknown");
    expect((await post({ body, to, idempotencyKey: "key-2" })).status).toBe(201);
  });

  it("between effect and answer loses neither: both were stored together", async () => {
    const settled = vi.spyOn(Execution.prototype, "complete").mockRejectedValue(new Error("killed"));
    const lost = await post();
    expect(settled).toHaveBeenCalled();
    settled.mockRestore();
    const again = await post();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await again.text()).toBe(await lost.text());
    expect(await countResources(tenant)).toBe(1);
  });

  it("that was none: who comes back after the lease can no longer store an effect", async () => {
    const slow = await claimAndDie();
    travel(MINUTE_MS + 1);
    expect((await post()).status).toBe(201);
    const late = await slow.completion({ status: 201, headers: {}, body: "late" });
    const db = tenantDb(env.DB, tenant.tenantId);
    await db.orm.batch(late); // stored already: the late answer changes nothing
    expect(await (await post()).json()).toMatchObject({ name: "Chair" });
  });

  it("that was none, while the other still runs: the late batch is rolled back", async () => {
    const slow = await claimAndDie();
    travel(MINUTE_MS + 1);
    await claimAndDie();
    const late = await slow.completion({ status: 201, headers: {}, body: "late" });
    await expect(tenantDb(env.DB, tenant.tenantId).orm.batch(late)).rejects.toThrow();
  });
});

describe("the night", () => {
  it("removes keys that are over, and no others", async () => {
    await post();
    const count = async () =>
      (await env.DB.prepare("SELECT count(*) AS n FROM idempotency_keys WHERE tenant_id = ?")
        .bind(tenant.tenantId)
        .first<number>("n")) ?? 0;
    const prune = (now: number) => runJob(env, createExecutionContext(), { type: "prune_idempotency_keys" }, now);
    await prune(Date.now() + DAY_MS - MINUTE_MS);
    expect(await count()).toBe(1);
    await prune(Date.now() + DAY_MS + MINUTE_MS);
    expect(await count()).toBe(0);
  });
});

it.each([200, 201, 204, 404, 409, 412, 422, 500, 503])("%i is an outcome", (status) => {
  expect(isOutcome(status)).toBe(true);
});

it.each([400, 401, 403, 413, 415, 429])("%i was said before anything was carried out", (status) => {
  expect(isOutcome(status)).toBe(false);
});
