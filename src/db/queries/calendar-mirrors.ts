import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  type InferSelectModel,
  inArray,
  lt,
  lte,
  type SQL,
  sql,
} from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { MirrorState } from "../../contracts/calendar-sync.ts";
import type { CalendarAccountRef } from "../../domain/calendars/account-ref.ts";
import type { AppointmentId, CalendarAccountId, CalendarMirrorId, CalendarTargetId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calendarMirrors } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";
import { withListed } from "./listed-rows.ts";
import { among, beforeCursor, listedIds, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type MirrorRow = InferSelectModel<typeof calendarMirrors>;
export type NewMirror = Pick<
  MirrorRow,
  "id" | "accountId" | "targetId" | "appointmentId" | "wantedVersion" | "entryKey"
>;

const keyset = { at: calendarMirrors.createdAt, id: calendarMirrors.id };

/** What was written before of these appointments. */
export function mirrorsOfAppointments(db: TenantDb, ids: readonly AppointmentId[]): Promise<MirrorRow[]> {
  const listed = listedIds(ids);
  return db.orm
    .select(getTableColumns(calendarMirrors))
    .from(listed.table)
    .crossJoin(calendarMirrors)
    .where(and(ofTenant(db), eq(calendarMirrors.appointmentId, listed.value)))
    .all();
}

/** A statement: marks what is wanted, new or not. A version that is wanted already, or an older one, changes nothing. */
export function wantMirrors(db: TenantDb, mirrors: readonly NewMirror[], now: EpochMs) {
  return db.orm
    .insert(calendarMirrors)
    .select(
      sql`${withListed(["id", "accountId", "targetId", "appointmentId", "wantedVersion", "entryKey"], mirrors)}
        SELECT ${db.tenantId}, id, accountId, targetId, appointmentId, wantedVersion, 0, 'waiting', NULL, NULL, NULL, NULL,
          0, ${now}, NULL, ${now}, ${now}, entryKey, NULL, NULL
        FROM listed WHERE true`,
    )
    .onConflictDoUpdate({
      target: [calendarMirrors.tenantId, calendarMirrors.appointmentId, calendarMirrors.targetId],
      set: {
        wantedVersion: sql`excluded.wanted_version`,
        entryKey: sql`excluded.entry_key`,
        state: "waiting",
        nextAttemptAt: now,
        attempts: 0,
        updatedAt: now,
      },
      setWhere: sql`excluded.wanted_version > ${calendarMirrors.wantedVersion}`,
    });
}

/** A statement: writes anew whatever is thought to stand. Replays, repairs, and calendars that were lost. */
export function wantAgain(db: TenantDb, where: SQL | undefined, now: EpochMs, change: Partial<MirrorRow> = {}) {
  return db.orm
    .update(calendarMirrors)
    .set({ state: "waiting", attempts: 0, nextAttemptAt: now, lastError: null, updatedAt: now, ...change })
    .where(and(ofTenant(db), where));
}

/** Those that stand in a calendar outside. */
export function standingOf(ids: readonly AppointmentId[]): SQL | undefined {
  return and(sql`${calendarMirrors.externalId} IS NOT NULL`, inArray(calendarMirrors.appointmentId, among(ids)));
}

export const deadOf = (accountId: CalendarAccountId) =>
  and(eq(calendarMirrors.accountId, accountId), eq(calendarMirrors.state, "dead"));
export const theMirror = (id: CalendarMirrorId) => eq(calendarMirrors.id, id);

/** Longest due first. */
export function listDueMirrors(db: TenantDb, id: CalendarAccountId, now: EpochMs, limit: number): Promise<MirrorRow[]> {
  return db.orm
    .select()
    .from(calendarMirrors)
    .where(and(waitingOf(db, id), lte(calendarMirrors.nextAttemptAt, now)))
    .orderBy(asc(calendarMirrors.nextAttemptAt), asc(calendarMirrors.id))
    .limit(limit)
    .all();
}

/** When an account has something to do next. Null: nothing waits. */
export async function nextMirrorAt(db: TenantDb, id: CalendarAccountId): Promise<EpochMs | null> {
  const row = await db.orm
    .select({ at: calendarMirrors.nextAttemptAt })
    .from(calendarMirrors)
    .where(waitingOf(db, id))
    .orderBy(asc(calendarMirrors.nextAttemptAt))
    .limit(1)
    .get();
  return row?.at ?? null;
}

export type WrittenMirror = Pick<
  MirrorRow,
  "externalId" | "etag" | "writtenStartsAt" | "writtenEndsAt" | "doneVersion" | "vendorUpdatedAt"
>;

/** A statement. What was wanted anew meanwhile goes on waiting. */
export function settleMirror(db: TenantDb, id: CalendarMirrorId, seen: number, written: WrittenMirror, now: EpochMs) {
  const isOvertaken = sql`${calendarMirrors.wantedVersion} > ${Math.max(seen, written.doneVersion)}`;
  return db.orm
    .update(calendarMirrors)
    .set({
      ...written,
      state: sql`CASE WHEN ${isOvertaken} THEN 'waiting' ELSE 'done' END`,
      nextAttemptAt: sql`CASE WHEN ${isOvertaken} THEN ${now} END`,
      attempts: 0,
      begunAt: null,
      lastError: null,
      updatedAt: now,
    })
    .where(and(ofTenant(db), eq(calendarMirrors.id, id)));
}

/** A statement, before an entry is created that the vendor would create twice: whoever comes after a crash looks first. */
export function beginMirror(db: TenantDb, id: CalendarMirrorId, now: EpochMs) {
  return db.orm
    .update(calendarMirrors)
    .set({ begunAt: now })
    .where(and(ofTenant(db), eq(calendarMirrors.id, id)));
}

/** A statement. What was wanted anew meanwhile begins anew. */
export function failMirror(
  db: TenantDb,
  { id, seen }: { id: CalendarMirrorId; seen: number },
  change: { state: MirrorState; nextAttemptAt: EpochMs | null; lastError: string },
  now: EpochMs,
) {
  return db.orm
    .update(calendarMirrors)
    .set({ ...change, attempts: sql`${calendarMirrors.attempts} + 1`, updatedAt: now })
    .where(and(ofTenant(db), eq(calendarMirrors.id, id), eq(calendarMirrors.wantedVersion, seen)));
}

export async function findMirror(db: TenantDb, id: CalendarMirrorId): Promise<MirrorRow | null> {
  const where = and(ofTenant(db), eq(calendarMirrors.id, id));
  return (await db.orm.select().from(calendarMirrors).where(where).get()) ?? null;
}

/** A statement. */
export function discardMirror(db: TenantDb, id: CalendarMirrorId, now: EpochMs) {
  return db.orm
    .update(calendarMirrors)
    .set({ state: "discarded", nextAttemptAt: null, updatedAt: now })
    .where(and(ofTenant(db), eq(calendarMirrors.id, id)));
}

/** A statement. */
export function deleteMirrors(db: TenantDb, targetId: CalendarTargetId) {
  return db.orm.delete(calendarMirrors).where(and(ofTenant(db), eq(calendarMirrors.targetId, targetId)));
}

/** Those of a target that stand under one of these ids, or whose entry carries one of these keys. */
export async function mirrorsAt(
  db: TenantDb,
  targetId: CalendarTargetId,
  { ids, keys }: { ids: readonly string[]; keys: readonly string[] },
): Promise<MirrorRow[]> {
  const found = await Promise.all([
    mirrorsNamed(db, targetId, calendarMirrors.externalId, ids),
    mirrorsNamed(db, targetId, calendarMirrors.entryKey, keys),
  ]);
  return [...new Map(found.flat().map((row) => [row.id, row])).values()];
}

async function mirrorsNamed(
  db: TenantDb,
  targetId: CalendarTargetId,
  column: typeof calendarMirrors.externalId | typeof calendarMirrors.entryKey,
  names: readonly string[],
): Promise<MirrorRow[]> {
  if (names.length === 0) return [];
  const listed = listedIds(names);
  return db.orm
    .select(getTableColumns(calendarMirrors))
    .from(listed.table)
    .crossJoin(calendarMirrors)
    .where(and(ofTenant(db), eq(calendarMirrors.targetId, targetId), eq(column, listed.value)))
    .all();
}

type MirrorFilter = { accountId?: CalendarAccountId | undefined; state?: MirrorState | undefined };

/** Newest first. */
export async function listMirrors(db: TenantDb, filter: MirrorFilter, page: Page): Promise<Paged<MirrorRow>> {
  const { accountId, state } = filter;
  const rows = await db.orm
    .select()
    .from(calendarMirrors)
    .where(
      and(
        ofTenant(db),
        accountId && eq(calendarMirrors.accountId, accountId),
        state && eq(calendarMirrors.state, state),
        beforeCursor(page, keyset),
      ),
    )
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export type MirrorCounts = { accountId: CalendarAccountId; waiting: number; dead: number };

/** How much waits and how much was given up, for each account that has any. */
export function countMirrors(db: TenantDb): Promise<MirrorCounts[]> {
  const count = (state: MirrorState) => sql<number>`sum(${calendarMirrors.state} = ${state})`;
  return db.orm
    .select({ accountId: calendarMirrors.accountId, waiting: count("waiting"), dead: count("dead") })
    .from(calendarMirrors)
    .where(and(ofTenant(db), inArray(calendarMirrors.state, ["waiting", "dead"])))
    .groupBy(calendarMirrors.accountId)
    .all();
}

/** Accounts at which something waits. */
export function waitingAccounts(db: TenantDb): Promise<{ accountId: CalendarAccountId }[]> {
  const { accountId } = calendarMirrors;
  const isWaiting = sql`${calendarMirrors.state} = 'waiting'`;
  return db.orm
    .selectDistinct({ accountId })
    .from(calendarMirrors)
    .where(and(ofTenant(db), isWaiting))
    .all();
}

/** Platform-wide: accounts whose object has missed its hour. */
export function listOverdueAccounts(d1: D1Database, before: EpochMs, limit: number): Promise<CalendarAccountRef[]> {
  const { tenantId, accountId, nextAttemptAt, state } = calendarMirrors;
  return drizzle(d1)
    .select({ tenantId, accountId })
    .from(calendarMirrors)
    .where(and(eq(state, "waiting"), lt(nextAttemptAt, before)))
    .groupBy(sql`+${tenantId}`, sql`+${accountId}`)
    .limit(limit)
    .all();
}

function waitingOf(db: TenantDb, id: CalendarAccountId) {
  return and(ofTenant(db), eq(calendarMirrors.accountId, id), eq(calendarMirrors.state, "waiting"));
}

function ofTenant(db: TenantDb) {
  return eq(calendarMirrors.tenantId, db.tenantId);
}
