import { and, eq, sql } from "drizzle-orm";
import type { ServicePolicy, ServiceRules } from "../../domain/booking/rulebook.ts";
import type { BranchId, ServiceId, StaffId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { serviceStaff, services } from "../schema/catalogue.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { Statement } from "./catalogue-edits.ts";

/** At the end of the catalogue. */
export function insertService(
  db: TenantDb,
  service: ServiceRules,
  { branchId, createdAt }: { branchId: BranchId; createdAt: EpochMs },
): Statement[] {
  const { tenantId } = db;
  const siblings = and(eq(services.tenantId, tenantId), eq(services.branchId, branchId));
  const position = sql<number>`(select coalesce(max(${services.position}), 0) + 1 from ${services} where ${siblings})`;
  const row = { ...columnsOf(service), tenantId, id: service.id, branchId, position, createdAt };
  return [db.orm.insert(services).values(row), insertOffers(db, service.id, service.staffIds)];
}

export function updateService(db: TenantDb, service: ServiceRules): Statement[] {
  return [
    db.orm.update(services).set(columnsOf(service)).where(one(db, service.id)),
    db.orm
      .delete(serviceStaff)
      .where(and(eq(serviceStaff.tenantId, db.tenantId), eq(serviceStaff.serviceId, service.id))),
    insertOffers(db, service.id, service.staffIds),
  ];
}

/** Takes who or what has left out of a service. */
export function updatePolicy(db: TenantDb, service: ServiceRules): Statement {
  return db.orm
    .update(services)
    .set({ policy: policyOf(service) })
    .where(one(db, service.id));
}

export function archiveService(db: TenantDb, id: ServiceId, at: EpochMs): Statement {
  return db.orm.update(services).set({ archivedAt: at }).where(one(db, id));
}

/** One statement however many: D1 takes at most 100 parameters. */
function insertOffers(db: TenantDb, serviceId: ServiceId, staffIds: StaffId[]): Statement {
  const list = JSON.stringify(staffIds);
  return db.orm
    .insert(serviceStaff)
    .select(sql`select ${db.tenantId}, ${serviceId}, value, key from json_each(${list})`);
}

function one(db: TenantDb, id: ServiceId) {
  return and(eq(services.tenantId, db.tenantId), eq(services.id, id));
}

function columnsOf(service: ServiceRules) {
  const { name, aliases, description, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes } = service;
  const { minimumNoticeMinutes, horizonDays, slotStepMinutes, priceMinor, currency } = service;
  const texts = { name, aliases, description, priceMinor, currency, policy: policyOf(service) };
  const times = { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes };
  return { ...texts, ...times, minimumNoticeMinutes, horizonDays, slotStepMinutes };
}

function policyOf(service: ServiceRules): ServicePolicy {
  const { staffTerms, selection, resources, capacity, caps, depositMinor } = service;
  const { questions, isBookableOnline, approvalHours, freeCancelHours } = service;
  const people = { staffTerms, selection, resources, capacity, caps };
  return { ...people, depositMinor, questions, isBookableOnline, approvalHours, freeCancelHours };
}
