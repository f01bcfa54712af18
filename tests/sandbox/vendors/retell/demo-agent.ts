import { voiceFunctions } from "../../../../src/contracts/voice.ts";
import type { Demo } from "../../demo.ts";
import type { Workspace } from "./workspace.ts";

const LLM_ID = "llm_demo_frontdesk";

/** Sets up the demo business as its owner would have at Retell: an engine with our functions, an agent, a number. */
export function ensureDemoAgent(workspace: Workspace, demo: Demo, workerUrl: string): void {
  const url = `${workerUrl}/webhooks/retell/${demo.retell.connectionId}`;
  const { agentId, phoneNumber } = demo.retell;
  const known = workspace.agents.has(agentId) && workspace.numbers.has(phoneNumber);
  if (known && workspace.demoUrl === url) return;
  workspace.demoUrl = url;
  workspace.llms.create(LLM_ID, { start_speaker: "agent", general_tools: toolsAt(`${url}/functions`) });
  workspace.agents.create(agentId, {
    agent_name: "Frontdesk demo",
    response_engine: { type: "retell-llm", llm_id: LLM_ID, version: 0 },
    voice_id: "11labs-Carola",
    language: "multi",
    webhook_url: url,
    webhook_events: ["call_started", "call_ended", "call_analyzed", "transcript_updated"],
    webhook_timeout_ms: 10_000,
    data_storage_setting: "everything",
  });
  workspace.numbers.set(phoneNumber, {
    phone_number: phoneNumber,
    phone_number_type: "custom",
    inbound_agents: [{ agent_id: agentId, weight: 1 }],
    outbound_agents: [{ agent_id: agentId, weight: 1 }],
    inbound_webhook_url: `${url}/inbound`,
    last_modification_timestamp: workspace.now(),
  });
}

function toolsAt(url: string) {
  return Object.keys(voiceFunctions).map((name) => ({
    type: "custom",
    name,
    url,
    method: "POST",
    timeout_ms: 120_000,
  }));
}
