import { and, desc, eq, type InferSelectModel, isNotNull, lt, or } from "drizzle-orm";
import type { AgentVersionId, BranchId, ConnectionId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { voiceAgents } from "../schema/voice.ts";
import { agentVersions } from "../schema/voice-agents.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";
import { beforeCursor, type Page, pageSize, toPage } from "./page.ts";

export type AgentVersionRow = InferSelectModel<typeof agentVersions>;
export type NewAgentVersion = Omit<typeof agentVersions.$inferInsert, "tenantId">;
type OfAgent = { branchId: BranchId; connectionId: ConnectionId };

/** Newest first. */
export async function listAgentVersions(db: TenantDb, branchId: BranchId, page: Page) {
  const keyset = { at: agentVersions.createdAt, id: agentVersions.id };
  const mine = and(eq(agentVersions.tenantId, db.tenantId), eq(agentVersions.branchId, branchId));
  const rows = await db.orm
    .select()
    .from(agentVersions)
    .where(and(mine, beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export async function findAgentVersion(db: TenantDb, id: AgentVersionId): Promise<AgentVersionRow | null> {
  const mine = and(eq(agentVersions.tenantId, db.tenantId), eq(agentVersions.id, id));
  return (await db.orm.select().from(agentVersions).where(mine).get()) ?? null;
}

/** The last one that was begun, whatever became of it. */
export async function latestAgentVersion(db: TenantDb, agent: OfAgent): Promise<AgentVersionRow | null> {
  const rows = db.orm.select().from(agentVersions).where(ofAgent(db, agent));
  return (await rows.orderBy(desc(agentVersions.number)).limit(1).get()) ?? null;
}

/** The one that callers speak with. */
export async function liveAgentVersion(db: TenantDb, agent: OfAgent): Promise<AgentVersionRow | null> {
  const published = and(ofAgent(db, agent), isNotNull(agentVersions.publishedAt));
  const rows = db.orm.select().from(agentVersions).where(published);
  return (await rows.orderBy(desc(agentVersions.number)).limit(1).get()) ?? null;
}

/** At whichever connection it was published last. */
export async function latestLiveAgent(db: TenantDb, branchId: BranchId): Promise<AgentVersionRow | null> {
  const { tenantId, branchId: branch, publishedAt } = agentVersions;
  const published = and(eq(tenantId, db.tenantId), eq(branch, branchId), isNotNull(publishedAt));
  return (await db.orm.select().from(agentVersions).where(published).orderBy(desc(publishedAt)).limit(1).get()) ?? null;
}

/** False when another request took the number first. */
export async function insertAgentVersion(db: TenantDb, row: NewAgentVersion, audit: AuditEntry): Promise<boolean> {
  try {
    const insert = db.orm.insert(agentVersions).values({ ...row, tenantId: db.tenantId });
    await db.orm.batch([insert, auditInsert(db, audit)]);
    return true;
  } catch (error) {
    const latest = await latestAgentVersion(db, row);
    if (latest && latest.number >= row.number) return false;
    throw error;
  }
}

/** Takes up an attempt that failed, or that nobody has worked at since `staleBefore`. Null: somebody else is at it. */
export async function claimAgentVersion(
  db: TenantDb,
  { id }: AgentVersionRow,
  now: EpochMs,
  staleBefore: EpochMs,
): Promise<AgentVersionRow | null> {
  const free = or(
    eq(agentVersions.state, "failed"),
    and(eq(agentVersions.state, "creating"), lt(agentVersions.claimedAt, staleBefore)),
  );
  const claimed = await db.orm
    .update(agentVersions)
    .set({ state: "creating", claimedAt: now, error: null })
    .where(and(eq(agentVersions.tenantId, db.tenantId), eq(agentVersions.id, id), free))
    .returning();
  return claimed[0] ?? null;
}

type Progress = Partial<Pick<AgentVersionRow, "engineId" | "agentId" | "vendorVersion" | "state" | "error">>;

export async function saveProgress(db: TenantDb, id: AgentVersionId, progress: Progress): Promise<void> {
  await db.orm
    .update(agentVersions)
    .set(progress)
    .where(and(eq(agentVersions.tenantId, db.tenantId), eq(agentVersions.id, id)));
}

/** It is the one that callers speak with from now on, and calls of its agent belong to its branch. */
export async function publishAgentVersion(
  db: TenantDb,
  row: AgentVersionRow,
  ids: { engineId: string | null; agentId: string; vendorVersion: string | null },
  publishedAt: EpochMs,
  audit: AuditEntry,
): Promise<void> {
  const { branchId, connectionId } = row;
  const agent = { tenantId: db.tenantId, connectionId, agentId: ids.agentId, branchId, createdAt: publishedAt };
  await db.orm.batch([
    db.orm
      .update(agentVersions)
      .set({ ...ids, state: "published", error: null, publishedAt })
      .where(and(eq(agentVersions.tenantId, db.tenantId), eq(agentVersions.id, row.id))),
    db.orm
      .insert(voiceAgents)
      .values(agent)
      .onConflictDoUpdate({
        target: [voiceAgents.tenantId, voiceAgents.connectionId, voiceAgents.agentId],
        set: { branchId },
      }),
    auditInsert(db, audit),
  ]);
}

function ofAgent(db: TenantDb, { branchId, connectionId }: OfAgent) {
  return and(
    eq(agentVersions.tenantId, db.tenantId),
    eq(agentVersions.branchId, branchId),
    eq(agentVersions.connectionId, connectionId),
  );
}
