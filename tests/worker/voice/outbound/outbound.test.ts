import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { consentStatements } from "../../../../src/db/queries/opt-outs.ts";
import { tenantDb } from "../../../../src/db/tenant-db.ts";
import { HOUR_MS } from "../../../../src/domain/time.ts";
import { quietUntil } from "../../../../src/domain/voice/calling-hours.ts";
import { newId } from "../../../../src/use-cases/new-id.ts";
import { aTenant } from "../../../support/worker/a-tenant.ts";
import { aClient, type Client, outcomeOf } from "../../../support/worker/client.ts";
import { aSession, problemOf } from "../../../support/worker/credentials.ts";
import { eventually } from "../../../support/worker/eventually.ts";
import { rawRows } from "../../../support/worker/rows.ts";
import { playVendors } from "../../../support/worker/vendors.ts";

/** Sets the clock to an hour at which one may call, or to one at which one may not. */
function travelTo(kind: "day" | "night"): void {
  // Two in the morning lies in quiet hours whatever the day, and the next nine o'clock does not.
  const night = Date.parse("2027-03-02T01:00:00Z");
  const opens = quietUntil("Europe/Berlin", night) ?? night;
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(kind === "day" ? opens : night);
}

async function anOwner(): Promise<Client> {
  const tenant = await aTenant();
  return aClient(tenant, { session: await aSession(tenant, "owner") });
}

let callers = 0;

/** With a number in the US that its vendor has, and an agent. */
async function aCaller(): Promise<Client> {
  const owner = await anOwner();
  const { branchId, connectionId } = owner.tenant;
  expect((await owner.send(`/voice/agents/${branchId}/publish`, { body: { connectionId } })).status).toBe(200);
  // Each account counts from the same number: another area, another number.
  const body = { source: "vendor", branchId, connectionId, areaCode: String(301 + callers++) };
  expect((await owner.send("/voice/numbers", { body })).status).toBe(201);
  return owner;
}

async function aVapiConnection({ send, tenant }: Client): Promise<string> {
  const secret = { provider: "vapi", method: "hmac", secret: "signing-secret-0123456789" };
  const body = { name: "Vapi", defaultBranchId: tenant.branchId, secret };
  const { id } = await (await send("/connections", { body })).json<{ id: string }>();
  await send(`/connections/${id}/api-key`, { method: "PUT", body: { apiKey: `vapi-private-key-${id}` } });
  return id;
}

const call = ({ send, tenant }: Client, more: object = {}) => {
  const body = { branchId: tenant.branchId, phone: "+14155550123", basis: "gave_consent", purpose: "Your colour" };
  return send("/calls/outbound", { body: { ...body, ...more } });
};

/** As Retell stores one that has ended, under the number of the tenant. */
function aLostCall({ tenant }: Client) {
  const times = { start_timestamp: Date.now() - 60_000, end_timestamp: Date.now(), duration_ms: 60_000 };
  const agent = { agent_id: "agent_1", agent_version: 0, call_type: "phone_call", direction: "inbound" };
  const parties = { from_number: "+4915112345678", to_number: tenant.phoneNumber };
  return { call_id: `call_lost_${tenant.tenantId}`, call_status: "ended", ...agent, ...parties, ...times };
}

let stage: ReturnType<typeof playVendors>;
beforeAll(async () => {
  await aTenant();
});
beforeEach(() => {
  stage = playVendors();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a call that goes out", () => {
  it("is placed by the branch's agent with its purpose, and the audit log has why", async () => {
    travelTo("day");
    const owner = await aCaller();
    const placed = await call(owner);
    expect(placed.status).toBe(201);
    const { callId } = await placed.json<{ callId: string }>();
    expect(stage.asked.at(-1)?.body).toContain(owner.tenant.branchId);
    expect(stage.asked.at(-1)?.body).toContain("Your colour");
    const audit = await rawRows<{ action: string; subject_id: string; facts: string }>(owner.tenant, "audit_log");
    expect(audit.at(-1)).toMatchObject({ action: "call.placed", subject_id: callId });
    expect(audit.at(-1)?.facts).toContain("gave_consent");
    expect(JSON.stringify(audit)).not.toContain("4155550123");
  });

  it("is refused at night with the hour at which it may be placed, and the vendor is not asked", async () => {
    travelTo("night");
    const owner = await aCaller();
    const before = stage.asked.length;
    expect(await problemOf(await call(owner))).toMatchObject({ status: 409, code: "quiet_hours" });
    expect(stage.asked.length).toBe(before);
  });

  it("is refused to whoever has sent STOP, unless they have asked for it", async () => {
    travelTo("day");
    const owner = await anOwner();
    const db = tenantDb(env.DB, owner.tenant.tenantId);
    const addressIndex = await owner.tenant.vault.phoneIndex("+14155550123");
    const out = { id: newId("cns"), channel: "sms" as const, addressIndex, messageId: null, at: 1 };
    await db.orm.batch(consentStatements(db, { ...out, action: "withdrawn", source: "word" }));
    expect(await outcomeOf(await call(owner))).toBe("409 opted_out");
    expect(await outcomeOf(await call(owner, { basis: "existing_customer" }))).toBe("409 opted_out");
    expect(await outcomeOf(await call(owner, { basis: "asked_to_be_called" }))).toBe("409 number_needed");
  });

  it("needs a basis, a number and an agent, and the vendor's refusal is passed on", async () => {
    travelTo("day");
    const bare = await anOwner();
    expect(await outcomeOf(await call(bare))).toBe("409 number_needed");
    const owner = await aCaller();
    expect((await problemOf(await call(owner, { basis: "because" }))).errors?.map(({ field }) => field)).toEqual([
      "basis",
    ]);
    // Numbers bought from Retell dial the US only.
    expect(await outcomeOf(await call(owner, { phone: "+4915112345678" }))).toBe("502 vendor_failed");
  });
});

