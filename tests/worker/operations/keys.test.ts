import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { insertPhoneNumber, takeFromPool } from "../../../src/db/queries/numbers.ts";
import { findUserByEmailIndex } from "../../../src/db/queries/platform.ts";
import { findWrappedKey } from "../../../src/db/queries/tenants.ts";
import { platformDb, tenantDb } from "../../../src/db/tenant-db.ts";
import { isKeyErased, loginIndex, masterVersionOf, openVault, rewrapTenantKey } from "../../../src/db/vault.ts";
import { configOf, masterKeysOf } from "../../../src/env.ts";
import { startImpersonation } from "../../../src/use-cases/identity/operators/impersonate.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { rotateKeys } from "../../../src/use-cases/operations/keys/rotate-keys.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { rawStub } from "../../support/worker/calendar-object.ts";
import { aClient, bookedBy } from "../../support/worker/client.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { aKey, anOperatorKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { anOperator } from "../../support/worker/factors.ts";
import { aForm, bookPath, leadsTo, post } from "../../support/worker/public-pages.ts";
import { deliver, holdBackWebhooks } from "../../support/worker/queues.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";
import { aUser, postLogin } from "../identity/fixtures.ts";

const SECOND_KEY = "enp6enp6enp6enp6enp6enp6enp6enp6enp6enp6eno=";
const withSecondKey = () => ({ ...env, DATA_KEY_V2: SECOND_KEY }) as Env;

async function wrappedKeyOf({ tenantId }: TestTenant): Promise<string> {
  return (await findWrappedKey(tenantDb(env.DB, tenantId))) ?? "";
}

async function actionsOn(subjectId: string, owner: string): Promise<string[]> {
  const query = "SELECT action FROM audit_log WHERE subject_id = ? AND tenant_id = ?";
  return (await env.DB.prepare(query).bind(subjectId, owner).all<{ action: string }>()).results.map(
    (row) => row.action,
  );
}

const operator = { actor: newId("key"), requestId: "req-12345678", now: 1_000 };

/** Every tenant of this file, page by page. */
async function rotateAll(keys: Env): Promise<number> {
  let [after, rewrapped] = [null as Awaited<ReturnType<typeof rotateKeys>>["next"], 0];
  do {
    const page = await rotateKeys(keys, operator, after);
    rewrapped += page.rewrapped;
    after = page.next;
  } while (after !== null);
  return rewrapped;
}

beforeAll(async () => {
  await aTenant();
});
afterEach(() => vi.restoreAllMocks());

describe("a rotation of the master key", () => {
  it("rewraps every tenant's key once, and what was sealed before and after stays readable", async () => {
    const tenants = await Promise.all(Array.from({ length: 60 }, () => aTenant()));
    const [one] = tenants as [TestTenant];
    const place = { purpose: "customer.contact", row: "cus_1" } as const;
    const sealed = await one.vault.seal(place, "Käthe");
    const index = await one.vault.phoneIndex("+491713920001");

    expect(await rotateAll(withSecondKey())).toBeGreaterThanOrEqual(60);
    expect(await rotateAll(withSecondKey())).toBe(0);

    const keys = await Promise.all(tenants.map(wrappedKeyOf));
    expect(new Set(keys.map(masterVersionOf))).toEqual(new Set([2]));
    const vault = await openVault(masterKeysOf(withSecondKey()), one.tenantId, keys[0] ?? "");
    expect(await vault.open(place, sealed)).toBe("Käthe");
    expect(await vault.phoneIndex("+491713920001")).toBe(index);
    expect(await one.vault.open(place, await vault.seal(place, "Käthe"))).toBe("Käthe");
    await expect(rewrapTenantKey(masterKeysOf(env), one.tenantId, keys[0] ?? "")).rejects.toThrow("version 2 is not");
    expect(await actionsOn(one.tenantId, "platform")).toEqual(["tenant_key.rewrapped"]);
    // Calendars keep a copy of the key beside their rules and must load it anew.
    const version = env.DB.prepare("SELECT rulebook_version AS v FROM branches WHERE id = ?").bind(one.branchId);
    expect(await version.first("v")).toBe(2);
  });

  it("opens with the old master key only what that one wraps", async () => {
    const tenant = await aTenant();
    const onlyNew = [{ version: 2, key: SECOND_KEY }];
    await expect(rewrapTenantKey(onlyNew, tenant.tenantId, await wrappedKeyOf(tenant))).rejects.toThrow("version 1");
    expect(configOf(withSecondKey()).DATA_KEY_V2).toBe(SECOND_KEY);
  });

  it("is the operator's, and tells what it did", async () => {
    const tenant = await aTenant();
    const answer = await request("/api/v1/operations/keys/rotate", {
      key: await anOperatorKey(),
      body: { after: tenant.tenantId },
    });
    expect(await answer.json()).toEqual({ version: 1, rewrapped: 0, current: 0, erased: 0, next: null });
  });
});

