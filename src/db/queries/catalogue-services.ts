import { and, eq, sql } from "drizzle-orm";
import type { ServicePolicy, ServiceRules } from "../../domain/booking/rulebook.ts";
import type { BranchId, ServiceId, StaffId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { serviceStaff, services } from "../schema/catalogue.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { Statement } from "./catalogue-edits.ts";

/** D1 takes two megabytes a parameter: room for so many, however wordy. */
const SERVICES_A_STATEMENT = 20;

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
  return [db.orm.insert(services).values(row), insertOffers(db, offersOf(service))];
}

/** All of a new branch, in the order of the list. */
export function insertServices(
  db: TenantDb,
  all: readonly ServiceRules[],
  { branchId, createdAt }: { branchId: BranchId; createdAt: EpochMs },
): Statement[] {
  const parts = Math.ceil(all.length / SERVICES_A_STATEMENT);
  return Array.from({ length: parts }, (_, part) => part * SERVICES_A_STATEMENT).flatMap((from) => {
    const some = all.slice(from, from + SERVICES_A_STATEMENT);
    const rows = JSON.stringify(some.map((service) => ({ ...columnsOf(service), id: service.id })));
    const insert = db.orm.insert(services).select(sql`
      select ${db.tenantId}, value ->> 'id', ${branchId}, value ->> 'name', value -> 'aliases', value ->> 'description',
        value ->> 'durationMinutes', value ->> 'bufferBeforeMinutes', value ->> 'bufferAfterMinutes',
        value ->> 'minimumNoticeMinutes', value ->> 'horizonDays', value ->> 'slotStepMinutes', value ->> 'priceMinor',
        value ->> 'currency', value -> 'policy', key + 1 + ${from}, null, ${createdAt}
      from json_each(${rows})`);
    return [insert, insertOffers(db, some.flatMap(offersOf))];
  });
}

export function updateService(db: TenantDb, service: ServiceRules): Statement[] {
  return [
    db.orm.update(services).set(columnsOf(service)).where(one(db, service.id)),
    db.orm
      .delete(serviceStaff)
      .where(and(eq(serviceStaff.tenantId, db.tenantId), eq(serviceStaff.serviceId, service.id))),
    insertOffers(db, offersOf(service)),
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

type Offer = { id: ServiceId; staffId: StaffId; key: number };

function offersOf({ id, staffIds }: ServiceRules): Offer[] {
  return staffIds.map((staffId, key) => ({ id, staffId, key }));
}

/** One statement however many: D1 takes at most 100 parameters. */
function insertOffers(db: TenantDb, offers: Offer[]): Statement {
  const list = JSON.stringify(offers);
  return db.orm
    .insert(serviceStaff)
    .select(sql`select ${db.tenantId}, value ->> 'id', value ->> 'staffId', value ->> 'key' from json_each(${list})`);
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