describe("a test call", () => {
  it("is opened with the branch's agent at its vendor, for whoever joins by browser, and rings nobody", async () => {
    const owner = await aCaller();
    const { branchId } = owner.tenant;
    const opened = await owner.send("/voice/test-call", { body: { branchId } });
    expect(opened.status).toBe(201);
    expect(await opened.json()).toMatchObject({
      provider: "retell",
      accessToken: expect.stringMatching(/^token_/),
      url: null,
    });
    expect(stage.asked.at(-1)).toMatchObject({ path: "/v3/create-web-call" });
    const stranger = await anOwner();
    expect(await outcomeOf(await stranger.send("/voice/test-call", { body: { branchId } }))).toBe("404 not_found");
    const own = { branchId: stranger.tenant.branchId };
    expect(await outcomeOf(await stranger.send("/voice/test-call", { body: own }))).toBe("409 agent_needed");
  });
});

describe("the agent of a test call", () => {
  const agentOf = async ({ send, tenant: { branchId } }: Client) =>
    (await send(`/voice/test-call?branchId=${branchId}`)).json<{ agent: { provider: string } | null }>();

  it("is the one at the branch's number, although another was published later, for the call as for whoever asks before", async () => {
    const owner = await anOwner();
    const { branchId, connectionId } = owner.tenant;
    expect(await agentOf(owner)).toEqual({ agent: null });
    const vapi = await aVapiConnection(owner);
    const publish = (id: string) =>
      owner.send(`/voice/agents/${branchId}/publish`, { body: { connectionId: id } }).then(({ status }) => status);
    expect(await publish(vapi)).toBe(200);
    expect(await agentOf(owner)).toMatchObject({ agent: { provider: "vapi", version: 1 } });
    expect(await publish(connectionId)).toBe(200);
    await owner.send(`/services/${owner.tenant.cut}`, { method: "PATCH", body: { name: "Haircut" } });
    expect(await publish(vapi)).toBe(200);

    expect(await agentOf(owner)).toMatchObject({ agent: { provider: "retell", version: 1, connectionId } });
    const opened = await owner.send("/voice/test-call", { body: { branchId } });
    expect(await opened.json()).toMatchObject({ provider: "retell" });
    const named = { branchId, connectionId: vapi };
    const atVapi = await owner.send(`/voice/test-call?branchId=${branchId}&connectionId=${vapi}`);
    expect(await atVapi.json()).toMatchObject({ agent: { provider: "vapi", connectionId: vapi } });
    expect(await (await owner.send("/voice/test-call", { body: named })).json()).toMatchObject({ provider: "vapi" });
    const stranger = await anOwner();
    expect(await outcomeOf(await stranger.send(`/voice/test-call?branchId=${branchId}`))).toBe("404 not_found");
    const foreign = { branchId: stranger.tenant.branchId, connectionId: vapi };
    expect(await outcomeOf(await stranger.send("/voice/test-call", { body: foreign }))).toBe("409 agent_needed");
  });
});

describe("calls whose events were lost", () => {
  it("are fetched from the vendor, once each, however often", async () => {
    const owner = await anOwner();
    const lost = aLostCall(owner);
    stage.spoil.before = ({ path }) => {
      if (path === "/v3/list-calls") return Response.json({ items: [{ call_id: lost.call_id }], has_more: false });
      return path.startsWith("/v2/get-call/") ? Response.json(lost) : null;
    };
    const path = `/connections/${owner.tenant.connectionId}/import-calls`;
    const span = {
      from: new Date(Date.now() - HOUR_MS).toISOString(),
      to: new Date(Date.now() + HOUR_MS).toISOString(),
    };
    const fetched = () => owner.send(path, { body: span });
    expect(await (await fetched()).json()).toMatchObject({ received: 1, refused: 0, isCut: false });
    expect((await fetched()).status).toBe(200);
    await eventually(async () => expect(await rawRows(owner.tenant, "calls")).toHaveLength(1));
    expect(await rawRows(owner.tenant, "webhook_events")).toHaveLength(1);
    const other = await anOwner();
    expect(await outcomeOf(await other.send(path, { body: span }))).toBe("404 not_found");
  });
});
