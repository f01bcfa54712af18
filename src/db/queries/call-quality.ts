import { and, asc, desc, eq, isNull, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type Finding, LOW_SCORE } from "../../contracts/call-care.ts";
import type { Sight } from "../../domain/identity/sight.ts";
import type { BranchId, CallId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import { callQuality } from "../schema/call-care.ts";
import { calls } from "../schema/voice.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";
import type { CallRow } from "./calls.ts";
import { listedRows } from "./listed-rows.ts";
import { beforeCursor, listedIds, type Page, type Paged, pageSize, toPage } from "./page.ts";
import { callsInSight } from "./sight.ts";

export type QualityRow = Omit<typeof callQuality.$inferSelect, "tenantId">;

/** After this a call that could not be scored rests. */
const SCORED_WITHIN_MS = 7 * 86_400_000;

/** A statement for the batch in which calls end, or more is told of them. What somebody has seen stays seen. */
export function wantScores(db: TenantDb, ended: readonly Pick<CallRow, "id" | "branchId" | "createdAt">[]) {
  const rows = ended.map(({ id: callId, branchId, createdAt: at }) => ({ callId, branchId, at, findings: [] }));
  return db.orm
    .insert(callQuality)
    .select(listedRows(db, callQuality, rows))
    .onConflictDoUpdate({ target: [callQuality.tenantId, callQuality.callId], set: { scoredAt: null } });
}

/** Platform-wide: who has calls that wait to be scored. */
export async function listScorableTenants(d1: D1Database, now: EpochMs, limit: number): Promise<TenantId[]> {
  const rows = await drizzle(d1).all<{ tenantId: TenantId }>(sql`
    SELECT DISTINCT tenant_id AS tenantId FROM call_quality
    WHERE scored_at IS NULL AND at > ${now - SCORED_WITHIN_MS} LIMIT ${limit}`);
  return rows.map(({ tenantId }) => tenantId);
}

export async function listUnscored(db: TenantDb, now: EpochMs, limit: number): Promise<CallId[]> {
  const { tenantId, callId, scoredAt, at } = callQuality;
  const rows = await db.orm
    .select({ callId })
    .from(callQuality)
    .where(and(eq(tenantId, db.tenantId), isNull(scoredAt), sql`${at} > ${now - SCORED_WITHIN_MS}`))
    .orderBy(asc(at))
    .limit(limit);
  return rows.map((row) => row.callId);
}

export async function storeScore(
  db: TenantDb,
  callId: CallId,
  { score, findings, scoredAt }: { score: number | null; findings: Finding[]; scoredAt: EpochMs },
): Promise<void> {
  await db.orm.update(callQuality).set({ score, findings, scoredAt }).where(one(db, callId));
}

export async function findQuality(db: TenantDb, callId: CallId): Promise<QualityRow | null> {
  return (await db.orm.select().from(callQuality).where(one(db, callId)).get()) ?? null;
}

/** Scores of these calls. Those without one are absent. */
export async function scoresOf(db: TenantDb, ids: readonly CallId[]): Promise<Map<CallId, number>> {
  const listed = listedIds(ids);
  const rows = await db.orm
    .select({ id: callQuality.callId, score: callQuality.score })
    .from(listed.table)
    .crossJoin(callQuality)
    .where(and(eq(callQuality.tenantId, db.tenantId), eq(callQuality.callId, listed.value)));
  return new Map(rows.flatMap(({ id, score }) => (score === null ? [] : [[id, score] as const])));
}

/** Ids of calls that are scored, and not above it. */
export function callsScored(db: TenantDb, maxScore: number) {
  return db.orm
    .select({ id: callQuality.callId })
    .from(callQuality)
    .where(and(eq(callQuality.tenantId, db.tenantId), lte(callQuality.score, maxScore)));
}

/** Low scores that nobody has looked into, the latest first. */
export async function listOpenReviews(
  db: TenantDb,
  { branchId, sight }: { branchId?: BranchId | undefined; sight: Sight },
  page: Page,
): Promise<Paged<QualityRow>> {
  const { tenantId, callId, at, seenAt, score } = callQuality;
  const rows = await db.orm
    .select({ quality: callQuality })
    .from(callQuality)
    .innerJoin(calls, and(eq(calls.tenantId, tenantId), eq(calls.id, callId)))
    .where(
      and(
        eq(tenantId, db.tenantId),
        sql`${seenAt} is null and ${score} < ${sql.raw(String(LOW_SCORE))}`,
        branchId && eq(callQuality.branchId, branchId),
        callsInSight(db, sight),
        beforeCursor(page, { at, id: callId }),
      ),
    )
    .orderBy(desc(at), desc(callId))
    .limit(pageSize(page) + 1);
  return toPage(
    rows.map(({ quality }) => quality),
    page,
    (row) => ({ at: row.at, id: row.callId }),
  );
}

/** Nobody has to look into it any more. */
export async function markSeen(db: TenantDb, callId: CallId, seenAt: EpochMs, audit: AuditEntry): Promise<void> {
  const open = and(one(db, callId), isNull(callQuality.seenAt));
  await db.orm.batch([db.orm.update(callQuality).set({ seenAt }).where(open), auditInsert(db, audit)]);
}

export type BookedInCall = Pick<typeof appointments.$inferSelect, "startsAt" | "priceMinor" | "currency" | "status">;

export function listBookedInCall(db: TenantDb, callId: CallId): Promise<BookedInCall[]> {
  const { startsAt, priceMinor, currency, status } = appointments;
  return db.orm
    .select({ startsAt, priceMinor, currency, status })
    .from(appointments)
    .where(and(eq(appointments.tenantId, db.tenantId), eq(appointments.callId, callId)))
    .limit(50)
    .all();
}

function one(db: TenantDb, callId: CallId) {
  return and(eq(callQuality.tenantId, db.tenantId), eq(callQuality.callId, callId));
}
