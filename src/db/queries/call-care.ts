import { and, asc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CallSettingsBody } from "../../contracts/call-care.ts";
import { type CallId, earliestId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { callQuality, callRecordings, callSettings } from "../schema/call-care.ts";
import { webhookEvents } from "../schema/operations.ts";
import { calls } from "../schema/voice.ts";
import { functionCalls } from "../schema/voice-desk.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";
import { unindexCall } from "./call-search.ts";
import type { CallRow } from "./calls.ts";

export type CallSettingsRow = Omit<typeof callSettings.$inferSelect, "tenantId">;

export async function findCallSettings(db: TenantDb): Promise<CallSettingsRow | null> {
  return (await db.orm.select().from(callSettings).where(eq(callSettings.tenantId, db.tenantId)).get()) ?? null;
}

export async function storeCallSettings(
  db: TenantDb,
  settings: CallSettingsBody,
  updatedAt: EpochMs,
  audit: AuditEntry,
): Promise<void> {
  const row = { ...settings, updatedAt };
  const upsert = db.orm
    .insert(callSettings)
    .values({ ...row, tenantId: db.tenantId })
    .onConflictDoUpdate({ target: callSettings.tenantId, set: row });
  await db.orm.batch([upsert, auditInsert(db, audit)]);
}

/** Calls whose words are older than they may be, oldest first. */
export function listOutdatedCalls(db: TenantDb, before: EpochMs, limit: number): Promise<CallRow[]> {
  return db.orm
    .select()
    .from(calls)
    .where(and(eq(calls.tenantId, db.tenantId), isNull(calls.wordsErasedAt), lt(calls.createdAt, before)))
    .orderBy(asc(calls.createdAt))
    .limit(limit)
    .all();
}

/** What the agent asked and was told, whether its call was ever reported or not. Tells how many went. */
export async function deleteOldFunctionCalls(db: TenantDb, before: EpochMs, limit: number): Promise<number> {
  const { tenantId, id } = functionCalls;
  const old = db.orm
    .select({ id })
    .from(functionCalls)
    .where(and(eq(tenantId, db.tenantId), lt(id, earliestId("fnc", before))))
    .orderBy(asc(id))
    .limit(limit);
  const result = await db.orm.delete(functionCalls).where(and(eq(tenantId, db.tenantId), inArray(id, old)));
  return result.meta.changes;
}

/** Everything that was worked out from a call's words. Statements for the batch that erases them. */
export function forgetCallCare(db: TenantDb, id: CallId) {
  const { tenantId, callId } = callRecordings;
  return [
    unindexCall(db, id)[0],
    unindexCall(db, id)[1],
    db.orm
      .update(callRecordings)
      .set({ state: "gone", fileKey: null, bytes: null })
      .where(and(eq(tenantId, db.tenantId), eq(callId, id))),
    db.orm.delete(callQuality).where(and(eq(callQuality.tenantId, db.tenantId), eq(callQuality.callId, id))),
  ] as const;
}

export type EventPayloadRow = { id: string; fileKey: string | null };

/** Events of a call that were applied and still hold what was said. By their keys, which name the call after the kind. */
export function listPayloads(
  db: TenantDb,
  { connectionId, providerCallId }: Pick<CallRow, "connectionId" | "providerCallId">,
  kinds: readonly string[],
): Promise<EventPayloadRow[]> {
  const { tenantId, connectionId: connection, dedupeKey, id, fileKey, status, sealedPayload } = webhookEvents;
  const named = kinds.map((kind) => {
    const key = `${kind}:${providerCallId}`;
    // ";" follows ":" in the order of bytes.
    return or(eq(dedupeKey, key), sql`(${dedupeKey} > ${`${key}:`} and ${dedupeKey} < ${`${key};`})`);
  });
  return db.orm
    .select({ id, fileKey })
    .from(webhookEvents)
    .where(
      and(
        eq(tenantId, db.tenantId),
        eq(connection, connectionId),
        eq(status, "processed"),
        sql`${sealedPayload} is not null`,
        or(...named),
      ),
    )
    .all();
}

export async function forgetPayloads(db: TenantDb, rows: readonly EventPayloadRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = sql`(select value from json_each(${JSON.stringify(rows.map(({ id }) => id))}))`;
  await db.orm
    .update(webhookEvents)
    .set({ sealedPayload: null, fileKey: null })
    .where(and(eq(webhookEvents.tenantId, db.tenantId), sql`${webhookEvents.id} in ${ids}`));
}

/** Platform-wide: events that are settled and old, with the files that they have in R2. */
export function listOldEvents(
  d1: D1Database,
  { settledBefore, restingBefore }: { settledBefore: EpochMs; restingBefore: EpochMs },
  limit: number,
): Promise<EventPayloadRow[]> {
  const { id, fileKey, status, receivedAt } = webhookEvents;
  const settled = and(inArray(status, ["processed", "discarded"]), lt(receivedAt, settledBefore));
  const resting = and(inArray(status, ["failed", "quarantined"]), lt(receivedAt, restingBefore));
  return drizzle(d1).select({ id, fileKey }).from(webhookEvents).where(or(settled, resting)).limit(limit).all();
}

export async function deleteEvents(d1: D1Database, rows: readonly EventPayloadRow[]): Promise<void> {
  const list = JSON.stringify(rows.map(({ id }) => id));
  await d1.prepare("DELETE FROM webhook_events WHERE id IN (SELECT value FROM json_each(?))").bind(list).run();
}
