import { type AgentVersionRow, latestLiveAgent, liveAgentVersion } from "../../../db/queries/agent-versions.ts";
import { findCallingNumber } from "../../../db/queries/outbound-calls.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { BranchId } from "../../../domain/ids.ts";

/**
 * The agent that the branch's callers speak with, whoever asks for it: the one at the connection of the branch's number,
 * else the one that was published last. The number is told as well: calls go out from it.
 */
export async function agentOfBranch(db: TenantDb, branchId: BranchId) {
  const number = await findCallingNumber(db, branchId);
  const there = number && (await liveAgentVersion(db, { branchId, connectionId: number.connectionId }));
  const agent = there ?? (await latestLiveAgent(db, branchId));
  return { number, agent: isMade(agent) ? agent : null };
}

/** A version that is live has its agent at the vendor. */
function isMade(version: AgentVersionRow | null): version is AgentVersionRow & { agentId: string } {
  return version !== null && version.agentId !== null;
}
