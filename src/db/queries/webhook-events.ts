import { and, asc, eq, getTableColumns, type InferSelectModel, inArray, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { BranchId, EventId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { webhookEvents } from "../schema/operations.ts";
import { voiceAgents } from "../schema/voice.ts";
import type { TenantDb } from "../tenant-db.ts";
import { withListed } from "./listed-rows.ts";
import { among, listedIds } from "./page.ts";

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
type TenantEvent = NewWebhookEvent & { tenantId: TenantId };

const EVENT = [
  "tenantId", "id", "connectionId", "type", "dedupeKey", "status", "confidence", "evidence", "sealedPayload", "fileKey",
  "requestId", "receivedAt",
] as const satisfies (keyof TenantEvent)[]; // biome-ignore format: a list of names

/**
 * In one statement, whatever their number, and each under its own tenant. Tells which are stored: of those with the same
 * dedupe key the first is. To say the same event again, as after an answer that was lost, tells the same.
 */
export async function insertWebhookEvents(d1: D1Database, events: readonly TenantEvent[]): Promise<Set<EventId>> {
  const rows = await drizzle(d1).all<{ id: EventId }>(sql`
    ${withListed(EVENT, events)}
    INSERT INTO webhook_events
      (tenant_id, id, connection_id, type, dedupe_key, status, confidence, evidence, sealed_payload, file_key,
        request_id, received_at)
    SELECT tenantId, id, connectionId, type, dedupeKey, status, confidence, evidence, sealedPayload, fileKey,
      requestId, receivedAt
    FROM listed
    WHERE true
    ON CONFLICT (id) DO UPDATE SET type = excluded.type WHERE webhook_events.tenant_id = excluded.tenant_id
    ON CONFLICT DO NOTHING
    RETURNING id`);
  return new Set(rows.map(({ id }) => id));
}

/** In the order in which they came. */
export function findWebhookEvents(db: TenantDb, ids: readonly EventId[]): Promise<WebhookEventRow[]> {
  const listed = listedIds(ids);
  return db.orm
    .select(getTableColumns(webhookEvents))
    .from(listed.table)
    .crossJoin(webhookEvents)
    .where(and(eq(webhookEvents.tenantId, db.tenantId), eq(webhookEvents.id, listed.value)))
    .orderBy(asc(webhookEvents.receivedAt), asc(webhookEvents.id))
    .all();
}

/** A statement, to be stored with what the events led to. */
export function markProcessed(db: TenantDb, ids: readonly EventId[], now: EpochMs) {
  const done = { status: "processed" as const, processedAt: now, attempts: sql`attempts + 1` };
  // The plus keeps the tenant's indexes out: these are found by id.
  const mine = sql`+${webhookEvents.tenantId} = ${db.tenantId}`;
  return db.orm
    .update(webhookEvents)
    .set(done)
    .where(and(inArray(webhookEvents.id, among(ids)), mine));
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
