import type { TenantDb } from "../../../db/tenant-db.ts";
import type { BranchId, ConnectionId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { CallVendor, OutboundOrder } from "../../../providers/voice/calls/port.ts";
import { type AccountRefusal, openVoiceAccount } from "../../vendors/vendor-account.ts";
import { agentOfBranch } from "./agent-of-branch.ts";
import { callVendorOf } from "./call-vendor.ts";

export type LineRefusal = AccountRefusal | { reason: "agent_needed" } | { reason: "number_needed" };
type Line = Pick<OutboundOrder, "from" | "voiceNumberId" | "agentId"> & {
  connectionId: ConnectionId;
  vendor: CallVendor;
};

/** What a branch needs to call somebody: a number that its vendor has, its published agent, and the account. */
export async function openLine(env: Env, db: TenantDb, branchId: BranchId): Promise<Result<Line, LineRefusal>> {
  const { number, agent } = await agentOfBranch(db, branchId);
  if (!number?.voiceNumberId) return err({ reason: "number_needed" });
  const { connectionId, e164: from, voiceNumberId } = number;
  if (agent?.connectionId !== connectionId) return err({ reason: "agent_needed" });
  const account = await openVoiceAccount(env, db, connectionId);
  if (!account.ok) return account;
  return ok({ connectionId, from, voiceNumberId, agentId: agent.agentId, vendor: callVendorOf(account.value) });
}
