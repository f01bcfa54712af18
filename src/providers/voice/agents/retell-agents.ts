import * as z from "zod";
import { ok, type Result } from "../../../domain/result.ts";
import type { AgentLook } from "../../../domain/voice/agent/drift.ts";
import type { AgentPlan, AgentTool } from "../../../domain/voice/agent/plan.ts";
import { RING_SECONDS } from "../../../domain/voice/routing.ts";
import type { GatedFailure } from "../../gate.ts";
import { readAnswer } from "../../read-answer.ts";
import type { AgentOrder, AgentVendor, Ask, VendorIds } from "./port.ts";

const EVENTS = ["call_started", "call_ended", "call_analyzed", "transcript_updated"];
/** A caller does not wait longer for an answer than this. */
const FUNCTION_TIMEOUT_MS = 20_000;
/** A number and the hash key, or a pause. */
const KEYPAD = { digit_limit: 20, termination_key: "#", timeout_ms: 5_000 };
/** The function that a transfer tool goes with. */
const TRANSFER = "transfer_to_human";
const VOICES = { de: "11labs-Carola", en: "11labs-Adrian" };
const LANGUAGES = { de: "de-DE", en: "en-US" };

const engine = z.looseObject({ type: z.string(), llm_id: z.string().optional(), version: z.number().nullish() });
const madeEngine = z.looseObject({ llm_id: z.string().min(1).max(100) });
const madeAgent = z.looseObject({ agent_id: z.string().min(1).max(100), version: z.number() });
const branched = z.looseObject({ version: z.number(), response_engine: engine });
const versionList = z.looseObject({
  items: z.array(z.looseObject({ version: z.number(), is_published: z.boolean().optional() })).max(1_000),
});
const agentFacts = z.looseObject({
  response_engine: engine,
  webhook_url: z.string().nullish(),
  max_call_duration_ms: z.number().nullish(),
  end_call_after_silence_ms: z.number().nullish(),
});
const engineFacts = z.looseObject({
  general_prompt: z.string().nullish(),
  begin_message: z.string().nullish(),
  general_tools: z.array(z.looseObject({ name: z.string().optional(), type: z.string().optional() })).nullish(),
});

type Done<T> = Promise<Result<T, GatedFailure>>;

/** Agents at Retell: an engine with prompt and functions, an agent that speaks with it, and versions that freeze. */
export function retellAgents(ask: Ask): AgentVendor {
  return {
    publish: (order) => (order.ids.agentId === null ? create(ask, order) : change(ask, order)),
    look: (ids) => look(ask, ids),
  };
}

async function create(ask: Ask, order: AgentOrder): Done<VendorIds> {
  const withEngine = await ensureEngine(ask, order);
  if (!withEngine.ok) return withEngine;
  const { engineId } = withEngine.value;
  const response_engine = { type: "retell-llm", llm_id: engineId, version: 0 };
  const made = await readAnswer(
    madeAgent,
    ask({ method: "POST", path: "/create-agent", json: { ...agentOf(order), response_engine } }),
  );
  if (!made.ok) return made;
  const ids = { engineId, agentId: made.value.agent_id, version: String(made.value.version) };
  await order.keep(ids);
  return freeze(ask, ids);
}

async function ensureEngine(ask: Ask, order: AgentOrder): Done<VendorIds> {
  if (order.ids.engineId !== null) return ok(order.ids);
  const made = await readAnswer(madeEngine, ask({ method: "POST", path: "/create-retell-llm", json: engineOf(order) }));
  if (!made.ok) return made;
  const ids = { ...order.ids, engineId: made.value.llm_id };
  await order.keep(ids);
  return ok(ids);
}

/** A frozen version is never touched: a draft is made of it, changed, and frozen in turn. */
async function change(ask: Ask, order: AgentOrder): Done<VendorIds> {
  const draft = order.isResumed ? ok(order.ids) : await branch(ask, order);
  if (!draft.ok) return draft;
  const { agentId, version } = draft.value;
  const shown = await readAnswer(branched, ask({ method: "GET", path: `/get-agent/${agentId}?version=${version}` }));
  if (!shown.ok) return shown;
  const { llm_id, version: engineVersion } = shown.value.response_engine;
  const enginePath = `/update-retell-llm/${llm_id}${engineVersion == null ? "" : `?version=${engineVersion}`}`;
  const engineDone = await ask({ method: "PATCH", path: enginePath, json: engineOf(order) });
  if (!engineDone.ok) return engineDone;
  const agentDone = await ask({
    method: "PATCH",
    path: `/update-agent/${agentId}?version=${version}`,
    json: agentOf(order),
  });
  return agentDone.ok ? freeze(ask, draft.value) : agentDone;
}

