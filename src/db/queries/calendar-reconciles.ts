import { and, asc, desc, eq, gt, gte, type InferSelectModel, isNotNull, lt, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CalendarAccountRef } from "../../domain/calendars/account-ref.ts";
import type { CalendarAccountId, CalendarTargetId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import { calendarAccounts, calendarMirrors, calendarReconciles, calendarTargets } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { MirrorRow } from "./calendar-mirrors.ts";
import type { TargetRow } from "./calendar-targets.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type ReconcileRow = InferSelectModel<typeof calendarReconciles>;
const keyset = { at: calendarReconciles.startedAt, id: calendarReconciles.id };

/** A statement. Where one is running already, nothing happens. */
export function beginReconcile(db: TenantDb, row: Pick<ReconcileRow, "id" | "accountId" | "cause" | "startedAt">) {
  return db.orm
    .insert(calendarReconciles)
    .values({ ...row, tenantId: db.tenantId, state: "running", updatedAt: row.startedAt })
    .onConflictDoNothing();
}

export async function runningReconcile(db: TenantDb, accountId: CalendarAccountId): Promise<ReconcileRow | null> {
  const where = and(ofAccount(db, accountId), eq(calendarReconciles.state, "running"));
  return (await db.orm.select().from(calendarReconciles).where(where).get()) ?? null;
}

/** Notes a step. False: somebody else has taken it, and counted it. */
export async function stepReconcile(
  db: TenantDb,
  { id, steps, position }: ReconcileRow,
  change: Partial<ReconcileRow>,
): Promise<boolean> {
  const rows = await db.orm
    .update(calendarReconciles)
    .set(change)
    .where(
      and(
        eq(calendarReconciles.tenantId, db.tenantId),
        eq(calendarReconciles.id, id),
        eq(calendarReconciles.state, "running"),
        eq(calendarReconciles.steps, steps),
        sql`${calendarReconciles.position} IS ${position}`,
      ),
    )
    .returning({ id: calendarReconciles.id });
  return rows.length > 0;
}

/** Newest first. */
export async function listReconciles(db: TenantDb, id: CalendarAccountId, page: Page): Promise<Paged<ReconcileRow>> {
  const rows = await db.orm
    .select()
    .from(calendarReconciles)
    .where(and(ofAccount(db, id), beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.startedAt, id: row.id }));
}

/** The next calendar of an account that is written to, in the order of their ids. */
export async function nextWrittenTarget(
  db: TenantDb,
  accountId: CalendarAccountId,
  after: CalendarTargetId | null,
): Promise<TargetRow | null> {
  const { tenantId, accountId: ofIt, writes, id } = calendarTargets;
  const own = and(eq(tenantId, db.tenantId), eq(ofIt, accountId), eq(writes, true));
  const row = await db.orm
    .select()
    .from(calendarTargets)
    .where(and(own, after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(1)
    .get();
  return row ?? null;
}

type Window = { from: EpochMs; to: EpochMs };
const compared = {
  id: appointments.id,
  status: appointments.status,
  version: appointments.version,
  staffId: appointments.staffId,
  resourceIds: appointments.resourceIds,
  serviceId: appointments.serviceId,
  startsAt: appointments.startsAt,
  endsAt: appointments.endsAt,
};

/** What belongs to a calendar in a window, whatever became of it, and what was written there for it. */
export function appointmentsAt(db: TenantDb, target: TargetRow, { from, to }: Window, limit: number) {
  const { calendarId, branchId } = target;
  const usesIt = sql`EXISTS (SELECT 1 FROM json_each(${appointments.resourceIds}) WHERE value = ${calendarId})`;
  return db.orm
    .select({ appointment: compared, mirror: calendarMirrors })
    .from(appointments)
    .leftJoin(calendarMirrors, mirrorAt(db, target))
    .where(
      and(
        eq(appointments.tenantId, db.tenantId),
        eq(appointments.branchId, branchId),
        gte(appointments.startsAt, from),
        lt(appointments.startsAt, to),
        or(sql`${appointments.staffId} = ${calendarId}`, usesIt),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.id))
    .limit(limit)
    .all();
}

/** What was written to a calendar in a window, wherever its appointment belongs by now. */
export function writtenAt(db: TenantDb, target: TargetRow, { from, to }: Window, limit: number) {
  return db.orm
    .select({ appointment: compared, mirror: calendarMirrors })
    .from(calendarMirrors)
    .innerJoin(appointments, mirrorAt(db, target))
    .where(
      and(
        eq(calendarMirrors.tenantId, db.tenantId),
        eq(calendarMirrors.targetId, target.id),
        isNotNull(calendarMirrors.externalId),
        gte(calendarMirrors.writtenStartsAt, from),
        lt(calendarMirrors.writtenStartsAt, to),
      ),
    )
    .limit(limit)
    .all();
}

/** A statement: a mirror is written anew, unless it has been touched since it was read. */
export function repairMirror(db: TenantDb, { id, updatedAt }: MirrorRow, change: Partial<MirrorRow>, now: EpochMs) {
  return db.orm
    .update(calendarMirrors)
    .set({ state: "waiting", attempts: 0, nextAttemptAt: now, lastError: null, updatedAt: now, ...change })
    .where(
      and(
        eq(calendarMirrors.tenantId, db.tenantId),
        eq(calendarMirrors.id, id),
        eq(calendarMirrors.state, "done"),
        eq(calendarMirrors.updatedAt, updatedAt),
      ),
    );
}

/** Platform-wide: accounts that can be asked, in the order of their ids. */
export function listConnectedAccounts(
  d1: D1Database,
  after: CalendarAccountId | null,
  limit: number,
): Promise<CalendarAccountRef[]> {
  const { tenantId, id, state } = calendarAccounts;
  return drizzle(d1)
    .select({ tenantId, accountId: id })
    .from(calendarAccounts)
    .where(and(eq(state, "connected"), after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
    .all();
}

/** Platform-wide: looks whose next message was lost. */
export function listStuckReconciles(d1: D1Database, before: EpochMs, limit: number): Promise<CalendarAccountRef[]> {
  const { tenantId, accountId, state, updatedAt } = calendarReconciles;
  return drizzle(d1)
    .select({ tenantId, accountId })
    .from(calendarReconciles)
    .where(and(eq(state, "running"), lt(updatedAt, before)))
    .limit(limit)
    .all();
}

/** Platform-wide: what is older goes, at most `limit` rows. Tells how many went. */
export async function deleteOldReconciles(database: D1Database, before: EpochMs, limit: number): Promise<number> {
  const { meta } = await database
    .prepare(
      "DELETE FROM calendar_reconciles WHERE rowid IN (SELECT rowid FROM calendar_reconciles WHERE started_at < ?1 ORDER BY started_at LIMIT ?2)",
    )
    .bind(before, limit)
    .run();
  return meta.changes;
}

function mirrorAt(db: TenantDb, { id }: TargetRow) {
  return and(
    eq(calendarMirrors.tenantId, db.tenantId),
    eq(calendarMirrors.appointmentId, appointments.id),
    eq(calendarMirrors.targetId, id),
  );
}

function ofAccount(db: TenantDb, accountId: CalendarAccountId) {
  return and(eq(calendarReconciles.tenantId, db.tenantId), eq(calendarReconciles.accountId, accountId));
}
