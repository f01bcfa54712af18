import { and, asc, eq, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CallId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { callRecordings } from "../schema/call-care.ts";
import type { TenantDb } from "../tenant-db.ts";

export type RecordingRow = Omit<typeof callRecordings.$inferSelect, "tenantId">;
type Ref = { tenantId: TenantId; callId: CallId };

/** After so many attempts a recording is given up. */
export const MAX_COPY_ATTEMPTS = 6;

export async function findRecording(db: TenantDb, callId: CallId): Promise<RecordingRow | null> {
  return (await db.orm.select().from(callRecordings).where(one(db, callId)).get()) ?? null;
}

/** False when it is wanted, stored or given up already. */
export async function wantRecording(db: TenantDb, callId: CallId, wantedAt: EpochMs): Promise<boolean> {
  const row = { tenantId: db.tenantId, callId, state: "wanted", wantedAt } as const;
  const result = await db.orm.insert(callRecordings).values(row).onConflictDoNothing();
  return result.meta.changes === 1;
}

/** False when it was erased while it was copied: the file must go again. */
export async function storeRecording(
  db: TenantDb,
  callId: CallId,
  stored: Pick<RecordingRow, "fileKey" | "contentType" | "bytes" | "storedAt" | "expiresAt">,
): Promise<boolean> {
  const result = await db.orm
    .update(callRecordings)
    .set({ ...stored, state: "stored", reason: null })
    .where(and(one(db, callId), eq(callRecordings.state, "wanted")));
  return result.meta.changes === 1;
}

/** Counts an attempt. The last one gives it up. */
export async function noteFailedCopy(db: TenantDb, callId: CallId, reason: string, isFinal: boolean): Promise<void> {
  const over = isFinal
    ? sql`'refused'`
    : sql`case when attempts + 1 >= ${MAX_COPY_ATTEMPTS} then 'refused' else state end`;
  await db.orm
    .update(callRecordings)
    .set({ reason, attempts: sql`attempts + 1`, state: over })
    .where(and(one(db, callId), eq(callRecordings.state, "wanted")));
}

/** Platform-wide: wanted for a while, so their wake-up was lost or the vendor was away. */
export function listWantedRecordings(d1: D1Database, before: EpochMs, limit: number): Promise<Ref[]> {
  const { tenantId, callId, state, wantedAt } = callRecordings;
  return drizzle(d1)
    .select({ tenantId, callId })
    .from(callRecordings)
    .where(and(sql`${state} = 'wanted'`, lt(wantedAt, before)))
    .orderBy(asc(wantedAt))
    .limit(limit)
    .all();
}

/** Platform-wide: copies that were kept as long as they may be. */
export function listExpiredRecordings(
  d1: D1Database,
  now: EpochMs,
  limit: number,
): Promise<(Ref & { fileKey: string | null })[]> {
  const { tenantId, callId, fileKey, state, expiresAt } = callRecordings;
  return drizzle(d1)
    .select({ tenantId, callId, fileKey })
    .from(callRecordings)
    .where(and(sql`${state} = 'stored'`, lt(expiresAt, now)))
    .limit(limit)
    .all();
}

export async function markRecordingGone(db: TenantDb, callId: CallId): Promise<void> {
  await db.orm.update(callRecordings).set({ state: "gone", fileKey: null }).where(one(db, callId));
}

function one(db: TenantDb, callId: CallId) {
  return and(eq(callRecordings.tenantId, db.tenantId), eq(callRecordings.callId, callId));
}