async function branch(ask: Ask, { ids, keep }: AgentOrder): Done<VendorIds> {
  const json = { base_version: Number(ids.version) };
  const made = await readAnswer(branched, ask({ method: "POST", path: `/create-agent-version/${ids.agentId}`, json }));
  if (!made.ok) return made;
  const next = { ...ids, version: String(made.value.version) };
  await keep(next);
  return ok(next);
}

async function freeze(ask: Ask, ids: VendorIds): Done<VendorIds> {
  const json = { version: Number(ids.version) };
  const done = await ask({ method: "POST", path: `/publish-agent-version/${ids.agentId}`, json });
  return done.ok ? ok(ids) : done;
}

/** The newest version that was published, by us or in Retell's own dashboard: callers speak with that. */
async function look(ask: Ask, ids: VendorIds): Done<AgentLook> {
  const { agentId } = ids;
  const versions = await readAnswer(versionList, ask({ method: "GET", path: `/list-agent-versions/${agentId}` }));
  if (!versions.ok) return versions;
  const published = versions.value.items.filter(({ is_published }) => is_published).map(({ version }) => version);
  const newest = Math.max(Number(ids.version), ...published);
  const agent = await readAnswer(agentFacts, ask({ method: "GET", path: `/get-agent/${agentId}?version=${newest}` }));
  if (!agent.ok) return agent;
  const { llm_id, version } = agent.value.response_engine;
  const path = `/get-retell-llm/${llm_id}${version == null ? "" : `?version=${version}`}`;
  const llm = await readAnswer(engineFacts, ask({ method: "GET", path }));
  if (!llm.ok) return llm;
  return ok({
    greeting: llm.value.begin_message ?? "",
    prompt: llm.value.general_prompt ?? "",
    tools: (llm.value.general_tools ?? [])
      .flatMap(({ name, type }) => (type === "transfer_call" ? [] : (name ?? [])))
      .toSorted(),
    webhookUrl: agent.value.webhook_url ?? "",
    maxCallSeconds: (agent.value.max_call_duration_ms ?? 0) / 1_000,
    silenceEndSeconds: (agent.value.end_call_after_silence_ms ?? 0) / 1_000,
  });
}

function engineOf({ plan, functionsUrl }: AgentOrder) {
  return {
    start_speaker: "agent",
    begin_message: plan.greeting,
    general_prompt: plan.prompt,
    general_tools: [...plan.tools.map((tool) => functionOf(tool, functionsUrl)), ...transferToolOf(plan)],
  };
}

function functionOf({ name, description, parameters }: AgentTool, url: string) {
  // What the answer names is where the call goes when the agent puts it through.
  const answers = name === TRANSFER ? { response_variables: { transfer_number: "data.destination" } } : {};
  return {
    type: "custom",
    name,
    description,
    url,
    method: "POST",
    parameters,
    ...answers,
    args_at_root: false,
    speak_during_execution: false,
    speak_after_execution: true,
    timeout_ms: FUNCTION_TIMEOUT_MS,
    max_retry: 1,
  };
}

/** Retell's own way to put a caller through. It comes back to the agent when nobody picks up. */
function transferToolOf({ tools, ringSeconds = RING_SECONDS.usual }: AgentPlan) {
  if (!tools.some(({ name }) => name === TRANSFER)) return [];
  const ring = { agent_detection_timeout_ms: ringSeconds * 1_000, transfer_ring_duration_ms: ringSeconds * 1_000 };
  return [
    {
      type: "transfer_call",
      name: "transfer_call",
      description: "Puts the caller through, to whom transfer_to_human has named or to staff as the call begins.",
      transfer_destination: { type: "predefined", number: "{{transfer_number}}" },
      transfer_option: { type: "warm_transfer", on_hold_music: "ringtone", ...ring },
    },
  ];
}

function agentOf({ plan, webhookUrl, voiceId }: AgentOrder) {
  const [first = "en", ...others] = plan.languages;
  return {
    agent_name: plan.name,
    voice_id: voiceId ?? VOICES[first],
    language: others.length > 0 ? "multi" : LANGUAGES[first],
    webhook_url: webhookUrl,
    webhook_events: EVENTS,
    max_call_duration_ms: plan.maxCallSeconds * 1_000,
    end_call_after_silence_ms: plan.silenceEndSeconds * 1_000,
    // The way out of a misheard number.
    allow_user_dtmf: true,
    user_dtmf_options: KEYPAD,
  };
}
