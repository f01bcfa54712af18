import { randomBytes } from "node:crypto";
import type { CallResponse } from "retell-sdk/resources/call";
import type { KnowledgeBaseResponse } from "retell-sdk/resources/knowledge-base";
import { missing } from "./errors.ts";
import { VersionedStore } from "./versions.ts";

/** A call as Retell stores it, and a grip on it while it is going on. */
export type CallEntry = {
  call: CallResponse;
  createdAt: number;
  /** Ends a call that is being played. */
  stop?: () => void;
  /** What the agent is told while the call goes on. */
  tell?: (context: string) => void;
};

export type NumberAgent = { agent_id: string; weight: number; agent_version?: string | number | undefined };

export type NumberEntry = Record<string, unknown> & {
  phone_number: string;
  phone_number_type: "retell-twilio" | "retell-telnyx" | "custom";
  inbound_agents?: NumberAgent[] | null | undefined;
  outbound_agents?: NumberAgent[] | null | undefined;
  inbound_webhook_url?: string | null | undefined;
  sip_outbound_trunk_config?: Record<string, unknown> | null;
};

/** Everything one Retell API key owns. Another key sees none of it. */
export class Workspace {
  readonly agents: VersionedStore;
  readonly llms: VersionedStore;
  readonly numbers = new Map<string, NumberEntry>();
  readonly calls = new Map<string, CallEntry>();
  readonly knowledgeBases = new Map<string, KnowledgeBaseResponse>();
  readonly now: () => number;
  /** Where the demo business's agent was told to send its calls. */
  demoUrl: string | undefined;

  constructor(now: () => number) {
    this.now = now;
    this.agents = new VersionedStore("agent_id", now);
    this.llms = new VersionedStore("llm_id", now);
  }

  number(e164: string): NumberEntry {
    const found = this.numbers.get(e164);
    if (!found) throw missing(e164);
    return found;
  }

  call(callId: string): CallEntry {
    const found = this.calls.get(callId);
    if (!found) throw missing(callId);
    return found;
  }

  ongoingCalls(): number {
    return [...this.calls.values()].filter(({ call }) => call.call_status === "ongoing").length;
  }
}

export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString("hex")}`;
}
