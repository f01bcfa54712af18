import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { numberIdOf } from "../../support/worker/agents.ts";
import { aKey, aSession, request } from "../../support/worker/credentials.ts";
import { ask, CALLER, postRetell } from "../../support/worker/retell.ts";
import { aVapiCall, aVapiLine, postVapi, type VapiLine } from "../../support/worker/vapi.ts";

const DESK = "+493012345678";
/** A Monday, when the salon is open from 9 to 18, and the evening of the same day. */
const OPEN = Date.parse("2027-03-01T10:00:00+01:00");
const SHUT = Date.parse("2027-03-01T20:00:00+01:00");

async function send(tenant: TestTenant, path: string, body: object, method = "POST"): Promise<void> {
  const response = await request(`/api/v1${path}`, { key: await aKey(tenant), method, body });
  if (!response.ok) throw new Error(await response.text());
}

/** A desk that is there for everything, and who takes the calls. */
async function aDesk(routingMode: string): Promise<{ tenant: TestTenant; line: VapiLine }> {
  const tenant = await aTenant();
  const { branchId } = tenant;
  await send(tenant, "/transfer-rules", { branchId, topic: "*", destination: DESK });
  await send(tenant, "/transfer-rules", { branchId, topic: "Invoices", destination: "+493012345670" });
  await setMode(tenant, routingMode);
  return { tenant, line: await aVapiLine(tenant) };
}

async function setMode(tenant: TestTenant, routingMode: string) {
  const said = { greeting: {}, aiDisclosure: {}, recordingDisclosure: {}, tone: "brief", emergencyWords: [] };
  const limits = { languages: ["en", "de"], maxCallSeconds: 600, silenceEndSeconds: 20, routingMode };
  await send(tenant, `/voice/agents/${tenant.branchId}/settings`, { ...said, ...limits }, "PUT");
}

type Reply = { dynamic_variables: Record<string, string>; agent_override?: { retell_llm: { begin_message: string } } };
async function ringRetell(tenant: TestTenant, from = CALLER): Promise<Reply> {
  const call_inbound = { call_id: "call_1", agent_id: "agent_1", from_number: from, to_number: tenant.phoneNumber };
  const response = await postRetell(tenant, "/inbound", { event: "call_inbound", event_timestamp: 1, call_inbound });
  return (await response.json<{ call_inbound: Reply }>()).call_inbound;
}
const ringVapi = async (line: VapiLine) =>
  (await postVapi(line, { type: "assistant-request", ...aVapiCall(line) })).json<Record<string, never>>();

beforeAll(async () => {
  await aVapiLine(await aTenant());
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(OPEN);
});
afterEach(() => vi.useRealTimers());

describe("a call in opening hours", () => {
  it("goes to staff past Vapi's agent where the agent is for the evenings; Retell's agent puts it through", async () => {
    const { tenant, line } = await aDesk("ai_after_hours");
    expect(await ringVapi(line)).toEqual({ destination: { type: "number", number: DESK, message: "" } });
    const reply = await ringRetell(tenant);
    expect(reply.dynamic_variables).toMatchObject({ call_route: "staff_first", transfer_number: DESK });
    expect(reply.agent_override?.retell_llm.begin_message).toMatch(/artificial intelligence.*putting you through/);
    vi.setSystemTime(SHUT);
    expect(await ringVapi(line)).toMatchObject({ assistantOverrides: { variableValues: { call_route: "agent" } } });
    expect(await ringRetell(tenant)).not.toHaveProperty("agent_override");
  });

  it("rings at staff first, and the agent goes on when nobody picks up", async () => {
    const { line } = await aDesk("staff_first");
    const taken = await ringVapi(line);
    const variables = { call_route: "staff_first", transfer_number: DESK };
    expect(taken).toMatchObject({ assistantOverrides: { variableValues: variables } });
    expect(taken).toMatchObject({
      assistantOverrides: { firstMessage: expect.stringContaining("putting you through") },
    });
    const { call, ...rest } = aVapiCall(line);
    const begun = { ...rest, call: { ...call, assistantOverrides: { variableValues: variables } } };
    const answered = await postVapi(line, { type: "transfer-destination-request", ...begun });
    expect(await answered.json()).toEqual({
      destination: {
        type: "number",
        number: DESK,
        message: "",
        transferPlan: {
          mode: "warm-transfer-experimental",
          fallbackPlan: { message: "Nobody is free just now. How can I help you?", endCallEnabled: false },
        },
      },
    });
  });

  it("goes to the agent when nobody is named to ring, and when it is they who call", async () => {
    const bare = await aTenant();
    await setMode(bare, "staff_first");
    expect((await ringRetell(bare)).dynamic_variables).toMatchObject({ call_route: "agent" });
    const { tenant } = await aDesk("staff_first");
    expect((await ringRetell(tenant, DESK)).dynamic_variables).toMatchObject({ call_route: "agent" });
  });

  it("of a VIP rings at staff first, whatever the mode", async () => {
    const { tenant } = await aDesk("ai_always");
    expect((await ringRetell(tenant)).dynamic_variables).toMatchObject({ call_route: "agent" });
    await send(tenant, "/voice/callers", { kind: "vip", phone: CALLER });
    const variables = { call_route: "staff_first", transfer_number: DESK, caller_is_vip: "true" };
    expect((await ringRetell(tenant)).dynamic_variables).toMatchObject(variables);
  });
});

describe("a number of its own", () => {
  it("is answered as it was told, in its callers' language; a customer in theirs", async () => {
    const { tenant } = await aDesk("staff_first");
    const session = await aSession(tenant, "owner");
    const numberId = await numberIdOf(tenant);
    const patch = (body: object) => request(`/api/v1/voice/numbers/${numberId}`, { session, method: "PATCH", body });
    const changed = await patch({ routingMode: "ai_always", language: "de" });
    expect(await changed.json()).toMatchObject({ routingMode: "ai_always", language: "de" });
    const reply = await ringRetell(tenant);
    expect(reply.dynamic_variables).toMatchObject({ call_route: "agent", language: "de" });
    expect(reply.agent_override?.retell_llm.begin_message).toMatch(/^Guten Tag, hier ist Salon/);
    expect((await patch({})).status).toBe(400);
    await patch({ language: null });
    const wish = { service: "Cut", startsAt: "2027-03-10T10:00", name: "Erika", language: "de" };
    expect((await ask(tenant, "book_appointment", wish)).ok).toBe(true);
    await tenant.calendar().drain(tenant.ref);
    const known = { language: "de", caller_is_known: "true", caller_has_appointment: "true" };
    expect((await ringRetell(tenant)).dynamic_variables).toMatchObject(known);
  });
});

describe("an assistant at Vapi that puts somebody through", () => {
  it("is told by the topic that it has asked for", async () => {
    const { line } = await aDesk("ai_always");
    const call = {
      id: "t1",
      function: { name: "transfer_to_human", arguments: '{"topic":"a question about Invoices"}' },
    };
    const messages = [
      { role: "user", message: "I have a question about an invoice." },
      { role: "tool_calls", toolCalls: [call] },
    ];
    const request = { type: "transfer-destination-request", ...aVapiCall(line), artifact: { messages } };
    const told = await (await postVapi(line, request)).json();
    const message = "One moment please, I'm putting you through.";
    expect(told).toEqual({ destination: { type: "number", number: "+493012345670", message } });
  });
});
