import { and, desc, eq, getTableColumns, type InferSelectModel, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Sight } from "../../domain/identity/sight.ts";
import type { CustomerId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import { customers } from "../schema/customers.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";
import { causedBy, isOtherVersion, versionAfter } from "./constraints.ts";
import { ownersNamed, replaceName } from "./names.ts";
import { beforeCursor, listedIds, type Page, type Paged, pageSize, toPage } from "./page.ts";
import { customersInSight, inSight } from "./sight.ts";

export type CustomerRow = InferSelectModel<typeof customers>;

const keyset = { at: customers.createdAt, id: customers.id };

/** One number, one address, or names: for each word, tokens of which the customer must have one. */
export type CustomerSearch = { phoneIndex: string } | { emailIndex: string } | { words: string[][] };

/** Newest first. */
export async function listCustomers(
  db: TenantDb,
  { search, sight }: { search: CustomerSearch | null; sight: Sight },
  page: Page,
): Promise<Paged<CustomerRow>> {
  const rows = await db.orm
    .select()
    .from(customers)
    .where(
      and(
        search && "words" in search
          ? sql`+${customers.tenantId} = ${db.tenantId}`
          : eq(customers.tenantId, db.tenantId),
        isNull(customers.erasedAt),
        isNull(customers.mergedInto),
        search ? matching(db, search) : undefined,
        customersInSight(db, sight),
        beforeCursor(page, keyset),
      ),
    )
    .orderBy(desc(customers.createdAt), desc(customers.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

function matching(db: TenantDb, search: CustomerSearch): SQL | undefined {
  if ("phoneIndex" in search) return eq(customers.phoneIndex, search.phoneIndex);
  if ("emailIndex" in search) return eq(customers.emailIndex, search.emailIndex);
  return inArray(customers.id, ownersNamed(db, search.words));
}

export async function findCustomer(db: TenantDb, id: CustomerId, sight: Sight): Promise<CustomerRow | null> {
  const stands = and(isNull(customers.erasedAt), isNull(customers.mergedInto));
  const one = and(oneOf(db, id), stands, customersInSight(db, sight));
  const row = await db.orm.select().from(customers).where(one).get();
  return row ?? null;
}

/** At most one has the number. */
export async function findCustomerByPhone(db: TenantDb, phoneIndex: string): Promise<CustomerRow | null> {
  const mine = and(eq(customers.tenantId, db.tenantId), eq(customers.phoneIndex, phoneIndex));
  return inWhomMerged(db, await db.orm.select().from(customers).where(mine).get());
}

/** The one to whom the read model gives what is booked with this address and without a number. */
export async function findCustomerByEmail(db: TenantDb, emailIndex: string): Promise<CustomerRow | null> {
  const theirs = and(eq(customers.tenantId, db.tenantId), eq(customers.emailIndex, emailIndex));
  const first = sql`+${customers.createdAt}`; // find by e-mail, do not walk all by age
  return inWhomMerged(db, await db.orm.select().from(customers).where(theirs).orderBy(first).limit(1).get());
}

/** The row itself, or the one of whom it turned out to be. */
async function inWhomMerged(db: TenantDb, row: CustomerRow | undefined): Promise<CustomerRow | null> {
  return row?.mergedInto ? findCustomer(db, row.mergedInto, "all") : (row ?? null);
}

/** Whose numbers and addresses these are, in no particular order. */
export async function findCustomersByIndexes(db: TenantDb, indexes: readonly string[]): Promise<CustomerRow[]> {
  const listed = listedIds(indexes);
  const by = (column: typeof customers.phoneIndex | typeof customers.emailIndex) =>
    db.orm
      .select(getTableColumns(customers))
      .from(listed.table)
      .crossJoin(customers)
      .where(and(eq(customers.tenantId, db.tenantId), eq(column, listed.value)));
  const [byPhone, byEmail] = await db.orm.batch([by(customers.phoneIndex), by(customers.emailIndex)]);
  return [...byPhone, ...byEmail];
}

export type CustomerChange = Pick<
  CustomerRow,
  "sealedContact" | "phoneIndex" | "emailIndex" | "language" | "updatedAt"
>;

/**
 * Stores a change with its audit entry, or nothing: when the customer is at another version by now, or the number
 * belongs to another customer. `tokens` are those of a new name.
 */
export async function changeCustomer(
  db: TenantDb,
  { id, version }: Pick<CustomerRow, "id" | "version">,
  { tokens, ...columns }: CustomerChange & { tokens: string[] | null },
  audit: AuditEntry,
): Promise<"stored" | "version_conflict" | "phone_taken"> {
  const indexed = tokens === null ? {} : { isNameIndexed: true };
  const update = db.orm
    .update(customers)
    .set({ ...columns, ...indexed, version: versionAfter(customers.version, version) })
    .where(oneOf(db, id));
  const renaming = tokens === null ? [] : replaceName(db, { id, tokens });
  try {
    await db.orm.batch([update, ...renaming, auditInsert(db, audit)]);
    return "stored";
  } catch (error) {
    if (isOtherVersion(error, customers.version)) return "version_conflict";
    if (causedBy(error, "UNIQUE constraint failed: customers.tenant_id, customers.phone_index")) return "phone_taken";
    throw error;
  }
}

export type CustomerCounts = Record<"appointments" | "upcoming" | "completed" | "cancelled" | "noShows", number> & {
  lastVisitAt: EpochMs | null;
  nextVisitAt: EpochMs | null;
  /** What was paid for visits that took place, and in which currency: null when there is none, or several. */
  spentMinor: number;
  currency: string | null;
};

/** What became of a customer's appointments, as far as they are seen. A visit is what took place, or was not said to be missed. */
export async function countAppointments(
  db: TenantDb,
  { id, sight, now }: { id: CustomerId; sight: Sight; now: EpochMs },
): Promise<CustomerCounts> {
  const theirs = and(eq(appointments.tenantId, db.tenantId), eq(appointments.customerId, id), inSight(sight));
  const counts = await db.orm.get<CustomerCounts>(sql`
    SELECT count(*) AS appointments,
      count(*) FILTER (WHERE status IN ('pending', 'confirmed') AND starts_at > ${now}) AS upcoming,
      count(*) FILTER (WHERE status = 'completed') AS completed,
      count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
      count(*) FILTER (WHERE status = 'no_show') AS noShows,
      max(starts_at) FILTER (WHERE status = 'completed' OR (status = 'confirmed' AND ends_at <= ${now})) AS lastVisitAt,
      min(starts_at) FILTER (WHERE status IN ('pending', 'confirmed') AND starts_at > ${now}) AS nextVisitAt,
      coalesce(sum(price_minor) FILTER (WHERE status = 'completed'), 0) AS spentMinor,
      CASE WHEN min(currency) = max(currency) THEN min(currency) END AS currency
    FROM appointments WHERE ${theirs}`);
  return counts;
}

function oneOf(db: TenantDb, id: CustomerId) {
  return and(eq(customers.tenantId, db.tenantId), eq(customers.id, id));
}

/** In no particular order; ids that this tenant does not have are absent. */
export async function findCustomersByIds(db: TenantDb, ids: readonly CustomerId[]): Promise<CustomerRow[]> {
  const listed = listedIds(ids);
  return db.orm
    .select(getTableColumns(customers))
    .from(listed.table)
    .crossJoin(customers)
    .where(and(eq(customers.tenantId, db.tenantId), eq(customers.id, listed.value)));
}
