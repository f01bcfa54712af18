import { and, asc, eq, gte, type InferSelectModel, isNull, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { type OpeningHours, type Rulebook, rulebook } from "../../domain/booking/rulebook.ts";
import type { BranchId, ServiceId, StaffId } from "../../domain/ids.ts";
import { DAY_MS, type EpochMs } from "../../domain/time.ts";
import {
  branches,
  hoursExceptions,
  openingHours,
  resources,
  serviceStaff,
  services,
  staff,
  timeOff,
} from "../schema/catalogue.ts";
import { tenants } from "../schema/tenants.ts";
import type { TenantDb } from "../tenant-db.ts";

export type BranchRow = InferSelectModel<typeof branches>;
export type ServiceRow = InferSelectModel<typeof services>;
export type StaffRow = InferSelectModel<typeof staff>;

type HoursRow = InferSelectModel<typeof openingHours>;
type ExceptionRow = InferSelectModel<typeof hoursExceptions>;
type Offer = { serviceId: ServiceId; staffId: StaffId };

/** All that the branch's calendar must know, in one round trip. Null when the tenant has no such branch. */
export async function loadRulebook(db: TenantDb, branchId: BranchId, now = Date.now()): Promise<Rulebook | null> {
  // No joins that select equal column names here: D1 answers a batch with objects, so the later one would win.
  const [[branch], [tenant], weekly, exceptions, serviceRows, staffRows, offers, away, resourceRows] =
    await db.orm.batch([
      selectBranch(db, branchId),
      selectTenantName(db),
      selectWeeklyHours(db, branchId),
      selectExceptions(db, branchId, now),
      selectServices(db, branchId),
      selectStaff(db, branchId),
      selectOffers(db, branchId),
      selectTimeOff(db, branchId, now),
      selectResources(db, branchId),
    ]);
  if (!branch || !tenant) return null;
  return rulebook.parse({
    ...branchPart(branch),
    tenantName: tenant.name,
    hours: { ...hoursOf(branchId, weekly, exceptions), holidayRegion: branch.holidayRegion },
    services: serviceRows.map(({ policy, ...row }) => ({ ...row, ...policy, staffIds: staffIdsOf(row.id, offers) })),
    staff: staffRows.map((row) => ({
      ...row,
      hours: row.followsBranchHours ? null : hoursOf(row.id, weekly, exceptions),
      timeOff: away.filter(({ staffId }) => staffId === row.id),
    })),
    resources: resourceRows,
  });
}

/** Those that can be booked, oldest first. */
export async function listOpenBranches(db: TenantDb): Promise<BranchRow[]> {
  return (await listBranches(db)).filter(({ closedAt }) => closedAt === null);
}

/** Oldest first, closed ones as well: their past stays. */
export function listBranches(db: TenantDb): Promise<BranchRow[]> {
  return db.orm
    .select()
    .from(branches)
    .where(eq(branches.tenantId, db.tenantId))
    .orderBy(asc(branches.createdAt), asc(branches.id))
    .all();
}

/** What the branch offers, in its own order, each with who does it. */
export async function listServices(
  db: TenantDb,
  branchId: BranchId,
): Promise<(ServiceRow & { staffIds: StaffId[] })[]> {
  const [rows, offers] = await db.orm.batch([selectServices(db, branchId), selectOffers(db, branchId)]);
  return rows.map((row) => ({ ...row, staffIds: staffIdsOf(row.id, offers) }));
}

export function listStaff(db: TenantDb, branchId: BranchId): Promise<StaffRow[]> {
  return selectStaff(db, branchId).all();
}

function branchPart(branch: BranchRow) {
  const { tenantId, id: branchId, rulebookVersion: version, name: branchName, timeZone, language } = branch;
  const { address, phone, closedAt } = branch;
  return { tenantId, branchId, version, branchName, timeZone, language, address, phone, closedAt };
}

function hoursOf(ownerId: BranchId | StaffId, weekly: HoursRow[], exceptions: ExceptionRow[]): OpeningHours {
  return {
    weekly: weekly
      .filter((row) => row.ownerId === ownerId)
      .map((row) => ({ ...row, validFrom: row.validFrom === "" ? null : row.validFrom })),
    exceptions: exceptions.filter((row) => row.ownerId === ownerId),
    holidayRegion: null,
  };
}

function staffIdsOf(serviceId: ServiceId, offers: Offer[]): StaffId[] {
  return offers.filter((offer) => offer.serviceId === serviceId).map((offer) => offer.staffId);
}

function selectBranch(db: TenantDb, branchId: BranchId) {
  return db.orm
    .select()
    .from(branches)
    .where(and(eq(branches.tenantId, db.tenantId), eq(branches.id, branchId)));
}

function selectTenantName(db: TenantDb) {
  return db.orm.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, db.tenantId));
}

