import { sql } from "drizzle-orm";
import type { Appointment } from "../../domain/booking/appointment.ts";
import type { AppointmentId, BranchId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { TenantDb } from "../tenant-db.ts";
import { listedText, withListedAt } from "./listed-rows.ts";

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

/** Which customer a listed row is of. */
const CUSTOMER_OF =
  `CASE
      WHEN phoneIndex IS NOT NULL THEN
        (SELECT coalesce(c.merged_into, c.id) FROM customers c WHERE c.tenant_id = ?1 AND c.phone_index = l.phoneIndex)
      WHEN emailIndex IS NOT NULL THEN
        (SELECT coalesce(c.merged_into, c.id) FROM customers c WHERE c.tenant_id = ?1 AND c.email_index = l.emailIndex
         ORDER BY +c.created_at LIMIT 1) -- the ` +
  `: find by e-mail, do not walk all by age
      ELSE customerId
    END`;

const UPSERT_APPOINTMENTS = `
  ${withListedAt(2, ROW)}
  INSERT INTO appointments
    (tenant_id, id, branch_id, service_id, staff_id, customer_id, starts_at, ends_at, status, version, channel,
     call_id, sealed_contact, language, price_minor, currency, cancel_reason, created_at, updated_at,
     resource_ids, party_size, approval_expires_at, checked_in_at, group_id, group_kind, group_position,
     email_index)
  SELECT ?1, id, ?3, serviceId, staffId, ${CUSTOMER_OF},
    startsAt, endsAt, status, version, channel, callId, sealed, language, priceMinor, currency, cancelReason,
    createdAt, updatedAt, resourceIds, partySize, approvalExpiresAt, checkedInAt, groupId, groupKind, groupPosition,
    emailIndex
  FROM listed AS l
  WHERE true
  ON CONFLICT (id) DO UPDATE SET
    staff_id = excluded.staff_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    status = excluded.status, version = excluded.version, cancel_reason = excluded.cancel_reason,
    price_minor = excluded.price_minor,
    resource_ids = excluded.resource_ids, approval_expires_at = excluded.approval_expires_at,
    checked_in_at = excluded.checked_in_at, updated_at = excluded.updated_at
  WHERE excluded.version > appointments.version AND appointments.tenant_id = excluded.tenant_id`;

function toRow({ contact, source, group, ...appointment }: Appointment) {
  const ofGroup = { groupId: group?.id, groupKind: group?.kind, groupPosition: group?.position };
  return { ...appointment, ...contact, ...source, ...ofGroup };
}

/** Columns that the ledger alone decides, and what a listed row says for each. */
const OWNED = {
  service_id: "serviceId", staff_id: "staffId", starts_at: "startsAt", ends_at: "endsAt", status: "status",
  version: "version", channel: "channel", call_id: "callId", language: "language", price_minor: "priceMinor",
  currency: "currency", created_at: "createdAt", updated_at: "updatedAt", resource_ids: "resourceIds",
  party_size: "partySize", approval_expires_at: "approvalExpiresAt", checked_in_at: "checkedInAt",
  group_id: "groupId", group_kind: "groupKind", group_position: "groupPosition",
} as const satisfies Record<string, (typeof ROW)[number]>; // biome-ignore format: a list of names

/** The same of who came: an erasure takes these away from the row. */
const PERSONAL = { sealed_contact: "sealed", email_index: "emailIndex", cancel_reason: "cancelReason" } as const;

/** Rows differ where they say anything else than the ledger, or are of nobody that there is. */
const FIND_DIFFERING = `
  ${withListedAt(2, ROW)}
  SELECT l.id, a.version AS seen
  FROM listed AS l
  LEFT JOIN appointments AS a ON a.id = l.id AND a.tenant_id = ?1
  LEFT JOIN customers AS c ON c.id = a.customer_id AND c.tenant_id = ?1
  WHERE a.id IS NULL OR c.id IS NULL OR a.branch_id <> ?3 OR ${differ(OWNED)}
    OR (c.erased_at IS NULL AND (${differ(PERSONAL)}))`;

/** A row of that version becomes what the ledger says. Who was erased, or belongs to another customer now, stays so. */
const REPAIR_APPOINTMENTS = `
  ${withListedAt(2, [...ROW, "seen"])}
  UPDATE appointments SET branch_id = ?3, ${assign(OWNED, (_, name) => `l."${name}"`)},
    ${assign(PERSONAL, (column, name) => `CASE WHEN ${isOf("c.erased_at IS NOT NULL")} THEN "${column}" ELSE l."${name}" END`)},
    customer_id = CASE WHEN ${isOf("true")} THEN customer_id ELSE ${CUSTOMER_OF} END
  FROM listed AS l
  WHERE appointments.id = l.id AND appointments.tenant_id = ?1 AND appointments.version = l.seen`;

type Columns = Record<string, string>;

function differ(columns: Columns): string {
  const [ours, theirs] = [Object.keys(columns).map((column) => `a."${column}"`), Object.values(columns)];
  return `(${ours.join(", ")}) IS NOT (${theirs.map((name) => `l."${name}"`).join(", ")})`;
}

function assign(columns: Columns, value: (column: string, name: string) => string): string {
  return Object.entries(columns)
    .map(([column, name]) => `"${column}" = ${value(column, name)}`)
    .join(", ");
}

/** Whether the row is of a customer of whom this holds. */
function isOf(holds: string): string {
  return `EXISTS (SELECT 1 FROM customers c WHERE c.id = appointments.customer_id AND c.tenant_id = ?1 AND ${holds})`;
}

/** An appointment whose row is another, and the version that the row has. Null: there is no row. */
export type Differing = { appointment: Appointment; seen: number | null };

/** Of these, the ones that the read model tells otherwise. At most a hundred at once. */
export async function findDiffering(
  db: TenantDb,
  branchId: BranchId,
  appointments: readonly Appointment[],
): Promise<Differing[]> {
  const rows = listedText(ROW, appointments.map(toRow));
  const found = await db.client
    .prepare(FIND_DIFFERING)
    .bind(db.tenantId, rows, branchId)
    .all<{ id: AppointmentId; seen: number | null }>();
  const seen = new Map(found.results.map((row) => [row.id, row.seen]));
  return appointments.flatMap((appointment) => {
    const version = seen.get(appointment.id);
    return version === undefined ? [] : [{ appointment, seen: version }];
  });
}

/**
 * Writes rows as the ledger has them, whatever they say now. A row that has got another version since it was seen is left
 * alone: `seen` must be older than what is known of the appointment.
 */
export async function repairAppointments(db: TenantDb, branchId: BranchId, wrong: readonly Differing[]): Promise<void> {
  if (wrong.length === 0) return;
  const rows = wrong.map(({ appointment, seen }) => ({ ...toRow(appointment), seen }));
  const [plain, marked] = [listedText(ROW, rows), listedText([...ROW, "seen"], rows)];
  await db.client.batch([
    db.client.prepare(INSERT_CUSTOMERS).bind(db.tenantId, plain),
    db.client.prepare(REPAIR_APPOINTMENTS).bind(db.tenantId, marked, branchId),
    db.client.prepare(UPSERT_APPOINTMENTS).bind(db.tenantId, plain, branchId),
  ]);
}

/** Ids of a branch's rows, a page at a time, in the order of their starts. */
export async function projectedAfter(
  db: TenantDb,
  branchId: BranchId,
  after: { startsAt: EpochMs; id: string },
  limit: number,
): Promise<{ id: AppointmentId; startsAt: EpochMs }[]> {
  return db.orm.all(sql`
    SELECT id, starts_at AS startsAt FROM appointments
    WHERE tenant_id = ${db.tenantId} AND branch_id = ${branchId} AND (starts_at, id) > (${after.startsAt}, ${after.id})
    ORDER BY starts_at, id LIMIT ${limit}`);
}

export async function countProjected(db: TenantDb, branchId: BranchId): Promise<number> {
  const row = await db.orm.get<{ count: number }>(sql`
    SELECT count(*) AS count FROM appointments WHERE tenant_id = ${db.tenantId} AND branch_id = ${branchId}`);
  return row.count;
}
