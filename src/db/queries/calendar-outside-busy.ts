import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import type { CalendarTargetId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calendarOutsideBusy } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";
import { withListed } from "./listed-rows.ts";

type OutsideBusy = { externalId: string; startsAt: EpochMs; endsAt: EpochMs };

/** D1 takes two megabytes a value; ids are at most a kilobyte long. */
const PER_STATEMENT = 1_500;

export async function deleteOutsideBusy(db: TenantDb, targetId: CalendarTargetId): Promise<void> {
  await db.orm.delete(calendarOutsideBusy).where(ofTarget(db, targetId));
}

/** Replaces what is known of these entries, or with `isFull` of all. `gone` takes no time any more. */
export async function replaceOutsideBusy(
  db: TenantDb,
  targetId: CalendarTargetId,
  { present, gone, isFull }: { present: readonly OutsideBusy[]; gone: readonly string[]; isFull: boolean },
): Promise<void> {
  const { externalId } = calendarOutsideBusy;
  const listed = JSON.stringify(gone);
  const dropped = isFull
    ? ofTarget(db, targetId)
    : and(ofTarget(db, targetId), sql`${externalId} IN (SELECT value FROM json_each(${listed}))`);
  const [first = [], ...rest] = chunksOf(present);
  await db.orm.batch([
    db.orm.delete(calendarOutsideBusy).where(dropped),
    insertBusy(db, targetId, first),
    ...rest.map((chunk) => insertBusy(db, targetId, chunk)),
  ]);
}

function insertBusy(db: TenantDb, targetId: CalendarTargetId, present: readonly OutsideBusy[]) {
  return db.orm
    .insert(calendarOutsideBusy)
    .select(
      sql`${withListed(["externalId", "startsAt", "endsAt"], present)}
        SELECT ${db.tenantId}, ${targetId}, externalId, startsAt, endsAt FROM listed WHERE true`,
    )
    .onConflictDoUpdate({
      target: [calendarOutsideBusy.tenantId, calendarOutsideBusy.targetId, calendarOutsideBusy.externalId],
      set: { startsAt: sql`excluded.starts_at`, endsAt: sql`excluded.ends_at` },
    });
}

function chunksOf(present: readonly OutsideBusy[]): (readonly OutsideBusy[])[] {
  const chunks: (readonly OutsideBusy[])[] = [];
  for (let from = 0; from < present.length; from += PER_STATEMENT)
    chunks.push(present.slice(from, from + PER_STATEMENT));
  return chunks;
}

/** Of a span, earliest first. */
export async function outsideBusyIn(
  db: TenantDb,
  targetId: CalendarTargetId,
  { start, end }: { start: EpochMs; end: EpochMs },
  limit: number,
): Promise<{ start: EpochMs; end: EpochMs }[]> {
  const { startsAt, endsAt } = calendarOutsideBusy;
  return db.orm
    .select({ start: startsAt, end: endsAt })
    .from(calendarOutsideBusy)
    .where(and(ofTarget(db, targetId), lt(startsAt, end), gt(endsAt, start)))
    .orderBy(asc(startsAt))
    .limit(limit)
    .all();
}

function ofTarget(db: TenantDb, targetId: CalendarTargetId) {
  return and(eq(calendarOutsideBusy.tenantId, db.tenantId), eq(calendarOutsideBusy.targetId, targetId));
}
