import { sql } from "drizzle-orm";
import type { Appointment } from "../../domain/booking/appointment.ts";
import type { AppointmentId, BranchId } from "../../domain/ids.ts";
import type { TenantDb } from "../tenant-db.ts";
import { listedText, withListedAt } from "./listed-rows.ts";
import { listedIds } from "./page.ts";

/**
 * Writes a branch's appointments to the read model, with the customers they bring: one D1 batch of two statements,
 * however many there are. A row only moves to a higher `version`, so replays and late arrivals change nothing.
 */
export async function projectAppointments(
  db: TenantDb,
  branchId: BranchId,
  appointments: readonly Appointment[],
): Promise<void> {
  if (appointments.length === 0) return;
  const rows = listedText(ROW, appointments.map(toRow));
  await db.client.batch([
    db.client.prepare(INSERT_CUSTOMERS).bind(db.tenantId, rows),
    db.client.prepare(UPSERT_APPOINTMENTS).bind(db.tenantId, rows, branchId),
  ]);
}

const ROW = [
  "id", "serviceId", "staffId", "startsAt", "endsAt", "status", "version", "channel", "callId", "customerId",
  "phoneIndex", "emailIndex", "sealed", "sealedForCustomer", "language", "priceMinor", "currency", "cancelReason",
  "createdAt", "updatedAt", "resourceIds", "partySize", "approvalExpiresAt", "checkedInAt", "groupId", "groupKind",
  "groupPosition",
] as const; // biome-ignore format: a list of names

// Same phone, or without a phone same e-mail: the same customer. Anybody else is new.
const INSERT_CUSTOMERS = `
  ${withListedAt(2, ROW)}
  INSERT INTO customers
    (tenant_id, id, phone_index, email_index, sealed_contact, language, created_at, updated_at)
  SELECT ?1, customerId, phoneIndex, emailIndex, sealedForCustomer, language, createdAt, createdAt
  FROM listed AS l
  WHERE (phoneIndex IS NOT NULL
    OR emailIndex IS NULL
    OR NOT EXISTS (
      SELECT 1 FROM customers c WHERE c.tenant_id = ?1 AND c.email_index = l.emailIndex
      UNION ALL
      -- The same newcomer earlier in this batch.
      SELECT 1 FROM listed AS e WHERE e.place < l.place AND e.phoneIndex IS NULL AND e.emailIndex = l.emailIndex
    ))
    -- Who was erased does not come back with a change of what they once booked.
    AND NOT EXISTS (
      SELECT 1 FROM appointments a CROSS JOIN customers c ON c.id = a.customer_id
      WHERE a.id = l.id AND a.tenant_id = ?1 AND c.tenant_id = ?1 AND c.erased_at IS NOT NULL)
  ON CONFLICT DO NOTHING`;

const UPSERT_APPOINTMENTS =
  `
  ${withListedAt(2, ROW)}
  INSERT INTO appointments
    (tenant_id, id, branch_id, service_id, staff_id, customer_id, starts_at, ends_at, status, version, channel,
     call_id, sealed_contact, language, price_minor, currency, cancel_reason, created_at, updated_at,
     resource_ids, party_size, approval_expires_at, checked_in_at, group_id, group_kind, group_position,
     email_index)
  SELECT ?1, id, ?3, serviceId, staffId,
    CASE
      WHEN phoneIndex IS NOT NULL THEN
        (SELECT coalesce(c.merged_into, c.id) FROM customers c WHERE c.tenant_id = ?1 AND c.phone_index = l.phoneIndex)
      WHEN emailIndex IS NOT NULL THEN
        (SELECT coalesce(c.merged_into, c.id) FROM customers c WHERE c.tenant_id = ?1 AND c.email_index = l.emailIndex
         ORDER BY +c.created_at LIMIT 1) -- the ` +
  `: find by e-mail, do not walk all by age
      ELSE customerId
    END,
    startsAt, endsAt, status, version, channel, callId, sealed, language, priceMinor, currency, cancelReason,
    createdAt, updatedAt, resourceIds, partySize, approvalExpiresAt, checkedInAt, groupId, groupKind, groupPosition,
    emailIndex
  FROM listed AS l
  WHERE true
  ON CONFLICT (id) DO UPDATE SET
    staff_id = excluded.staff_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    status = excluded.status, version = excluded.version, cancel_reason = excluded.cancel_reason,
    resource_ids = excluded.resource_ids, approval_expires_at = excluded.approval_expires_at,
    checked_in_at = excluded.checked_in_at, updated_at = excluded.updated_at
  WHERE excluded.version > appointments.version AND appointments.tenant_id = excluded.tenant_id`;

function toRow({ contact, source, group, ...appointment }: Appointment) {
  const ofGroup = { groupId: group?.id, groupKind: group?.kind, groupPosition: group?.position };
  return { ...appointment, ...contact, ...source, ...ofGroup };
}

/** Which versions of these appointments the read model has. Absent: none. */
export function projectedVersions(
  db: TenantDb,
  branchId: BranchId,
  ids: readonly AppointmentId[],
): Promise<{ id: AppointmentId; version: number }[]> {
  const listed = listedIds(ids);
  return db.orm.all(sql`
    SELECT a.id, a.version FROM ${listed.table} CROSS JOIN appointments AS a
    WHERE a.id = ${listed.value} AND a.tenant_id = ${db.tenantId} AND a.branch_id = ${branchId}`);
}

export async function countProjected(db: TenantDb, branchId: BranchId): Promise<number> {
  const row = await db.orm.get<{ count: number }>(sql`
    SELECT count(*) AS count FROM appointments WHERE tenant_id = ${db.tenantId} AND branch_id = ${branchId}`);
  return row.count;
}