describe("the erasure of a tenant's key", () => {
  const erase = async (tenant: TestTenant, confirmSlug: string) =>
    request(`/api/v1/operations/tenants/${tenant.tenantId}/erase-key`, {
      key: await anOperatorKey(),
      body: { confirmSlug },
    });

  it("wants the slug typed, and changes nothing without it", async () => {
    const tenant = await aTenant();
    const before = await wrappedKeyOf(tenant);
    const problem = await problemOf(await erase(tenant, "salon"));
    expect([problem.code, problem.errors?.[0]?.field]).toEqual(["not_confirmed", "confirmSlug"]);
    expect(await wrappedKeyOf(tenant)).toBe(before);
    expect((await problemOf(await erase({ ...tenant, tenantId: newId("ten") }, "x"))).code).toBe("not_found");
  });

  it("leaves no copy of the key, and every answer says that the data is gone", async () => {
    const client = await aClient();
    const { tenant } = client;
    const key = await aKey(tenant);
    const appointment = await bookedBy(client);
    await tenant.calendar().drain(tenant.ref);
    const wrapped = await wrappedKeyOf(tenant);

    const erased = await erase(tenant, tenant.tenantId);
    expect(erased.status).toBe(200);
    const { erasedAt } = await erased.json<{ erasedAt: string }>();
    expect(await (await erase(tenant, tenant.tenantId)).json()).toEqual({ erasedAt });

    expect(await wrappedKeyOf(tenant)).toBe("");
    const copies = await Promise.all((await env.DIRECTORY.list()).keys.map(({ name }) => env.DIRECTORY.get(name)));
    expect(copies.filter((copy) => copy?.includes(wrapped))).toEqual([]);
    const inObject = await runInDurableObject(rawStub(tenant), (_, { storage }) =>
      JSON.stringify(storage.sql.exec("SELECT value FROM settings").toArray()),
    );
    expect(inObject).toContain(tenant.branchId);
    expect(inObject).not.toContain(wrapped);

    for (const path of [
      `/appointments/${appointment.id}`,
      "/appointments",
      `/branches/${tenant.branchId}/calendar?date=2026-12-01`,
    ]) {
      const answer = await request(`/api/v1${path}`, { key });
      expect([answer.status, (await problemOf(answer)).code]).toEqual([410, "data_erased"]);
    }
    expect((await problemOf(await postRetell(tenant, "", callStarted(tenant)))).code).toBe("data_erased");
    expect(await actionsOn(tenant.tenantId, tenant.tenantId)).toEqual(["tenant_key.erased"]);
    expect(await actionsOn(tenant.tenantId, "platform")).toEqual(["tenant_key.erased"]);
    expect(platformDb(env.DB).tenantId).toBe("platform");
  });

  it("closes every door to it, and frees its users' addresses for a business of theirs", async () => {
    const tenant = await aTenant();
    const { email } = await aUser({ tenant: { ...tenant, db: tenantDb(env.DB, tenant.tenantId) } });
    const session = await aSession(tenant, "owner");
    const link = leadsTo(await post(bookPath(tenant, inTenDays(600)), aForm(inTenDays(600)))).split("?")[0] ?? "";
    const accept = { headers: { accept: "text/html" } };
    const doors = async () => [
      (await request("/api/v1/branches", { key: await aKey(tenant) })).status, // nothing of it is sealed
      (await request("/api/v1/branches", { session })).status,
      (await request("/login", { session, ...accept })).status,
      (await postLogin({ email })).status,
      (await request(`/b/${tenant.tenantId}`, accept)).status,
      (await request(`${link}?lang=en`, accept)).status,
    ];
    expect(await doors()).toEqual([200, 200, 303, 303, 302, 200]);

    await erase(tenant, tenant.tenantId);

    expect(await doors()).toEqual([410, 401, 200, 401, 404, 410]);
    expect(await (await request(`${link}?lang=en`, accept)).text()).toContain("This business is here no longer");
    const index = await loginIndex(configOf(env).DATA_KEY_V1, email);
    expect(await findUserByEmailIndex(env.DB, index)).toBeNull();
  });

  it("ends an operator's look inside, and lets none begin", async () => {
    const tenant = await aTenant();
    const { id: operatorId } = await anOperator("not a hash");
    const look = { operatorId, tenantId: tenant.tenantId, reason: "Ticket 4711", minutes: 30, mode: "read" } as const;
    const start = () => startImpersonation(env, { ...look, requestId: "req-12345678", now: Date.now() });
    const inside = await start();
    const session = inside.ok ? inside.value.token : "";
    expect((await request("/api/v1/branches", { session })).status).toBe(200);
    await erase(tenant, tenant.tenantId);
    expect((await request("/api/v1/branches", { session })).status).toBe(401);
    await expect(start()).rejects.toSatisfy(isKeyErased);
  });

  it("frees its numbers, of which those that it was lent go back to the pool", async () => {
    const [tenant, other, e164] = [await aTenant(), await aTenant(), "+493012345678"];
    const [mine, theirs] = [tenantDb(env.DB, tenant.tenantId), tenantDb(env.DB, other.tenantId)];
    const key = await anOperatorKey();
    await request("/api/v1/operations/number-pool", { key, body: { e164 } });
    const { now: at, ...by } = operator;
    const numberFor = ({ connectionId, branchId }: TestTenant, e164: string) => {
      return { id: newId("num"), e164, connectionId, branchId, createdAt: at };
    };
    const number = numberFor(other, tenant.phoneNumber);
    const entry = { ...by, action: "phone_number.connected", subjectId: number.id, facts: {}, at };
    expect(await takeFromPool(mine, e164, at)).toBe(true);
    expect(await insertPhoneNumber(mine, numberFor(tenant, e164), entry)).toBe(true);
    const free = async () => [await takeFromPool(theirs, e164, at), await insertPhoneNumber(theirs, number, entry)];
    expect(await free()).toEqual([false, false]);
    await erase(tenant, tenant.tenantId);
    expect(await free()).toEqual([true, true]);
    expect((await problemOf(await postRetell(tenant, "", callStarted(tenant)))).code).toBe("data_erased");
  });

  it("ends the background work of the tenant instead of repeating it", async () => {
    const tenant = await aTenant();
    const sent = holdBackWebhooks();
    await postRetell(tenant, "", callStarted(tenant));
    await tenant.calendar().drain(tenant.ref);
    await erase(tenant, tenant.tenantId);
    const { tenantId, branchId } = tenant;

    expect(sent).toHaveLength(1);
    const results = [
      await deliver("webhooks", [{ body: sent[0] }]),
      await deliver("jobs", [
        { body: { type: "check_drift", tenantId, branchId } },
        { body: { type: "chain_audit", owner: tenantId } },
        { body: { type: "forget_key", tenantId } },
      ]),
    ];
    expect(results.map(({ acked, retried }) => [acked.length, retried.length])).toEqual([
      [1, 0],
      [3, 0],
    ]);
    const query = "SELECT status, last_error AS error FROM webhook_events WHERE tenant_id = ?";
    const rows = (await env.DB.prepare(query).bind(tenantId).all<{ status: string; error: string }>()).results;
    expect(rows.map(({ status }) => status)).toEqual(["failed"]);
    expect(isKeyErased(new Error(rows[0]?.error))).toBe(true);
  });
});