function selectWeeklyHours(db: TenantDb, branchId: BranchId) {
  return db.orm
    .select()
    .from(openingHours)
    .where(and(eq(openingHours.tenantId, db.tenantId), ownedWithin(db, openingHours.ownerId, branchId)))
    .orderBy(asc(openingHours.weekday), asc(openingHours.fromMinute));
}

function selectExceptions(db: TenantDb, branchId: BranchId, now: EpochMs) {
  return db.orm
    .select()
    .from(hoursExceptions)
    .where(
      and(
        eq(hoursExceptions.tenantId, db.tenantId),
        ownedWithin(db, hoursExceptions.ownerId, branchId),
        gte(hoursExceptions.date, earliestYesterday(now)),
      ),
    )
    .orderBy(asc(hoursExceptions.date));
}

function selectServices(db: TenantDb, branchId: BranchId) {
  return db.orm
    .select()
    .from(services)
    .where(and(eq(services.tenantId, db.tenantId), eq(services.branchId, branchId), isNull(services.archivedAt)))
    .orderBy(asc(services.position), asc(services.id));
}

function selectStaff(db: TenantDb, branchId: BranchId) {
  return db.orm
    .select()
    .from(staff)
    .where(and(eq(staff.tenantId, db.tenantId), eq(staff.branchId, branchId), isNull(staff.archivedAt)))
    .orderBy(asc(staff.position), asc(staff.id));
}

function selectTimeOff(db: TenantDb, branchId: BranchId, now: EpochMs) {
  return db.orm
    .select()
    .from(timeOff)
    .where(
      and(
        eq(timeOff.tenantId, db.tenantId),
        ownedWithin(db, timeOff.staffId, branchId),
        gte(timeOff.toDate, earliestYesterday(now)),
      ),
    )
    .orderBy(asc(timeOff.fromDate), asc(timeOff.id));
}

function selectResources(db: TenantDb, branchId: BranchId) {
  return db.orm
    .select()
    .from(resources)
    .where(and(eq(resources.tenantId, db.tenantId), eq(resources.branchId, branchId), isNull(resources.archivedAt)))
    .orderBy(asc(resources.name), asc(resources.id));
}

/** In order of priority, then of the staff; those who left are out. */
function selectOffers(db: TenantDb, branchId: BranchId) {
  return db.orm
    .select({ serviceId: serviceStaff.serviceId, staffId: serviceStaff.staffId })
    .from(services)
    .innerJoin(serviceStaff, and(eq(serviceStaff.tenantId, services.tenantId), eq(serviceStaff.serviceId, services.id)))
    .innerJoin(staff, and(eq(staff.tenantId, services.tenantId), eq(staff.id, serviceStaff.staffId)))
    .where(
      and(
        eq(services.tenantId, db.tenantId),
        eq(services.branchId, branchId),
        eq(staff.branchId, branchId),
        isNull(staff.archivedAt),
      ),
    )
    .orderBy(asc(serviceStaff.position), asc(staff.position), asc(staff.id));
}

/** Rows of the branch itself and of its staff. */
function ownedWithin(db: TenantDb, owner: SQLiteColumn, branchId: BranchId): SQL {
  const ofBranch = and(eq(staff.tenantId, db.tenantId), eq(staff.branchId, branchId));
  return sql`${owner} in (select ${branchId} union all select ${staff.id} from ${staff} where ${ofBranch})`;
}

/** Two days back in UTC: the branch's zone is not known yet, and no zone's yesterday is earlier. */
export function earliestYesterday(now: EpochMs): string {
  return new Date(now - 2 * DAY_MS).toISOString().slice(0, 10);
}
