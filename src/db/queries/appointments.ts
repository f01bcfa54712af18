import { and, asc, eq, getTableColumns, gte, type InferSelectModel, isNull, lt, lte, not, sql } from "drizzle-orm";
import type { AppointmentStatus } from "../../domain/booking/appointment.ts";
import type { Sight } from "../../domain/identity/sight.ts";
import type { AppointmentId, BranchId, CallId, CustomerId, SeriesId, StaffId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import type { TenantDb } from "../tenant-db.ts";
import { afterCursor, listedIds, type Page, type Paged, pageSize, toPage } from "./page.ts";
import { inSight } from "./sight.ts";

export type AppointmentRow = InferSelectModel<typeof appointments>;

/** `from` and `to` bound the start, half-open. */
export type AppointmentFilter = {
  branchId?: BranchId | undefined;
  from?: EpochMs | undefined;
  to?: EpochMs | undefined;
  status?: AppointmentStatus | undefined;
  customerId?: CustomerId | undefined;
  staffId?: StaffId | undefined;
  groupId?: SeriesId | undefined;
  /** Over by then, and nobody was checked in. */
  endedBy?: EpochMs | undefined;
  /** Everything when left out. */
  sight?: Sight;
};

/** Earliest start first. */
export async function listAppointments(
  db: TenantDb,
  filter: AppointmentFilter,
  page: Page,
): Promise<Paged<AppointmentRow>> {
  const keyset = keysetFor(filter);
  const rows = await db.orm
    .select()
    .from(appointments)
    .where(and(eq(appointments.tenantId, db.tenantId), ...matching(filter), afterCursor(page, keyset)))
    .orderBy(asc(keyset.at), asc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.startsAt, id: row.id }));
}

export async function findAppointment(db: TenantDb, id: AppointmentId): Promise<AppointmentRow | null> {
  const row = await db.orm
    .select()
    .from(appointments)
    .where(and(eq(appointments.tenantId, db.tenantId), eq(appointments.id, id)))
    .get();
  return row ?? null;
}

/** In no particular order; ids that this tenant does not have are absent. */
export function findAppointmentsByIds(db: TenantDb, ids: readonly AppointmentId[]): Promise<AppointmentRow[]> {
  const listed = listedIds(ids);
  return db.orm
    .select(getTableColumns(appointments))
    .from(listed.table)
    .crossJoin(appointments)
    .where(and(eq(appointments.tenantId, db.tenantId), eq(appointments.id, listed.value)))
    .all();
}

/** The branch that a series or package was booked at. */
export async function findBranchOfGroup(db: TenantDb, id: SeriesId): Promise<BranchId | null> {
  const row = await db.orm
    .select({ branchId: appointments.branchId })
    .from(appointments)
    .where(and(eq(appointments.tenantId, db.tenantId), eq(appointments.groupId, id)))
    .limit(1)
    .get();
  return row?.branchId ?? null;
}

/** Are all appointments of a series or package seen? Only the read model is asked. */
export async function isGroupInSight(db: TenantDb, id: SeriesId, sight: Sight): Promise<boolean> {
  const seen = inSight(sight);
  if (!seen) return true;
  const group = and(eq(appointments.tenantId, db.tenantId), eq(appointments.groupId, id));
  const other = await db.orm
    .select({ id: appointments.id })
    .from(appointments)
    .where(and(group, not(seen)))
    .get();
  return other === undefined;
}

/** Which appointments came out of these calls, of those that are seen. Calls without one are absent. */
export async function appointmentIdsByCalls(
  db: TenantDb,
  callIds: readonly CallId[],
  sight: Sight,
): Promise<Map<CallId, AppointmentId[]>> {
  const listed = listedIds(callIds);
  const rows = await db.orm
    .select({ id: appointments.id, callId: appointments.callId })
    .from(listed.table)
    .crossJoin(appointments)
    .where(and(eq(appointments.tenantId, db.tenantId), eq(appointments.callId, listed.value), inSight(sight)))
    .orderBy(asc(appointments.startsAt));
  return groupByCall(rows);
}

/** A series is found by its own index and then sorted: the plus keeps SQLite from walking the tenant's by start. */
function keysetFor({ groupId }: AppointmentFilter) {
  const { startsAt, id } = appointments;
  return { at: groupId ? sql`+${startsAt}` : startsAt, id };
}

function matching(filter: AppointmentFilter) {
  const { branchId, from, to, status, customerId, staffId, groupId, endedBy, sight = "all" } = filter;
  return [
    inSight(sight),
    branchId && eq(appointments.branchId, branchId),
    customerId && eq(appointments.customerId, customerId),
    staffId && eq(appointments.staffId, staffId),
    groupId && eq(appointments.groupId, groupId),
    from === undefined ? undefined : gte(appointments.startsAt, from),
    to === undefined ? undefined : lt(appointments.startsAt, to),
    status && eq(appointments.status, status),
    endedBy === undefined ? undefined : lt(appointments.startsAt, endedBy), // bounds the index
    endedBy === undefined ? undefined : and(lte(appointments.endsAt, endedBy), isNull(appointments.checkedInAt)),
  ].filter((condition) => typeof condition === "object");
}

function groupByCall(rows: { id: AppointmentId; callId: CallId | null }[]): Map<CallId, AppointmentId[]> {
  const groups = new Map<CallId, AppointmentId[]>();
  for (const { id, callId } of rows) {
    if (callId !== null) groups.set(callId, [...(groups.get(callId) ?? []), id]);
  }
  return groups;
}
