import { and, eq, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import type { AppointmentGroup } from "../../domain/booking/appointment.ts";
import type { Sight } from "../../domain/identity/sight.ts";
import type { AppointmentId, BranchId, SeriesId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type Page, type Paged, pageSize, positionOf, toPage } from "./page.ts";
import { inSight } from "./sight.ts";

/** `leadId`: the next appointment that stands, of a group that is over its last. */
export type GroupRow = {
  id: SeriesId;
  kind: AppointmentGroup["kind"];
  total: number;
  ahead: number;
  firstAt: EpochMs;
  lastAt: EpochMs;
  leadId: AppointmentId;
};
type GroupFilter = { branchId: BranchId; sight: Sight; now: EpochMs };

/** Series and packages of a branch, those that were booked last first: their ids tell when they were made. */
export async function listGroups(db: TenantDb, filter: GroupFilter, page: Page): Promise<Paged<GroupRow>> {
  const { groupId, groupKind, startsAt } = appointments;
  const isAhead = sql`(${startsAt} > ${filter.now} and ${appointments.status} in ('pending', 'confirmed'))`;
  // Instants have 13 digits until the year 2286, so as text they sort as they do as numbers.
  const dated = sql`${startsAt} || '.' || ${appointments.id}`;
  const lead = sql<string>`coalesce(min(case when ${isAhead} then ${dated} end), max(${dated}))`;
  const rows = await db.orm
    .select({
      id: sql<SeriesId>`${groupId}`,
      kind: sql<AppointmentGroup["kind"]>`${groupKind}`,
      total: sql<number>`count(*)`,
      ahead: sql<number>`sum(${isAhead})`,
      firstAt: sql<EpochMs>`min(${startsAt})`,
      lastAt: sql<EpochMs>`max(${startsAt})`,
      lead,
    })
    .from(appointments)
    .where(and(eq(appointments.tenantId, db.tenantId), ...wanted(filter, page)))
    .groupBy(groupId)
    .having(seenWhole(filter.sight))
    .orderBy(sql`${groupId} desc`)
    .limit(pageSize(page) + 1);
  const items = rows.map(({ lead: text, ...row }) => ({ ...row, leadId: idOf(text) }));
  return toPage(items, page, ({ id }) => ({ at: 0, id }));
}

function wanted({ branchId }: GroupFilter, { cursor }: Page): (SQL | undefined)[] {
  const { groupId } = appointments;
  const before = cursor === null ? undefined : lt(groupId, positionOf(cursor).id as SeriesId); // a cursor of this list
  return [isNotNull(groupId), eq(appointments.branchId, branchId), before];
}

/** A group is shown to those who see every part of it. */
function seenWhole(sight: Sight): SQL | undefined {
  const seen = inSight(sight);
  return seen && sql`count(*) = sum(${seen})`;
}

function idOf(dated: string): AppointmentId {
  return dated.slice(dated.indexOf(".") + 1) as AppointmentId; // written by the query above
}
