import type Retell from "retell-sdk";
import { beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../sandbox/server.ts";
import { demo } from "./fake-worker.ts";
import { aClient, aNumber, anAgent, aStage, play } from "./support.ts";

let sandbox: Sandbox;
let client: Retell;

beforeEach(() => {
  sandbox = aStage().sandbox;
  client = aClient(sandbox);
});

describe("calls", () => {
  it("dials out with the number's agent", async () => {
    const agent = await anAgent(client);
    const number = await aNumber(client, agent.agent_id);
    const call = await client.call.createPhoneCall({
      from_number: number.phone_number,
      to_number: "+493023125778",
      metadata: { lead: "led_1" },
      retell_llm_dynamic_variables: { name: "Ada" },
    });
    expect(call).toMatchObject({
      call_type: "phone_call",
      call_status: "registered",
      direction: "outbound",
      agent_id: agent.agent_id,
      agent_version: 0,
      metadata: { lead: "led_1" },
    });
    expect(await client.call.retrieve(call.call_id)).toEqual(call);
  });

  it("refuses to dial from a strange number, to no number, or abroad from a bought one", async () => {
    const { agent_id } = await anAgent(client);
    const stranger = client.call.createPhoneCall({ from_number: "+493023125999", to_number: "+493023125778" });
    await expect(stranger).rejects.toMatchObject({ status: 422 });
    const agents = [{ agent_id, weight: 1 }];
    const { phone_number } = await client.phoneNumber.create({ area_code: 415, outbound_agents: agents });
    const nowhere = client.call.createPhoneCall({ from_number: phone_number, to_number: "030 123" });
    await expect(nowhere).rejects.toMatchObject({ status: 400 });
    const abroad = client.call.createPhoneCall({ from_number: phone_number, to_number: "+493023125778" });
    await expect(abroad).rejects.toMatchObject({ status: 400, message: expect.stringContaining("US only") });
  });

  it("registers, updates and deletes; stopping needs a call that is going on", async () => {
    const { agent_id } = await anAgent(client);
    const call = await client.call.registerPhoneCall({ agent_id, direction: "inbound" });
    const updated = await client.call.update(call.call_id, {
      metadata: { note: "x" },
      data_storage_setting: "basic_attributes_only",
    });
    expect(updated.metadata).toEqual({ note: "x" });
    const looser = client.call.update(call.call_id, { data_storage_setting: "everything" });
    await expect(looser).rejects.toMatchObject({ status: 400 });
    const tooMuch = client.call.update(call.call_id, { metadata: { text: "x".repeat(50_001) } });
    await expect(tooMuch).rejects.toMatchObject({ status: 400 });
    await expect(client.call.stop(call.call_id)).rejects.toMatchObject({ status: 400 });
    await expect(client.call.updateLive(call.call_id, {})).rejects.toMatchObject({ status: 400 });
    await client.call.delete(call.call_id);
    await expect(client.call.retrieve(call.call_id)).rejects.toMatchObject({ status: 422 });
  });

  it("hands out web calls", async () => {
    const { agent_id } = await anAgent(client);
    const web = await client.call.createWebCall({ agent_id });
    expect(web).toMatchObject({ transport: "gateway", ice_servers: [], access_token: expect.any(String) });
    expect(await client.call.retrieve(web.call_id)).toMatchObject({ call_type: "web_call" });
  });

  it("lists played calls by filter, without transcripts, page by page", async () => {
    for (const seed of [1, 2, 3]) await play(sandbox, { scenario: "book", seed });
    await play(sandbox, { scenario: "hangup-during-hold" });
    const filter_criteria: Retell.CallListParams.FilterCriteria = {
      agent: [{ agent_id: demo.retell.agentId }],
      disconnection_reason: { type: "enum", op: "in", value: ["agent_hangup"] },
      start_timestamp: { type: "range", op: "bt", value: [0, Date.now() + 1] },
    };
    const page = await client.call.list({ filter_criteria, limit: 2, include_total: true });
    expect(page).toMatchObject({ has_more: true, total: 3 });
    expect(page.items[0]).not.toHaveProperty("transcript_object");
    const rest = await client.call.list({ filter_criteria, limit: 2, pagination_key: page.pagination_key ?? "" });
    expect(rest.items).toHaveLength(1);
    expect(rest.has_more).toBe(false);
    const whole = await client.call.retrieve(rest.items[0]?.call_id ?? "");
    expect(whole.transcript_object?.length).toBeGreaterThan(4);
    const later = { type: "number", op: "gt", value: Date.now() + 1_000 } as const;
    expect((await client.call.list({ filter_criteria: { start_timestamp: later } })).items).toEqual([]);
  });
});
