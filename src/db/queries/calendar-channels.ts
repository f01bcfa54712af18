import { and, eq, gt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CalendarTargetId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calendarTargets } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { TargetRow } from "./calendar-targets.ts";

/** Platform-wide: a vendor that tells of a change names the target alone. */
export async function findTargetById(d1: D1Database, id: CalendarTargetId): Promise<TargetRow | null> {
  return (await drizzle(d1).select().from(calendarTargets).where(eq(calendarTargets.id, id)).get()) ?? null;
}

/** False: it is due already, and whoever made it so has woken its reader. */
export async function makeTargetDue(db: TenantDb, id: CalendarTargetId, now: EpochMs): Promise<boolean> {
  const { tenantId, nextSyncAt } = calendarTargets;
  const rows = await db.orm
    .update(calendarTargets)
    .set({ nextSyncAt: now })
    .where(and(eq(tenantId, db.tenantId), eq(calendarTargets.id, id), gt(nextSyncAt, now)))
    .returning({ id: calendarTargets.id });
  return rows.length > 0;
}
