import { and, asc, eq, type InferSelectModel, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { BranchId, EventId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { webhookEvents } from "../schema/operations.ts";
import { voiceAgents } from "../schema/voice.ts";
import type { TenantDb } from "../tenant-db.ts";

export type WebhookEventRow = InferSelectModel<typeof webhookEvents>;
export type NewWebhookEvent = Pick<
  WebhookEventRow,
  | "id"
  | "connectionId"
  | "type"
  | "dedupeKey"
  | "sealedPayload"
  | "fileKey"
  | "receivedAt"
  | "requestId"
  | "status"
  | "confidence"
  | "evidence"
>;

/** False when an event with this dedupe key is stored already. */
export async function insertWebhookEvent(db: TenantDb, event: NewWebhookEvent): Promise<boolean> {
  const result = await db.orm
    .insert(webhookEvents)
    .values({ ...event, tenantId: db.tenantId })
    .onConflictDoNothing();
  return result.meta.changes === 1;
}

export async function findWebhookEvent(db: TenantDb, id: EventId): Promise<WebhookEventRow | null> {
  const row = await db.orm
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.tenantId, db.tenantId), eq(webhookEvents.id, id)))
    .get();
  return row ?? null;
}

/** A statement, to be stored with what the event led to. */
export function markProcessed(db: TenantDb, id: EventId, now: EpochMs) {
  return db.orm
    .update(webhookEvents)
    .set({ status: "processed", processedAt: now, attempts: sql`attempts + 1` })
    .where(and(eq(webhookEvents.tenantId, db.tenantId), eq(webhookEvents.id, id)));
}

/** After this many attempts an event rests as `failed`, so that it cannot crowd out those that heal. */
export const MAX_ATTEMPTS = 20;

export async function markFailed(db: TenantDb, id: EventId, error: string): Promise<void> {
  await db.orm
    .update(webhookEvents)
    .set({
      lastError: error.slice(0, 500),
      attempts: sql`attempts + 1`,
      status: sql`case when attempts + 1 >= ${MAX_ATTEMPTS} then 'failed' else status end`,
    })
    .where(and(eq(webhookEvents.tenantId, db.tenantId), eq(webhookEvents.id, id)));
}

export type OverdueEvent = { tenantId: TenantId; eventId: EventId; requestId: string | null };

/** It can never be processed: nothing wakes it again. */
export async function markUnreadable(db: TenantDb, id: EventId, error: string): Promise<void> {
  await db.orm
    .update(webhookEvents)
    .set({ lastError: error.slice(0, 500), attempts: sql`attempts + 1`, status: "failed" })
    .where(and(eq(webhookEvents.tenantId, db.tenantId), eq(webhookEvents.id, id)));
}

/** Platform-wide: events whose wake-up was lost, oldest first. */
export function listOverdueEvents(database: D1Database, before: EpochMs, limit: number): Promise<OverdueEvent[]> {
  return drizzle(database)
    .select({ tenantId: webhookEvents.tenantId, eventId: webhookEvents.id, requestId: webhookEvents.requestId })
    .from(webhookEvents)
    .where(and(eq(webhookEvents.status, "received"), lt(webhookEvents.receivedAt, before)))
    .orderBy(asc(webhookEvents.receivedAt))
    .limit(limit)
    .all();
}

// Statements for a batch with the operator's audit entry.

/** Ready to be applied: at a branch, or where the event itself says. */
export function releaseEvent(db: TenantDb, id: EventId, branchId: BranchId | null) {
  const change = { status: "received", branchId, attempts: 0, lastError: null } as const;
  return db.orm
    .update(webhookEvents)
    .set(change)
    .where(and(eq(webhookEvents.tenantId, db.tenantId), eq(webhookEvents.id, id)));
}

/** It will never be applied, so what it said is not kept. */
export function discardEvent(db: TenantDb, id: EventId) {
  return db.orm
    .update(webhookEvents)
    .set({ status: "discarded", sealedPayload: null, fileKey: null })
    .where(and(eq(webhookEvents.tenantId, db.tenantId), eq(webhookEvents.id, id)));
}

export function insertVoiceAgent(
  db: TenantDb,
  agent: Pick<typeof voiceAgents.$inferInsert, "connectionId" | "agentId" | "branchId" | "createdAt">,
) {
  const { tenantId, connectionId, agentId } = voiceAgents;
  return db.orm
    .insert(voiceAgents)
    .values({ ...agent, tenantId: db.tenantId })
    .onConflictDoUpdate({ target: [tenantId, connectionId, agentId], set: { branchId: agent.branchId } });
}
