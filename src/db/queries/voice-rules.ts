import { and, asc, eq, isNull, or } from "drizzle-orm";
import type { BranchId } from "../../domain/ids.ts";
import { usualAgentSettings } from "../../domain/voice/agent/agent-settings.ts";
import {
  MAX_KNOWLEDGE_ENTRIES,
  MAX_LISTED_CALLERS,
  MAX_TRANSFER_RULES,
  usualVoiceSettings,
  type VoiceRules,
  voiceRules,
} from "../../domain/voice/voice-rules.ts";
import { branches } from "../schema/catalogue.ts";
import { callerLists, knowledgeEntries, transferRules, voiceSettings } from "../schema/voice-desk.ts";
import type { TenantDb } from "../tenant-db.ts";

/** All that the agent of a branch must know, in one round trip. */
export async function loadVoiceRules(db: TenantDb, branchId: BranchId): Promise<VoiceRules> {
  const [[settings], knowledge, transfers, callers, [branch]] = await db.orm.batch([
    db.orm
      .select()
      .from(voiceSettings)
      .where(and(eq(voiceSettings.tenantId, db.tenantId), eq(voiceSettings.branchId, branchId))),
    selectKnowledge(db, branchId),
    selectTransfers(db, branchId),
    db.orm
      .select({ phoneIndex: callerLists.phoneIndex, kind: callerLists.kind })
      .from(callerLists)
      .where(eq(callerLists.tenantId, db.tenantId))
      .limit(MAX_LISTED_CALLERS),
    db.orm
      .select({ language: branches.language })
      .from(branches)
      .where(and(eq(branches.tenantId, db.tenantId), eq(branches.id, branchId))),
  ]);
  // As an agent without settings of its own is published.
  const usual = { ...usualVoiceSettings, ...usualAgentSettings(branch?.language ?? "de") };
  return voiceRules.parse({ settings: settings ?? usual, knowledge, transfers, callers });
}

/** Oldest first: of two that fit alike the older one answers. */
function selectKnowledge(db: TenantDb, branchId: BranchId) {
  const here = or(isNull(knowledgeEntries.branchId), eq(knowledgeEntries.branchId, branchId));
  return db.orm
    .select()
    .from(knowledgeEntries)
    .where(and(eq(knowledgeEntries.tenantId, db.tenantId), eq(knowledgeEntries.isActive, true), here))
    .orderBy(asc(knowledgeEntries.createdAt), asc(knowledgeEntries.id))
    .limit(MAX_KNOWLEDGE_ENTRIES);
}

function selectTransfers(db: TenantDb, branchId: BranchId) {
  const active = eq(transferRules.isActive, true);
  return db.orm
    .select()
    .from(transferRules)
    .where(and(eq(transferRules.tenantId, db.tenantId), eq(transferRules.branchId, branchId), active))
    .orderBy(asc(transferRules.createdAt), asc(transferRules.id))
    .limit(MAX_TRANSFER_RULES);
}
