import { and, asc, eq } from "drizzle-orm";
import type { BranchId, ConnectionId, ListedCallerId, TransferRuleId } from "../../domain/ids.ts";
import type { ListKind } from "../../domain/voice/voice-rules.ts";
import { voiceAgents } from "../schema/voice.ts";
import { callerLists, transferRules, voiceSettings } from "../schema/voice-desk.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";
import { afterCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

type Row<T extends { $inferSelect: object }> = Omit<T["$inferSelect"], "tenantId">;
export type VoiceSettingsRow = Row<typeof voiceSettings>;
export type TransferRow = Row<typeof transferRules>;
export type ListedCallerRow = Row<typeof callerLists>;

export async function findVoiceSettings(db: TenantDb, branchId: BranchId): Promise<VoiceSettingsRow | null> {
  const mine = and(eq(voiceSettings.tenantId, db.tenantId), eq(voiceSettings.branchId, branchId));
  return (await db.orm.select().from(voiceSettings).where(mine).get()) ?? null;
}

export async function storeVoiceSettings(db: TenantDb, row: VoiceSettingsRow, audit: AuditEntry): Promise<void> {
  const { tenantId, branchId } = voiceSettings;
  const { branchId: _, ...set } = row;
  const upsert = db.orm
    .insert(voiceSettings)
    .values({ ...row, tenantId: db.tenantId })
    .onConflictDoUpdate({ target: [tenantId, branchId], set });
  await db.orm.batch([upsert, auditInsert(db, audit)]);
}

/** Oldest first: of two that fit alike the older one is taken. */
export async function listTransfers(db: TenantDb, branchId: BranchId, page: Page): Promise<Paged<TransferRow>> {
  const rows = await db.orm
    .select()
    .from(transferRules)
    .where(
      and(
        eq(transferRules.tenantId, db.tenantId),
        eq(transferRules.branchId, branchId),
        afterCursor(page, { at: transferRules.createdAt, id: transferRules.id }),
      ),
    )
    .orderBy(asc(transferRules.createdAt), asc(transferRules.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export function countTransfers(db: TenantDb, branchId: BranchId): Promise<number> {
  return db.orm.$count(
    transferRules,
    and(eq(transferRules.tenantId, db.tenantId), eq(transferRules.branchId, branchId)),
  );
}

export async function findTransfer(db: TenantDb, id: TransferRuleId): Promise<TransferRow | null> {
  return (await db.orm.select().from(transferRules).where(oneTransfer(db, id)).get()) ?? null;
}

export async function insertTransfer(db: TenantDb, row: TransferRow, audit: AuditEntry): Promise<void> {
  await db.orm.batch([db.orm.insert(transferRules).values({ ...row, tenantId: db.tenantId }), auditInsert(db, audit)]);
}

export async function updateTransfer(
  db: TenantDb,
  id: TransferRuleId,
  change: Partial<Omit<TransferRow, "id" | "branchId" | "createdAt">>,
  audit: AuditEntry,
): Promise<void> {
  const update = db.orm.update(transferRules).set(change).where(oneTransfer(db, id));
  await db.orm.batch([update, auditInsert(db, audit)]);
}

export async function deleteTransfer(db: TenantDb, id: TransferRuleId, audit: AuditEntry): Promise<void> {
  await db.orm.batch([db.orm.delete(transferRules).where(oneTransfer(db, id)), auditInsert(db, audit)]);
}

/** Oldest first. */
export async function listCallers(
  db: TenantDb,
  kind: ListKind | undefined,
  page: Page,
): Promise<Paged<ListedCallerRow>> {
  const rows = await db.orm
    .select()
    .from(callerLists)
    .where(
      and(
        eq(callerLists.tenantId, db.tenantId),
        kind && eq(callerLists.kind, kind),
        afterCursor(page, { at: callerLists.createdAt, id: callerLists.id }),
      ),
    )
    .orderBy(asc(callerLists.createdAt), asc(callerLists.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export function countCallers(db: TenantDb): Promise<number> {
  return db.orm.$count(callerLists, eq(callerLists.tenantId, db.tenantId));
}

export async function findCaller(db: TenantDb, id: ListedCallerId): Promise<ListedCallerRow | null> {
  return (await db.orm.select().from(callerLists).where(oneCaller(db, id)).get()) ?? null;
}

export async function findCallerByPhone(db: TenantDb, phoneIndex: string): Promise<ListedCallerRow | null> {
  const same = and(eq(callerLists.tenantId, db.tenantId), eq(callerLists.phoneIndex, phoneIndex));
  return (await db.orm.select().from(callerLists).where(same).get()) ?? null;
}

/** A number is on one list at most: the later one counts. */
export async function storeCaller(db: TenantDb, row: ListedCallerRow, audit: AuditEntry): Promise<void> {
  const same = and(eq(callerLists.tenantId, db.tenantId), eq(callerLists.phoneIndex, row.phoneIndex));
  const insert = db.orm.insert(callerLists).values({ ...row, tenantId: db.tenantId });
  await db.orm.batch([db.orm.delete(callerLists).where(same), insert, auditInsert(db, audit)]);
}

export async function updateCaller(
  db: TenantDb,
  id: ListedCallerId,
  change: Pick<ListedCallerRow, "kind" | "sealed">,
  audit: AuditEntry,
): Promise<void> {
  const update = db.orm.update(callerLists).set(change).where(oneCaller(db, id));
  await db.orm.batch([update, auditInsert(db, audit)]);
}

export async function deleteCaller(db: TenantDb, id: ListedCallerId, audit: AuditEntry): Promise<void> {
  await db.orm.batch([db.orm.delete(callerLists).where(oneCaller(db, id)), auditInsert(db, audit)]);
}

type Assignment = { agentId: string; branchId: BranchId };

export function listAssignments(db: TenantDb, id: ConnectionId): Promise<Assignment[]> {
  return db.orm
    .select({ agentId: voiceAgents.agentId, branchId: voiceAgents.branchId })
    .from(voiceAgents)
    .where(ofConnection(db, id))
    .orderBy(asc(voiceAgents.agentId))
    .all();
}

export async function replaceAssignments(
  db: TenantDb,
  connectionId: ConnectionId,
  assignments: readonly Assignment[],
  audit: AuditEntry,
): Promise<void> {
  const inserts = assignments.map((each) =>
    db.orm.insert(voiceAgents).values({ ...each, tenantId: db.tenantId, connectionId, createdAt: audit.at }),
  );
  const clear = db.orm.delete(voiceAgents).where(ofConnection(db, connectionId));
  await db.orm.batch([clear, ...inserts, auditInsert(db, audit)]);
}

function ofConnection(db: TenantDb, id: ConnectionId) {
  return and(eq(voiceAgents.tenantId, db.tenantId), eq(voiceAgents.connectionId, id));
}

function oneTransfer(db: TenantDb, id: TransferRuleId) {
  return and(eq(transferRules.tenantId, db.tenantId), eq(transferRules.id, id));
}

function oneCaller(db: TenantDb, id: ListedCallerId) {
  return and(eq(callerLists.tenantId, db.tenantId), eq(callerLists.id, id));
}
