import { and, asc, eq, gte, inArray, lt, or, sql } from "drizzle-orm";
import type { AppointmentId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { TargetRow } from "./calendar-targets.ts";

export async function listUpcomingIds(...own: Parameters<typeof listUpcoming>): Promise<AppointmentId[]> {
  return (await listUpcoming(...own)).map(({ id }) => id);
}

/** What of a calendar of ours stands in a window, earliest first. */
export async function listUpcoming(
  db: TenantDb,
  { branchId, calendarId, serviceId }: TargetRow,
  { from, to }: { from: EpochMs; to: EpochMs },
  limit: number,
): Promise<{ id: AppointmentId; startsAt: EpochMs; endsAt: EpochMs }[]> {
  const usesIt = sql`EXISTS (SELECT 1 FROM json_each(${appointments.resourceIds}) WHERE value = ${calendarId})`;
  return db.orm
    .select({ id: appointments.id, startsAt: appointments.startsAt, endsAt: appointments.endsAt })
    .from(appointments)
    .where(
      and(
        eq(appointments.tenantId, db.tenantId),
        eq(appointments.branchId, branchId),
        gte(appointments.startsAt, from),
        lt(appointments.startsAt, to),
        inArray(appointments.status, ["confirmed", "pending"]),
        or(sql`${appointments.staffId} = ${calendarId}`, usesIt),
        serviceId === null ? undefined : eq(appointments.serviceId, serviceId),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.id))
    .limit(limit)
    .all();
}
