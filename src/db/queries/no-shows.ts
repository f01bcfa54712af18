import { and, count, desc, eq, gte, isNotNull, lt, sql } from "drizzle-orm";
import type { Sight } from "../../domain/identity/sight.ts";
import type { BranchId, CustomerId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import type { TenantDb } from "../tenant-db.ts";
import { inSight } from "./sight.ts";

/** `from` and `to` bound the start, half-open. */
type Window = { branchId: BranchId; from: EpochMs; to: EpochMs; now: EpochMs; sight: Sight };
export type NoShowCount = { total: number; noShows: number; customers: { customerId: CustomerId; count: number }[] };

const MAX_CUSTOMERS = 20;
const missed = eq(appointments.status, "no_show");

/** What was due in the window, how much of it was missed, and by whom: one round trip over one index. */
export async function countNoShows(db: TenantDb, window: Window): Promise<NoShowCount> {
  const { branchId, from, to, now, sight } = window;
  const within = and(
    eq(appointments.tenantId, db.tenantId),
    eq(appointments.branchId, branchId),
    gte(appointments.startsAt, from),
    lt(appointments.startsAt, to),
    inSight(sight),
  );
  const isDue = sql`(${appointments.status} IN ('completed', 'no_show')
    OR (${appointments.status} = 'confirmed' AND ${appointments.endsAt} <= ${now}))`;
  const [[counted], customers] = await db.orm.batch([
    db.orm
      .select({ total: count(), noShows: sql<number>`coalesce(sum(${missed}), 0)` })
      .from(appointments)
      .where(and(within, isDue)),
    db.orm
      .select({ customerId: sql<CustomerId>`${appointments.customerId}`, count: count() })
      .from(appointments)
      .where(and(within, missed, isNotNull(appointments.customerId)))
      .groupBy(appointments.customerId)
      .orderBy(desc(count()), appointments.customerId)
      .limit(MAX_CUSTOMERS),
  ]);
  return { total: counted?.total ?? 0, noShows: counted?.noShows ?? 0, customers };
}
