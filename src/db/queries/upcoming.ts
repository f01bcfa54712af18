import { and, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { BookedTime } from "../../domain/booking/outside-hours.ts";
import type { BranchId, ResourceId, ServiceId, StaffId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import type { TenantDb } from "../tenant-db.ts";

/** More need not be told apart. */
const MAX_COUNTED = 1_000;

export type Used = { serviceId: ServiceId } | { staffId: StaffId } | { resourceId: ResourceId };

/** The times of the branch's next appointments, or of one member's: the first thousand. */
export function listUpcoming(
  db: TenantDb,
  branchId: BranchId,
  staffId: StaffId | null,
  now: EpochMs,
): Promise<BookedTime[]> {
  const { startsAt, endsAt } = appointments;
  return db.orm
    .select({ staffId: appointments.staffId, startsAt, endsAt })
    .from(appointments)
    .where(and(toCome(db, branchId, now), staffId ? uses({ staffId }) : undefined))
    .orderBy(startsAt)
    .limit(MAX_COUNTED);
}

/** How many appointments of the branch are still to come and need this, counted no further than a thousand. */
export async function countUpcoming(db: TenantDb, branchId: BranchId, used: Used, now: EpochMs): Promise<number> {
  const found = await db.orm
    .select({ id: appointments.id })
    .from(appointments)
    .where(and(toCome(db, branchId, now), uses(used)))
    .limit(MAX_COUNTED);
  return found.length;
}

function toCome(db: TenantDb, branchId: BranchId, now: EpochMs): SQL | undefined {
  const ofBranch = and(eq(appointments.tenantId, db.tenantId), eq(appointments.branchId, branchId));
  return and(ofBranch, gt(appointments.startsAt, now), inArray(appointments.status, ["pending", "confirmed"]));
}

function uses(used: Used): SQL {
  if ("serviceId" in used) return eq(appointments.serviceId, used.serviceId);
  if ("staffId" in used) return eq(appointments.staffId, used.staffId);
  return sql`exists (select 1 from json_each(${appointments.resourceIds}) where value = ${used.resourceId})`;
}
