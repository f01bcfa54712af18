import * as z from "zod";
import { badRequest, check, missing, readBody } from "../errors.ts";
import { pageOf, readPaging } from "../paging.ts";
import type { RetellApp } from "../retell.ts";
import type { Fields, Version } from "../versions.ts";
import { newId, type Workspace } from "../workspace.ts";
import { matchesText } from "./call-list.ts";
import { findVoice } from "./voices.ts";

const responseEngine = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("retell-llm"), llm_id: z.string(), version: z.int().nullish() }),
  z.looseObject({ type: z.literal("custom-llm"), llm_websocket_url: z.string() }),
  z.looseObject({ type: z.literal("conversation-flow"), conversation_flow_id: z.string(), version: z.int().nullish() }),
]);
type ResponseEngine = z.infer<typeof responseEngine>;

const webhookEvent = z.enum([
  "call_started",
  "call_ended",
  "call_analyzed",
  "transcript_updated",
  "transfer_started",
  "transfer_bridged",
  "transfer_cancelled",
  "transfer_ended",
]);

const agentFields = z.looseObject({
  response_engine: responseEngine,
  voice_id: z.string().min(1),
  agent_name: z.string().nullish(),
  webhook_url: z.url().nullish(),
  webhook_events: z.array(webhookEvent).nullish(),
  webhook_timeout_ms: z.int().min(1).optional(),
  max_call_duration_ms: z.int().min(60_000).max(7_200_000).optional(),
  ring_duration_ms: z.int().min(5_000).max(300_000).optional(),
});

const DEFAULTS = {
  language: "en-US",
  max_call_duration_ms: 3_600_000,
  ring_duration_ms: 30_000,
  webhook_timeout_ms: 10_000,
  data_storage_setting: "everything",
  opt_in_signed_url: false,
};

const agentFilter = z.looseObject({
  filter_criteria: z
    .looseObject({
      query: z.string().optional(),
      channel: z.looseObject({ op: z.enum(["eq", "ne", "sw", "ew", "co"]), value: z.string() }).optional(),
    })
    .optional(),
});

/** Agents and their versions. */
export function addAgents(app: RetellApp): void {
  app.post("/create-agent", async (c) => {
    const fields = await readBody(c, agentFields);
    checkReferences(c.var.workspace, fields);
    return c.json(c.var.workspace.agents.create(newId("agent"), { ...DEFAULTS, ...fields }), 201);
  });
  app.get("/get-agent/:id", (c) => c.json(c.var.workspace.agents.get(c.req.param("id"), c.req.query("version"))));
  app.patch("/update-agent/:id", async (c) => {
    const fields = await readBody(c, agentFields.partial());
    checkReferences(c.var.workspace, fields);
    return c.json(c.var.workspace.agents.update(c.req.param("id"), c.req.query("version"), fields));
  });
  app.delete("/delete-agent/:id", (c) => {
    c.var.workspace.agents.remove(c.req.param("id"));
    return c.body(null, 204);
  });
  app.post("/v2/list-agents", async (c) => {
    const { filter_criteria: filter } = await readBody(c, agentFilter);
    const found = c.var.workspace.agents.latestOfAll().filter((agent) => fits(agent, filter?.query));
    const voice = filter?.channel === undefined || matchesText(filter.channel.op, "voice", filter.channel.value);
    const page = pageOf(voice ? found : [], readPaging(c.req.query()), (agent) => String(agent.agent_id));
    return c.json({ ...page, items: page.items.map(toListItem) });
  });
  addVersions(app);
}

function addVersions(app: RetellApp): void {
  app.post("/create-agent-version/:id", async (c) => {
    const { base_version } = await readBody(c, z.looseObject({ base_version: z.int() }));
    return c.json(branchAgent(c.var.workspace, c.req.param("id"), base_version), 201);
  });
  app.post("/publish-agent-version/:id", async (c) => {
    const { version, ...titles } = await readBody(c, z.looseObject({ version: z.int() }));
    publishAgent(c.var.workspace, c.req.param("id"), version, titles);
    return c.body(null, 200);
  });
  app.delete("/delete-agent-version/:id", (c) => {
    const version = check(z.coerce.number().int(), c.req.query("version"));
    c.var.workspace.agents.removeVersion(c.req.param("id"), version);
    return c.body(null, 204);
  });
  app.get("/get-agent-versions/:id", (c) => c.json(c.var.workspace.agents.history(c.req.param("id")).toReversed()));
  app.get("/list-agent-versions/:id", (c) => {
    const history = c.var.workspace.agents.history(c.req.param("id"));
    return c.json(pageOf(history, readPaging(c.req.query()), (one) => String(one.version)));
  });
}

/** The engine is versioned with its agent: the new draft gets a draft of its own. */
function branchAgent(workspace: Workspace, id: string, base: number): Version {
  const engine = engineOf(workspace.agents.get(id, base));
  const draft = workspace.agents.branch(id, base);
  if (engine?.type !== "retell-llm") return draft;
  const origin = workspace.llms.get(engine.llm_id, engine.version ?? "latest");
  const { version } = workspace.llms.branch(engine.llm_id, origin.version);
  return workspace.agents.update(id, draft.version, { response_engine: { ...engine, version } });
}

/** Publishing freezes the engine's version too. */
function publishAgent(workspace: Workspace, id: string, version: number, titles: Fields): void {
  const engine = engineOf(workspace.agents.get(id, version));
  workspace.agents.publish(id, version, titles);
  if (engine?.type !== "retell-llm") return;
  const { version: engineVersion } = workspace.llms.get(engine.llm_id, engine.version ?? "latest");
  workspace.llms.publish(engine.llm_id, engineVersion, {});
}

type References = { voice_id?: string | undefined; response_engine?: ResponseEngine | undefined };

function checkReferences(workspace: Workspace, fields: References): void {
  if (fields.voice_id !== undefined && !findVoice(fields.voice_id)) throw missing(`voice ${fields.voice_id}`);
  const engine = fields.response_engine;
  if (engine?.type === "conversation-flow") throw badRequest("The sandbox plays no conversation flows.");
  if (engine?.type === "retell-llm") workspace.llms.get(engine.llm_id, engine.version ?? "latest");
}

export function engineOf(agent: Version): ResponseEngine | undefined {
  return responseEngine.safeParse(agent.response_engine).data;
}

function fits(agent: Version, query: string | undefined): boolean {
  if (query === undefined) return true;
  const name = String(agent.agent_name ?? "").toLowerCase();
  return name.includes(query.toLowerCase()) || String(agent.agent_id).includes(query);
}

function toListItem(agent: Version) {
  return {
    agent_id: agent.agent_id,
    agent_name: agent.agent_name ?? "",
    channel: "voice",
    tags: {},
    user_modified_timestamp: agent.last_modification_timestamp,
  };
}
