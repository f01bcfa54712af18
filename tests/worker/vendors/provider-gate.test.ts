import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { PlatformCircuitView } from "../../../src/contracts/circuits.ts";
import type { ConnectionView } from "../../../src/contracts/connections.ts";
import { budgetOf } from "../../../src/domain/vendors/budget.ts";
import type { VendorAnswer } from "../../../src/domain/vendors/vendor-answer.ts";
import { throughGate } from "../../../src/providers/gate.ts";
import { openGate } from "../../../src/use-cases/vendors/open-gate.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aClient } from "../../support/worker/client.ts";
import { anOperatorKey, aSession, request } from "../../support/worker/credentials.ts";
import { evict } from "../../support/worker/evict.ts";
import { breakD1, travel } from "../../support/worker/outages.ts";
import { rawRows } from "../../support/worker/rows.ts";

const down: VendorAnswer<string> = {
  ok: false,
  error: { reason: "vendor_error", status: 503, message: "away", retryAfterMs: null },
};
const fine: VendorAnswer<string> = { ok: true, value: "done" };

function gateOf({ tenantId, connectionId }: TestTenant) {
  return openGate(env, { tenantId, connection: connectionId, provider: "retell" });
}
const objectOf = ({ tenantId, connectionId }: TestTenant) => env.PROVIDER_GATE.getByName(`${tenantId}/${connectionId}`);

async function fail(tenant: TestTenant, times: number) {
  for (let call = 0; call < times; call++) await throughGate(gateOf(tenant), async () => down);
}

beforeAll(async () => {
  await throughGate(gateOf(await aTenant()), async () => fine);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("the gate of a connection", () => {
  it("gives a crowd no more leaves than the budget has, and the rest a time", async () => {
    const tenant = await aTenant();
    vi.useFakeTimers({ toFake: ["Date"] });
    const calls = Array.from({ length: 50 }, () => throughGate(gateOf(tenant), async () => fine));
    const answers = await Promise.all(calls);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(budgetOf("retell").burst);
    expect(answers.find(({ ok }) => !ok)).toEqual({
      ok: false,
      error: { reason: "over_budget", retryAt: expect.any(Number) },
    });
  });

  it("stops calling after five failures, also after an eviction, lets one probe of many find out, and closes", async () => {
    const tenant = await aTenant();
    await fail(tenant, 5);
    const call = vi.fn(async () => fine);
    await evict(objectOf(tenant));
    expect(await throughGate(gateOf(tenant), call)).toMatchObject({ error: { reason: "circuit_open" } });
    expect(call).not.toHaveBeenCalled();
    travel(8_000);
    const answers = await Promise.all(Array.from({ length: 10 }, () => throughGate(gateOf(tenant), call)));
    expect(answers.some(({ ok }) => ok)).toBe(true);
    expect(await throughGate(gateOf(tenant), call)).toEqual(fine);
  });

  it("lets exactly one of ten through while the probe is out", async () => {
    const tenant = await aTenant();
    await fail(tenant, 5);
    travel(8_000);
    const leaves = await Promise.all(Array.from({ length: 10 }, () => gateOf(tenant).ask()));
    expect(leaves.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("does not mistake a refusal for a vendor that is down", async () => {
    const tenant = await aTenant();
    const refused: VendorAnswer<string> = { ok: false, error: { reason: "refused", status: 422, message: "no" } };
    for (let call = 0; call < 8; call++)
      expect(await throughGate(gateOf(tenant), async () => refused)).toEqual(refused);
    expect(await throughGate(gateOf(tenant), async () => fine)).toEqual(fine);
  });

  it("is no lock: when the gate itself is away, calls go on", async () => {
    const tenant = await aTenant();
    vi.spyOn(env.PROVIDER_GATE, "getByName").mockImplementation(() => {
      throw new Error("objects are down");
    });
    expect(await throughGate(gateOf(tenant), async () => fine)).toEqual(fine);
  });
});

describe("the state", () => {
  it("is shown to its business and to operators, to no other business, and is forgotten with the credential", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    await fail(tenant, 5);
    const owner = await aClient(tenant, { session: await aSession(tenant, "owner") });
    const path = `/connections/${tenant.connectionId}`;
    const shown = await (await owner.send(path)).json<ConnectionView>();
    expect(shown.circuit).toMatchObject({ state: "open", lastError: "status_503", retryAt: expect.any(String) });
    const others = await (await (await aClient(other)).send("/connections")).json<{ items: ConnectionView[] }>();
    expect(others.items.map(({ circuit }) => circuit.state)).toEqual(["closed"]);

    const list = `/api/v1/operations/circuits?state=open&tenantId=${tenant.tenantId}`;
    const { items } = await (await request(list, { key: await anOperatorKey() })).json<{
      items: PlatformCircuitView[];
    }>();
    expect(items).toMatchObject([{ connection: tenant.connectionId, state: "open", openings: 1, tenantName: "Salon" }]);

    const body = { provider: "retell", apiKey: "key_brand_new_1" };
    await owner.send(`${path}/secret`, { method: "PUT", body });
    expect(await rawRows(tenant, "provider_circuits")).toEqual([]);
    expect(await throughGate(gateOf(tenant), async () => fine)).toEqual(fine);
  });

  it("reaches its row later when D1 was away", async () => {
    const tenant = await aTenant();
    breakD1();
    await fail(tenant, 5);
    vi.restoreAllMocks();
    expect(await rawRows(tenant, "provider_circuits")).toEqual([]);
    expect(await runDurableObjectAlarm(objectOf(tenant))).toBe(true);
    expect(await rawRows(tenant, "provider_circuits")).toMatchObject([{ state: "open" }]);
  });
});
