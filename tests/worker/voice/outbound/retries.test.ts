import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { OutboundRequestView, OutboundSettings } from "../../../../src/contracts/outbound-requests.ts";
import { consentStatements } from "../../../../src/db/queries/opt-outs.ts";
import { tenantDb } from "../../../../src/db/tenant-db.ts";
import type { OutboundCallId } from "../../../../src/domain/ids.ts";
import { HOUR_MS, MINUTE_MS } from "../../../../src/domain/time.ts";
import { newId } from "../../../../src/use-cases/new-id.ts";
import { runOutbound } from "../../../../src/use-cases/voice/outbound/run-outbound.ts";
import { aTenant } from "../../../support/worker/a-tenant.ts";
import { aClient, type Client, outcomeOf } from "../../../support/worker/client.ts";
import { aSession } from "../../../support/worker/credentials.ts";
import { eventually } from "../../../support/worker/eventually.ts";
import { CALLER, postRetell } from "../../../support/worker/retell.ts";
import { rawRows } from "../../../support/worker/rows.ts";
import { aSender } from "../../../support/worker/senders.ts";
import { playVendors } from "../../../support/worker/vendors.ts";

/** A Tuesday noon in Berlin. */
const NOON = Date.parse("2027-03-02T12:00:00+01:00");
const PHONE = "+14155550123";

