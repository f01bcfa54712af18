import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { VoiceProvider } from "../../contracts/calls.ts";
import type { AgentVersionState } from "../../contracts/voice-agents.ts";
import type { AgentVersionId, BranchId, ConnectionId } from "../../domain/ids.ts";
import type { AgentPlan } from "../../domain/voice/agent/plan.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Each publishing of a branch's agent. Published ones are never changed. */
export const agentVersions = sqliteTable(
  "agent_versions",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<AgentVersionId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    connectionId: text("connection_id").$type<ConnectionId>().notNull(),
    provider: text("provider").$type<VoiceProvider>().notNull(),
    number: integer("number").notNull(),
    state: text("state").$type<AgentVersionState>().notNull(),
    /** Of `plan` and the voice, hex. */
    checksum: text("checksum").notNull(),
    /** In the clear: it is what callers hear. */
    plan: text("plan", { mode: "json" }).$type<AgentPlan>().notNull(),
    voiceId: text("voice_id"),
    /** What the vendor has made for it so far. */
    engineId: text("engine_id"),
    agentId: text("agent_id"),
    vendorVersion: text("vendor_version"),
    error: text("error"),
    restoredFrom: integer("restored_from"),
    createdAt: instant("created_at").notNull(),
    /** When the attempt that holds it began: only one works at a time. */
    claimedAt: instant("claimed_at").notNull(),
    publishedAt: instant("published_at"),
  },
  (table) => [
    uniqueIndex("agent_versions_number").on(table.tenantId, table.branchId, table.connectionId, table.number),
    index("agent_versions_created").on(table.tenantId, table.branchId, table.createdAt, table.id),
  ],
);
