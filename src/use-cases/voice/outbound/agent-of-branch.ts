import { type AgentVersionRow, latestLiveAgent, liveAgentVersion } from "../../../db/queries/agent-versions.ts";
import { findCallingNumber } from "../../../db/queries/outbound-calls.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { BranchId, ConnectionId } from "../../../domain/ids.ts";

/**
 * The agent that the branch's callers speak with, whoever asks for it: at the connection that is named, else at that of the
 * branch's number, else the one that was published last. The number is told as well: calls go out from it.
 */
export async function agentOfBranch(db: TenantDb, branchId: BranchId, named?: ConnectionId) {
  const number = await findCallingNumber(db, branchId);
  const connectionId = named ?? number?.connectionId;
  const there = connectionId ? await liveAgentVersion(db, { branchId, connectionId }) : null;
  const agent = named ? there : (there ?? (await latestLiveAgent(db, branchId)));
  return { number, agent: isMade(agent) ? agent : null };
}

/** A version that is live has its agent at the vendor. */
function isMade(version: AgentVersionRow | null): version is AgentVersionRow & { agentId: string } {
  return version !== null && version.agentId !== null;
}
