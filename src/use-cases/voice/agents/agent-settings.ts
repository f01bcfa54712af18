import { findAgentSettings } from "../../../db/queries/agent-settings.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { Rulebook } from "../../../domain/booking/rulebook.ts";
import { type AgentSettings, usualAgentSettings } from "../../../domain/voice/agent/agent-settings.ts";

/** How the branch wants its agent to speak. */
export async function readAgentSettings(db: TenantDb, { branchId, language }: Rulebook): Promise<AgentSettings> {
  return (await findAgentSettings(db, branchId)) ?? usualAgentSettings(language);
}
