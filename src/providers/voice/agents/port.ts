import type { Result } from "../../../domain/result.ts";
import type { AgentLook } from "../../../domain/voice/agent/drift.ts";
import type { AgentPlan } from "../../../domain/voice/agent/plan.ts";
import type { GatedFailure } from "../../gate.ts";

/** What a vendor calls an agent and its parts. Grows step by step while one is made. */
export type VendorIds = { engineId: string | null; agentId: string | null; version: string | null };

/** One request at a vendor, behind the gate of its account. */
export type Ask = (request: {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Of the vendor's API; or a whole address that the vendor told for one call, which gets no credential. */
  path: string;
  json?: unknown;
}) => Promise<Result<unknown, GatedFailure>>;

export type AgentOrder = {
  plan: AgentPlan;
  /** What was made so far: by an earlier version, or by an attempt at this one that broke off. */
  ids: VendorIds;
  /** An attempt at this very version has made these; else a new one begins. */
  isResumed: boolean;
  voiceId: string | null;
  webhookUrl: string;
  functionsUrl: string;
  /** Keeps what was made, before the next step. */
  keep(ids: VendorIds): Promise<void>;
};

export type AgentVendor = {
  /** Makes or changes the agent. Callers speak with it only once this has succeeded. */
  publish(order: AgentOrder): Promise<Result<VendorIds, GatedFailure>>;
  /** What the vendor has now. */
  look(ids: VendorIds): Promise<Result<AgentLook, GatedFailure>>;
};
