import Retell from "retell-sdk";
import { beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../sandbox/server.ts";
import { aClient, aNumber, anAgent, aStage } from "./support.ts";

let sandbox: Sandbox;
let client: Retell;

beforeEach(() => {
  sandbox = aStage().sandbox;
  client = aClient(sandbox);
});

describe("keys", () => {
  it.each(["nonsense", "key_revoked_1234"])("refuses %s with 401 in Retell's shape", async (key) => {
    const refused = aClient(sandbox, key).agent.list();
    await expect(refused).rejects.toMatchObject({
      status: 401,
      error: { status: "error", message: "API key is missing or invalid." },
    });
  });

  it("shows one key nothing of another's", async () => {
    const agent = await anAgent(client);
    const stranger = aClient(sandbox, "key_somebody_else");
    await expect(stranger.agent.retrieve(agent.agent_id)).rejects.toMatchObject({ status: 422 });
  });
});

describe("agents", () => {
  it("creates with 201, reads, changes, lists, deletes with 204", async () => {
    const agent = await anAgent(client);
    expect(agent).toMatchObject({ version: 0, is_published: false, agent_name: "Front desk" });
    const changed = await client.agent.update(agent.agent_id, { webhook_url: "https://example.com/hook" });
    expect(changed.webhook_url).toBe("https://example.com/hook");
    expect(await client.agent.retrieve(agent.agent_id)).toEqual(changed);
    const listed = await client.agent.list({ filter_criteria: { query: "front" } });
    expect(listed).toMatchObject({ has_more: false, items: [{ agent_id: agent.agent_id, channel: "voice" }] });
    const gone = await client.agent.delete(agent.agent_id).asResponse();
    expect(gone.status).toBe(204);
    await expect(client.agent.retrieve(agent.agent_id)).rejects.toMatchObject({ status: 422 });
  });

  it("names the missing field", async () => {
    const wrong = client.agent.create({ voice_id: "11labs-Carola" } as Retell.AgentCreateParams);
    await expect(wrong).rejects.toMatchObject({ status: 400, message: expect.stringContaining("response_engine") });
  });

  it("refuses an engine and a voice that do not exist", async () => {
    const engine = { type: "retell-llm", llm_id: "llm_nowhere" } as const;
    const noEngine = client.agent.create({ response_engine: engine, voice_id: "11labs-Carola" });
    await expect(noEngine).rejects.toMatchObject({ status: 422 });
    const { response_engine } = await anAgent(client);
    const noVoice = client.agent.create({ response_engine, voice_id: "11labs-Nobody" });
    await expect(noVoice).rejects.toMatchObject({ status: 422 });
  });

  it("freezes a published version and its engine, and goes on in a new draft", async () => {
    const { agent_id, response_engine } = await anAgent(client);
    await client.agent.publish(agent_id, { version: 0 });
    await expect(client.agent.update(agent_id, { agent_name: "Other" })).rejects.toMatchObject({ status: 400 });
    const { llm_id } = response_engine as { llm_id: string };
    await expect(client.llm.update(llm_id, { general_prompt: "Other" })).rejects.toMatchObject({ status: 400 });

    const draft = await client.agent.createVersion(agent_id, { base_version: 0 });
    expect(draft).toMatchObject({ version: 1, base_version: 0, is_published: false, response_engine: { version: 1 } });
    await client.agent.update(agent_id, { agent_name: "Second" });
    expect(await client.agent.retrieve(agent_id, { version: 0 })).toMatchObject({ agent_name: "Front desk" });
    expect(await client.agent.retrieve(agent_id, { version: "latest_published" })).toMatchObject({ version: 0 });
    const versions = await client.agent.listVersions(agent_id, { sort_order: "ascending" });
    expect(versions.items.map((one) => one.is_published)).toEqual([true, false]);
    await client.agent.deleteVersion(agent_id, { version: 1 });
    await expect(client.agent.deleteVersion(agent_id, { version: 0 })).rejects.toMatchObject({ status: 400 });
  });
});

describe("response engines", () => {
  it("creates, reads, changes, pages and deletes", async () => {
    const [first, second] = [await client.llm.create({}), await client.llm.create({})];
    expect(first).toMatchObject({ version: 0, model: "gpt-4.1" });
    await client.llm.update(first.llm_id, { begin_message: "Hello" });
    expect(await client.llm.retrieve(first.llm_id)).toMatchObject({ begin_message: "Hello" });
    const page = await client.llm.list({ limit: 1, sort_order: "ascending" });
    expect(page).toMatchObject({ has_more: true, items: [{ llm_id: first.llm_id }] });
    const rest = await client.llm.list({
      limit: 1,
      sort_order: "ascending",
      pagination_key: page.pagination_key ?? "",
    });
    expect(rest).toMatchObject({ has_more: false, items: [{ llm_id: second.llm_id }] });
    await client.llm.delete(first.llm_id);
    await expect(client.llm.retrieve(first.llm_id)).rejects.toMatchObject({ status: 422 });
  });

  it("wants a url for a custom function", async () => {
    const tool = { type: "custom", name: "check_availability" } as Retell.LlmCreateParams.CustomTool;
    await expect(client.llm.create({ general_tools: [tool] })).rejects.toMatchObject({ status: 400 });
  });
});

describe("phone numbers", () => {
  it("imports, buys, reads, changes, lists and deletes", async () => {
    const { agent_id } = await anAgent(client);
    const imported = await aNumber(client, agent_id);
    expect(imported).toMatchObject({
      phone_number_type: "custom",
      sip_outbound_trunk_config: { termination_uri: "frontdesk.pstn.twilio.com", transport: "TCP" },
    });
    const bought = await client.phoneNumber.create({ area_code: 415, inbound_webhook_url: "https://example.com/in" });
    expect(bought).toMatchObject({ phone_number_type: "retell-twilio", area_code: 415 });
    await client.phoneNumber.update(imported.phone_number, { auth_username: "frontdesk", nickname: "Berlin" });
    const known = await client.phoneNumber.retrieve(imported.phone_number);
    expect(known).toMatchObject({ nickname: "Berlin", sip_outbound_trunk_config: { auth_username: "frontdesk" } });
    expect((await client.phoneNumber.list({})).items).toHaveLength(2);
    await client.phoneNumber.delete(bought.phone_number);
    await expect(client.phoneNumber.retrieve(bought.phone_number)).rejects.toMatchObject({ status: 422 });
  });

  it("wants weights that sum to 1, a trunk, and a number that is not there yet", async () => {
    const { agent_id } = await anAgent(client);
    const agents = [{ agent_id, weight: 0.4 }];
    const light = client.phoneNumber.create({ area_code: 415, inbound_agents: agents });
    await expect(light).rejects.toMatchObject({ status: 400, message: expect.stringContaining("sum to 1") });
    const trunkless = { phone_number: "+493023125777" } as Retell.PhoneNumberImportParams;
    await expect(client.phoneNumber.import(trunkless)).rejects.toMatchObject({ status: 400 });
    await aNumber(client, agent_id);
    await expect(aNumber(client, agent_id)).rejects.toMatchObject({ status: 400 });
  });
});

describe("the rest", () => {
  it("tells about the account and the voices", async () => {
    expect(await client.identity.retrieve()).toMatchObject({ org_name: "Frontdesk sandbox" });
    expect(await client.concurrency.retrieve()).toMatchObject({ current_concurrency: 0, concurrency_limit: 100 });
    const voices = await client.voice.list();
    expect(await client.voice.retrieve(voices[0]?.voice_id ?? "")).toEqual(voices[0]);
    await expect(client.voice.retrieve("nobody")).rejects.toMatchObject({ status: 422 });
  });

  it("keeps knowledge bases", async () => {
    const created = await client.knowledgeBase.create({
      knowledge_base_name: "Salon",
      knowledge_base_texts: [{ title: "Parking", text: "In the yard." }],
      knowledge_base_urls: ["https://example.com"],
      knowledge_base_files: [new File(["prices"], "prices.txt")],
    });
    expect(created.knowledge_base_sources?.map((source) => source.type)).toEqual(["text", "url", "document"]);
    expect(await client.knowledgeBase.list()).toEqual([created]);
    expect(await client.knowledgeBase.retrieve(created.knowledge_base_id)).toEqual(created);
    await client.knowledgeBase.delete(created.knowledge_base_id);
    expect(await client.knowledgeBase.list()).toEqual([]);
  });

  it("admits what it does not play, and records it", async () => {
    const refused = client.get("/list-chats-of-tomorrow");
    await expect(refused).rejects.toMatchObject({ status: 501, message: expect.stringContaining("does not play") });
    expect(sandbox.requests.list()[0]).toMatchObject({ path: "/list-chats-of-tomorrow", status: 501, played: false });
  });
});
