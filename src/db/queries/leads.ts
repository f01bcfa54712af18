import { and, desc, eq, getTableColumns, gte, type InferSelectModel, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { AppointmentId, BranchId, CustomerId, LeadId, UserId } from "../../domain/ids.ts";
import type { LeadSource, LeadStatus } from "../../domain/leads/lead.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import { customers } from "../schema/customers.ts";
import { leadEvents, leads } from "../schema/leads.ts";
import { enrolments } from "../schema/sequences.ts";
import type { TenantDb } from "../tenant-db.ts";
import { causedBy, isOtherVersion, versionAfter } from "./constraints.ts";
import { forgetNames, ownersNamed } from "./names.ts";
import { beforeCursor, listedIds, type Page, type Paged, pageSize, toPage } from "./page.ts";

/** More than one drain of a calendar books. */
const MAX_FOUND = 500;

export type LeadRow = InferSelectModel<typeof leads>;
export type NewLead = Omit<typeof leads.$inferInsert, "tenantId">;
export type LeadFilter = {
  status?: LeadStatus | undefined;
  source?: LeadSource | undefined;
  ownerId?: UserId | undefined;
  branchId?: BranchId | undefined;
  customerId?: CustomerId | undefined;
  /** One number or address. */
  phoneIndex?: string | undefined;
  emailIndex?: string | undefined;
  /** Names: for each word, tokens of which the lead must have one. */
  words?: string[][] | undefined;
  /** For who sees only what is theirs. */
  onlyOwner?: UserId | undefined;
};

/** Newest first. */
export async function listLeads(db: TenantDb, filter: LeadFilter, page: Page): Promise<Paged<LeadRow>> {
  const { status, source, ownerId, branchId, customerId, phoneIndex, emailIndex, words = [], onlyOwner } = filter;
  const rows = await db.orm
    .select()
    .from(leads)
    .where(
      and(
        words.length === 0 ? eq(leads.tenantId, db.tenantId) : sql`+${leads.tenantId} = ${db.tenantId}`,
        status && eq(leads.status, status),
        source && eq(leads.source, source),
        ownerId && eq(leads.ownerId, ownerId),
        branchId && eq(leads.branchId, branchId),
        customerId && eq(leads.customerId, customerId),
        phoneIndex === undefined ? undefined : eq(leads.phoneIndex, phoneIndex),
        emailIndex === undefined ? undefined : eq(leads.emailIndex, emailIndex),
        words.length === 0 ? undefined : inArray(leads.id, ownersNamed(db, words)),
        onlyOwner && eq(leads.ownerId, onlyOwner),
        beforeCursor(page, { at: leads.createdAt, id: leads.id }),
      ),
    )
    .orderBy(desc(leads.createdAt), desc(leads.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export async function findLead(db: TenantDb, id: LeadId, onlyOwner?: UserId): Promise<LeadRow | null> {
  const theirs = onlyOwner && eq(leads.ownerId, onlyOwner);
  return (
    (await db.orm
      .select()
      .from(leads)
      .where(and(one(db, id), theirs))
      .get()) ?? null
  );
}

type Indexes = Pick<LeadRow, "phoneIndex" | "emailIndex">;

/** Whose number it is; else whose address. */
export async function findLeadByIndexes(db: TenantDb, { phoneIndex, emailIndex }: Indexes): Promise<LeadRow | null> {
  const by = (column: typeof leads.phoneIndex | typeof leads.emailIndex, index: string) =>
    db.orm
      .select()
      .from(leads)
      .where(and(eq(leads.tenantId, db.tenantId), eq(column, index)))
      .orderBy(desc(leads.createdAt))
      .limit(1)
      .get();
  const byPhone = phoneIndex === null ? undefined : await by(leads.phoneIndex, phoneIndex);
  return byPhone ?? (emailIndex === null ? null : ((await by(leads.emailIndex, emailIndex)) ?? null));
}

export type BookedLead = { lead: LeadRow; customerId: CustomerId; appointmentId: AppointmentId };

/** Leads whose number or address somebody has booked with. By each index in turn: of an OR, SQLite would walk them all. */
export async function listBookedLeads(db: TenantDb, ids: readonly AppointmentId[]): Promise<BookedLead[]> {
  const listed = listedIds(ids);
  const by = (own: typeof leads.phoneIndex | typeof leads.emailIndex, theirs: SQLiteColumn) =>
    db.orm
      .select({ lead: getTableColumns(leads), customerId: customers.id, appointmentId: appointments.id })
      .from(listed.table)
      .crossJoin(appointments)
      .crossJoin(customers)
      .crossJoin(leads)
      .where(
        and(
          and(eq(appointments.tenantId, db.tenantId), eq(appointments.id, listed.value)),
          and(eq(customers.tenantId, db.tenantId), eq(customers.id, appointments.customerId)),
          and(eq(leads.tenantId, db.tenantId), eq(own, theirs)),
        ),
      )
      .limit(MAX_FOUND)
      .all();
  const [byPhone, byEmail] = await Promise.all([
    by(leads.phoneIndex, customers.phoneIndex),
    by(leads.emailIndex, customers.emailIndex),
  ]);
  return [...new Map([...byEmail, ...byPhone].map((found) => [found.lead.id, found])).values()];
}

export async function countLeads(db: TenantDb, onlyOwner?: UserId): Promise<{ status: LeadStatus; count: number }[]> {
  const theirs = onlyOwner && eq(leads.ownerId, onlyOwner);
  return db.orm
    .select({ status: leads.status, count: sql<number>`count(*)` })
    .from(leads)
    .where(and(eq(leads.tenantId, db.tenantId), theirs))
    .groupBy(leads.status)
    .all();
}

/** Of those since `from` who were answered, the newest `limit`. */
export function listFirstContacts(db: TenantDb, from: EpochMs, limit: number) {
  return db.orm
    .select({ createdAt: leads.createdAt, firstContactAt: leads.firstContactAt })
    .from(leads)
    .where(and(eq(leads.tenantId, db.tenantId), gte(leads.createdAt, from), isNotNull(leads.firstContactAt)))
    .orderBy(desc(leads.createdAt))
    .limit(limit)
    .all();
}

export type LeadChange = Partial<Omit<NewLead, "id" | "createdAt" | "version">>;
type Statements = readonly BatchItem<"sqlite">[];

/** Stores a lead with what belongs to it, or nothing: the person is a lead already. */
export async function storeLead(db: TenantDb, row: NewLead, others: Statements): Promise<"stored" | "known"> {
  try {
    await db.orm.batch([db.orm.insert(leads).values({ ...row, tenantId: db.tenantId }), ...others]);
    return "stored";
  } catch (error) {
    if (causedBy(error, "UNIQUE constraint failed: leads.tenant_id")) return "known";
    throw error;
  }
}

/** Stores a change with what belongs to it, or nothing: the lead is at another version by now, or somebody else's. */
export async function changeLead(
  db: TenantDb,
  known: Pick<LeadRow, "id" | "version">,
  change: LeadChange,
  others: Statements,
): Promise<"stored" | "version_conflict" | "known"> {
  try {
    await db.orm.batch([updateLead(db, known, change), ...others]);
    return "stored";
  } catch (error) {
    if (isOtherVersion(error, leads.version)) return "version_conflict";
    if (causedBy(error, "UNIQUE constraint failed: leads.tenant_id")) return "known";
    throw error;
  }
}

/** A statement for a batch, which another version rolls back. */
export function updateLead(db: TenantDb, { id, version }: Pick<LeadRow, "id" | "version">, change: LeadChange) {
  return db.orm
    .update(leads)
    .set({ ...change, version: versionAfter(leads.version, version) })
    .where(one(db, id));
}

/** Statements for a batch. */
export function deleteLead(db: TenantDb, id: LeadId) {
  return [...forgetNames(db, id), db.orm.delete(leads).where(one(db, id))] as const;
}

function one(db: TenantDb, id: LeadId) {
  return and(eq(leads.tenantId, db.tenantId), eq(leads.id, id));
}

/** Statements for a batch: of a customer who is erased, by link, number and address. */
export function eraseLeadsOf(db: TenantDb, id: CustomerId, indexes: readonly string[]) {
  const theirs = and(
    eq(leads.tenantId, db.tenantId),
    or(eq(leads.customerId, id), inArray(leads.phoneIndex, [...indexes]), inArray(leads.emailIndex, [...indexes])),
  );
  const ids = db.orm.select({ id: leads.id }).from(leads).where(theirs);
  const events = or(eq(leadEvents.customerId, id), inArray(leadEvents.leadId, ids));
  return [
    db.orm.delete(leadEvents).where(and(eq(leadEvents.tenantId, db.tenantId), events)),
    db.orm
      .delete(enrolments)
      .where(
        and(eq(enrolments.tenantId, db.tenantId), or(eq(enrolments.customerId, id), inArray(enrolments.leadId, ids))),
      ),
    ...forgetNames(db, ids),
    db.orm.delete(leads).where(theirs),
  ] as const;
}