let stage: ReturnType<typeof playVendors>;
beforeAll(async () => {
  await aTenant();
});
beforeEach(() => {
  stage = playVendors();
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(NOON);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

let callers = 0;
let lastCallId = "";
async function anOwner(): Promise<Client> {
  const tenant = await aTenant();
  return aClient(tenant, { session: await aSession(tenant, "owner") });
}
/** With an agent and a number, whose vendor takes every call. */
async function aCaller(): Promise<Client> {
  const owner = await anOwner();
  const { branchId, connectionId } = owner.tenant;
  await owner.send(`/voice/agents/${branchId}/publish`, { body: { connectionId } });
  await owner.send("/voice/numbers", {
    body: { source: "vendor", branchId, connectionId, areaCode: String(401 + callers++) },
  });
  stage.spoil.before = ({ path }) => {
    if (path !== "/v2/create-phone-call") return null;
    lastCallId = `call_${crypto.randomUUID()}`;
    return Response.json({ call_id: lastCallId }, { status: 201 });
  };
  return owner;
}
async function settings(owner: Client, more: Partial<OutboundSettings>) {
  const usual = await (await owner.send("/outbound-settings")).json<OutboundSettings>();
  expect((await owner.send("/outbound-settings", { method: "PUT", body: { ...usual, ...more } })).status).toBe(200);
}
async function ask(owner: Client): Promise<OutboundRequestView> {
  const { branchId } = owner.tenant;
  const body = { branchId, phone: PHONE, basis: "gave_consent", purpose: "Your colour" };
  const asked = await owner.send("/outbound-calls", { body });
  expect(asked.status).toBe(201);
  return asked.json<OutboundRequestView>();
}
const requestOf = async (owner: Client) =>
  (await (await owner.send("/outbound-calls")).json<{ items: OutboundRequestView[] }>())
    .items[0] as OutboundRequestView;
const placed = () => stage.asked.filter(({ path }) => path === "/v2/create-phone-call");
const attempts = (owner: Client, count: number) =>
  eventually(async () => {
    const request = await requestOf(owner);
    expect(request).toMatchObject({ status: "calling" });
    expect(request.attempts).toHaveLength(count);
    return request;
  });

/** The vendor's last word on the call that goes on. */
async function end({ tenant }: Client, call_status: string, disconnection_reason: string): Promise<void> {
  const call = {
    call_id: lastCallId,
    call_status,
    disconnection_reason,
    direction: "outbound",
    call_type: "phone_call",
  };
  const sides = { from_number: tenant.phoneNumber, to_number: PHONE, agent_id: "agent_1", agent_version: 0 };
  expect((await postRetell(tenant, "", { event: "call_ended", call: { ...call, ...sides } })).status).toBe(204);
}
const become = (owner: Client, wanted: object) =>
  eventually(async () => {
    const request = await requestOf(owner);
    expect(request).toMatchObject(wanted);
    return request;
  });
const goOn = ({ tenant }: Client, { id }: OutboundRequestView, now: number) =>
  runOutbound(env, { tenantId: tenant.tenantId, outboundId: id as OutboundCallId }, now);

describe("somebody who shall be called", () => {
  it("is called again by the policy for each outcome, as often as it says, and told apart in the list", async () => {
    const owner = await aCaller();
    await settings(owner, { maxAttempts: 2, voicemail: "leave_message" });
    const asked = await ask(owner);
    await attempts(owner, 1);
    expect(placed().at(-1)?.body).toContain("static_text");
    await end(owner, "not_connected", "dial_busy");
    const waiting = await become(owner, { status: "due", reason: "busy", attempts: [{ outcome: "busy" }] });
    expect(Math.round((Date.parse(waiting.nextAttemptAt ?? "") - NOON) / MINUTE_MS)).toBe(15);
    await goOn(owner, asked, NOON + 10 * MINUTE_MS);
    expect(placed()).toHaveLength(1);
    await Promise.all([20, 20].map((minutes) => goOn(owner, asked, NOON + minutes * MINUTE_MS)));
    expect(placed()).toHaveLength(2);
    await attempts(owner, 2);
    await end(owner, "not_connected", "dial_no_answer");
    await become(owner, { status: "given_up", attempts: [{ outcome: "busy" }, { outcome: "no_answer" }] });
  });

  it("whose call was never heard of again counts as an attempt that failed; at night they wait for the morning", async () => {
    const owner = await aCaller();
    const asked = await ask(owner);
    await attempts(owner, 1);
    await goOn(owner, asked, NOON + 3 * HOUR_MS);
    await become(owner, { status: "due", reason: "failed" });
    await goOn(owner, asked, NOON + 10 * HOUR_MS);
    const waiting = await become(owner, { status: "due", reason: "quiet_hours" });
    expect(new Date(waiting.nextAttemptAt ?? "").getUTCHours()).toBe(8);
    expect((await owner.send(`/outbound-calls/${asked.id}/cancel`, { method: "POST" })).status).toBe(200);
    expect(await outcomeOf(await owner.send(`/outbound-calls/${asked.id}/cancel`, { method: "POST" }))).toBe(
      "409 call_not_waiting",
    );
  });

  it("is refused at once when they want no messages, but for who has asked for the call", async () => {
    const owner = await aCaller();
    const { branchId, tenantId, vault } = owner.tenant;
    const db = tenantDb(env.DB, tenantId);
    const addressIndex = await vault.phoneIndex(PHONE);
    const out = { id: newId("cns"), channel: "sms" as const, addressIndex, messageId: null, at: 1 };
    await db.orm.batch(consentStatements(db, { ...out, action: "withdrawn", source: "word" }));
    const body = { branchId, phone: PHONE, basis: "gave_consent", purpose: "Your colour" };
    expect(await outcomeOf(await owner.send("/outbound-calls", { body }))).toBe("409 opted_out");
    expect(await rawRows(owner.tenant, "outbound_calls")).toEqual([]);
    const asked = { ...body, basis: "asked_to_be_called" };
    expect((await owner.send("/outbound-calls", { body: asked })).status).toBe(201);
  });

  it("is not called once they have asked not to be; the ledger has why they were before", async () => {
    const owner = await aCaller();
    await ask(owner);
    await attempts(owner, 1);
    const no = { phone: PHONE, action: "withdrawn", note: "Said so on the phone" };
    expect((await owner.send("/call-consents", { body: no })).status).toBe(201);
    const { branchId } = owner.tenant;
    const body = { branchId, phone: PHONE, basis: "gave_consent", purpose: "Your colour" };
    expect(await outcomeOf(await owner.send("/outbound-calls", { body }))).toBe("409 do_not_call");
    expect(await outcomeOf(await owner.send("/calls/outbound", { body }))).toBe("409 do_not_call");
    const { items } = await (await owner.send("/call-consents")).json<{ items: object[] }>();
    expect(items).toMatchObject([{ ...no }, { action: "given", basis: "gave_consent", phone: PHONE }]);
    const raw = JSON.stringify([
      await rawRows(owner.tenant, "outbound_calls"),
      await rawRows(owner.tenant, "audit_log"),
    ]);
    expect(raw).not.toMatch(/4155550123|Your colour/);
  });
});

describe("a caller who was missed", () => {
  const miss = ({ tenant }: Client, call_id: string, more: object = {}) => {
    const call = { call_id, call_status: "ended", disconnection_reason: "user_hangup", direction: "inbound" };
    const sides = { from_number: CALLER, to_number: tenant.phoneNumber, agent_id: "agent_1", agent_version: 0 };
    const times = { start_timestamp: Date.now() - 6_000, end_timestamp: Date.now(), duration_ms: 6_000 };
    return postRetell(tenant, "", {
      event: "call_ended",
      call: { ...call, ...sides, ...times, call_type: "phone_call", ...more },
    });
  };
  // Others in this runtime may still be trying to send theirs.
  const sent = () =>
    stage.asked
      .filter(({ vendor }) => vendor === "twilio")
      .map(({ body }) => new URLSearchParams(body))
      .filter((sms) => sms.get("Body")?.includes("Sorry we missed your call"));

  it("gets a text at once, once a day, in their language, and none when the business does not want it", async () => {
    const owner = await anOwner();
    await aSender(owner.tenant);
    await miss(owner, "call_off");
    await settings(owner, { textBack: true });
    await miss(owner, "call_long", { duration_ms: 90_000 });
    await miss(owner, "call_one");
    await eventually(async () => expect(sent()).toHaveLength(1));
    await miss(owner, "call_two");
    await eventually(async () => expect(await rawRows(owner.tenant, "calls")).toHaveLength(4));
    expect(sent()).toHaveLength(1);
    expect(sent()[0]?.get("To")).toBe(CALLER);
    expect(sent()[0]?.get("Body")).toMatch(/^Salon: Sorry we missed your call.*\/b\//);
    const [message] = await rawRows<{ kind: string; created_at: number; settled_at: number }>(owner.tenant, "messages");
    expect(message).toMatchObject({ kind: "text_back" });
  });
});
