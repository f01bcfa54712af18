import type { CallResponse, PhoneCallResponse, WebCallResponse } from "retell-sdk/resources/call";
import { RetellError } from "./errors.ts";
import { type CallEntry, newId, type Workspace } from "./workspace.ts";

/** What every way of creating a call has in common. */
type CallDraft = {
  callId?: string;
  agentId: string;
  agentVersion?: string | number | undefined;
  metadata?: unknown;
  variables?: Record<string, string> | undefined;
};

/** Fields that both kinds of call begin with; unset ones are absent, as on the wire. */
function callBasics(workspace: Workspace, draft: CallDraft) {
  const agent = workspace.agents.get(draft.agentId, draft.agentVersion ?? "latest");
  return {
    call_id: draft.callId ?? newId("call"),
    agent_id: draft.agentId,
    agent_version: agent.version,
    ...(agent.agent_name ? { agent_name: String(agent.agent_name) } : {}),
    ...(draft.metadata === undefined ? {} : { metadata: draft.metadata }),
    ...(draft.variables === undefined ? {} : { retell_llm_dynamic_variables: draft.variables }),
    opt_in_signed_url: agent.opt_in_signed_url === true,
    data_storage_setting: (agent.data_storage_setting ?? "everything") as StorageSetting,
  };
}

type StorageSetting = NonNullable<CallResponse["data_storage_setting"]>;

type PhoneSides = { direction: "inbound" | "outbound"; from: string; to: string };

export function registerPhoneCall(workspace: Workspace, draft: CallDraft, sides: PhoneSides): PhoneCallResponse {
  const call: PhoneCallResponse = {
    ...callBasics(workspace, draft),
    call_type: "phone_call",
    call_status: "registered",
    direction: sides.direction,
    from_number: sides.from,
    to_number: sides.to,
  };
  keep(workspace, call);
  return call;
}

export function registerWebCall(workspace: Workspace, draft: CallDraft, accessToken: string): WebCallResponse {
  const call: WebCallResponse = {
    ...callBasics(workspace, draft),
    call_type: "web_call",
    call_status: "registered",
    access_token: accessToken,
  };
  keep(workspace, call);
  return call;
}

/** The agent that a number has for one direction; with several, the heaviest. */
export function agentOf(workspace: Workspace, e164: string, direction: "inbound" | "outbound") {
  const number = workspace.number(e164);
  const bound = (direction === "inbound" ? number.inbound_agents : number.outbound_agents) ?? [];
  const heaviest = bound.toSorted((a, b) => b.weight - a.weight)[0];
  if (!heaviest) throw new RetellError(400, `No ${direction} agent is set up for ${e164}.`);
  return heaviest;
}

export function requireOngoing(entry: CallEntry): void {
  if (entry.call.call_status !== "ongoing") throw new RetellError(400, `Call ${entry.call.call_id} is not ongoing.`);
}

function keep(workspace: Workspace, call: CallResponse): void {
  workspace.calls.set(call.call_id, { call, createdAt: workspace.now() });
}
