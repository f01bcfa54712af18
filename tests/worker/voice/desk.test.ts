import { beforeAll, describe, expect, it } from "vitest";
import type { FunctionCallView } from "../../../src/contracts/function-calls.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aLine, providers } from "../../support/worker/both-lines.ts";
import { callbackTasksOf } from "../../support/worker/callbacks.ts";
import { aKey, aSession, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { CALLER, postRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";
import { aVapiCall, aVapiLine, postVapi } from "../../support/worker/vapi.ts";

const DESK = "+493012345678";
const settings = {
  greeting: { en: "Salon here." },
  aiDisclosure: {},
  recordingDisclosure: {},
  tone: "brief",
  languages: ["en"],
  emergencyWords: ["bleeding", "Verätzung"],
  maxCallSeconds: 600,
  silenceEndSeconds: 20,
};

async function put(tenant: TestTenant, path: string, body: object, method = "PUT") {
  const response = await request(`/api/v1${path}`, { key: await aKey(tenant), method, body });
  if (!response.ok) throw new Error(await response.text());
  return response.json<Record<string, unknown>>();
}

beforeAll(async () => {
  await (await aLine("retell")).call("list_services");
});

describe.each(providers)("a caller over %s who wants a person", (provider) => {
  it("is put through by topic, and to whoever is there for everything else", async () => {
    const { tenant, call } = await aLine(provider);
    const { branchId } = tenant;
    await put(tenant, "/transfer-rules", { branchId, topic: "Invoices", aliases: ["bill"], destination: DESK }, "POST");
    const unknown = await call("transfer_to_human", { topic: "my dog" });
    expect(unknown.data).toMatchObject({ code: "nobody_available", next: "take_message" });
    const billed = await call("transfer_to_human", { topic: "a question about my bill" });
    expect(billed).toMatchObject({ ok: true, data: { type: "number", destination: DESK, topic: "Invoices" } });
    await put(tenant, "/transfer-rules", { branchId, topic: "*", destination: "+493012345670" }, "POST");
    expect((await call("transfer_to_human", { topic: "my dog" })).data["destination"]).toBe("+493012345670");
  });

  it("outside of the rule's hours, or in another language, is offered to leave a message", async () => {
    const { tenant, call } = await aLine(provider);
    const rule = { branchId: tenant.branchId, topic: "*", destination: DESK };
    await put(tenant, "/transfer-rules", { ...rule, hours: [] }, "POST");
    await put(tenant, "/transfer-rules", { ...rule, language: "de" }, "POST");
    expect((await call("transfer_to_human")).say).toMatch(/can't put you through.*take a message/);
    expect((await call("transfer_to_human", { language: "de" })).data["destination"]).toBe(DESK);
  });

  it("in an emergency leaves an urgent task when nobody is there", async () => {
    const { tenant, call } = await aLine(provider);
    await put(tenant, `/voice/agents/${tenant.branchId}/settings`, settings);
    const left = await call("transfer_to_human", { topic: "My ear is bleeding!" });
    expect([left.ok, left.data["urgency"], left.say]).toEqual([true, "urgent", expect.stringContaining("as urgent")]);
    await call("take_message", { message: "Ich habe eine Verätzung", language: "de" });
    const key = await aKey(tenant);
    await eventually(async () => expect(await callbackTasksOf({ key }, "?urgency=urgent")).toHaveLength(2));
    const topics = (await callbackTasksOf({ key })).map(({ topic }) => topic);
    expect(topics).toEqual(["emergency", "emergency"]);
  });
});

describe.each(providers)("what the agent does over %s", (provider) => {
  it("is recorded with arguments, answer, latency and code, and shown in the call", async () => {
    const { tenant, call } = await aLine(provider);
    await call("list_services");
    await call("check_availability", { service: "Unicorn grooming" });
    if (provider === "vapi") return; // the record is the same; the call's own row comes with Retell's event
    await postRetell(tenant, "", callStarted(tenant));
    const key = await aKey(tenant);
    const records = await eventually(async () => {
      const { items: calls } = await (await request("/api/v1/calls", { key })).json<{ items: { id: string }[] }>();
      const response = await request(`/api/v1/calls/${calls[0]?.id}/functions`, { key });
      const { items } = await response.json<{ items: FunctionCallView[] }>();
      expect(items).toHaveLength(2);
      return items;
    });
    expect(records.map(({ name, ok, code }) => [name, ok, code])).toEqual([
      ["list_services", true, null],
      ["check_availability", false, "unknown_service"],
    ]);
    expect(records[1]).toMatchObject({ arguments: '{"service":"Unicorn grooming"}', error: null });
    expect(records[1]?.latencyMs).toBeGreaterThanOrEqual(0);
  });
});

describe("a listed number", () => {
  const ring = async (tenant: TestTenant) => {
    const call_inbound = { call_id: "call_1", agent_id: "agent_1", from_number: CALLER, to_number: tenant.phoneNumber };
    const response = await postRetell(tenant, "/inbound", { event: "call_inbound", event_timestamp: 1, call_inbound });
    return (await response.json<{ call_inbound: Record<string, unknown> }>()).call_inbound;
  };
  const ringVapi = async (line: Awaited<ReturnType<typeof aVapiLine>>) =>
    (await postVapi(line, { type: "assistant-request", ...aVapiCall(line) })).json<Record<string, unknown>>();

  it("that is blocked is turned away by both providers, until it is taken off the list", async () => {
    const tenant = await aTenant();
    const line = await aVapiLine(tenant);
    const { id } = await put(tenant, "/voice/callers", { kind: "blocked", phone: CALLER }, "POST");
    expect(await ring(tenant)).toEqual({ reject: true });
    expect(await ringVapi(line)).toEqual({ error: "I'm sorry, we can't take this call. Goodbye." });
    const key = await aKey(tenant);
    await request(`/api/v1/voice/callers/${String(id)}`, { key, method: "DELETE" });
    expect(await ring(tenant)).toHaveProperty("dynamic_variables.caller_is_vip", "false");
  });

  it("of a VIP is told to the agent; a number is on one list at most", async () => {
    const tenant = await aTenant();
    await put(tenant, "/voice/callers", { kind: "blocked", phone: CALLER }, "POST");
    await put(tenant, "/voice/callers", { kind: "vip", phone: CALLER, note: "Landlord" }, "POST");
    expect(await ring(tenant)).toHaveProperty("dynamic_variables.caller_is_vip", "true");
    const list = await request("/api/v1/voice/callers", { key: await aKey(tenant) });
    expect((await list.json<{ items: unknown[] }>()).items).toMatchObject([
      { kind: "vip", phone: CALLER, note: "Landlord" },
    ]);
  });
});

it("Vapi gets a real destination where a rule names one", async () => {
  const line = await aVapiLine(await aTenant());
  const { branchId } = line.tenant;
  await put(line.tenant, "/transfer-rules", { branchId, topic: "*", destination: DESK }, "POST");
  const response = await postVapi(line, { type: "transfer-destination-request", ...aVapiCall(line) });
  const message = "One moment please, I'm putting you through.";
  expect(await response.json()).toEqual({ destination: { type: "number", number: DESK, message } });
});

it("an agent that is assigned to a branch places a call that no number does", async () => {
  const tenant = await aTenant();
  const session = await aSession(tenant, "owner");
  const path = `/api/v1/connections/${tenant.connectionId}/agents`;
  const agents = [{ agent: "agent_9", branchId: tenant.branchId }];
  const assigned = await request(path, { session, method: "PUT", body: { agents } });
  expect(await assigned.json()).toEqual({ agents });
  expect(await (await request(path, { session })).json()).toEqual({ agents });
  const twice = await request(path, { session, method: "PUT", body: { agents: [...agents, ...agents] } });
  expect(twice.status).toBe(400);
});
