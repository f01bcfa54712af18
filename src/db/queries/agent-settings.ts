import { and, eq } from "drizzle-orm";
import type { BranchId } from "../../domain/ids.ts";
import type { AgentSettings } from "../../domain/voice/agent/agent-settings.ts";
import { voiceSettings } from "../schema/voice-desk.ts";
import type { TenantDb } from "../tenant-db.ts";

/** What a branch has chosen. Null: nothing yet. */
export async function findAgentSettings(db: TenantDb, branchId: BranchId): Promise<AgentSettings | null> {
  const {
    greeting,
    aiDisclosure,
    recordingDisclosure,
    tone,
    languages,
    maxCallSeconds,
    silenceEndSeconds,
    ringSeconds,
  } = voiceSettings;
  const row = await db.orm
    .select({
      greeting,
      aiDisclosure,
      recordingDisclosure,
      tone,
      languages,
      maxCallSeconds,
      silenceEndSeconds,
      ringSeconds,
    })
    .from(voiceSettings)
    .where(and(eq(voiceSettings.tenantId, db.tenantId), eq(voiceSettings.branchId, branchId)))
    .get();
  return row ?? null;
}
