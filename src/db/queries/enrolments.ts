import { and, asc, desc, eq, type InferSelectModel, inArray, lte, or, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/d1";
import type { AppointmentId, CustomerId, EnrolmentId, LeadId, SequenceId, TenantId } from "../../domain/ids.ts";
import type { EnrolmentStatus, StopReason } from "../../domain/leads/sequence.ts";
import type { EpochMs } from "../../domain/time.ts";
import { appointments } from "../schema/appointments.ts";
import { enrolmentSteps, enrolments } from "../schema/sequences.ts";
import type { TenantDb } from "../tenant-db.ts";
import { causedBy, isOtherVersion, versionAfter } from "./constraints.ts";
import { beforeCursor, listedIds, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type EnrolmentRow = InferSelectModel<typeof enrolments>;
export type NewEnrolment = Omit<EnrolmentRow, "tenantId">;
export type StepRow = Omit<InferSelectModel<typeof enrolmentSteps>, "tenantId">;
export type EnrolmentFilter = {
  sequenceId?: SequenceId | undefined;
  leadId?: LeadId | undefined;
  customerId?: CustomerId | undefined;
  status?: EnrolmentStatus | undefined;
};

/** Newest first. */
export async function listEnrolments(db: TenantDb, filter: EnrolmentFilter, page: Page): Promise<Paged<EnrolmentRow>> {
  const { sequenceId, leadId, customerId, status } = filter;
  const rows = await db.orm
    .select()
    .from(enrolments)
    .where(
      and(
        eq(enrolments.tenantId, db.tenantId),
        sequenceId && eq(enrolments.sequenceId, sequenceId),
        leadId && eq(enrolments.leadId, leadId),
        customerId && eq(enrolments.customerId, customerId),
        status && eq(enrolments.status, status),
        beforeCursor(page, { at: enrolments.startedAt, id: enrolments.id }),
      ),
    )
    .orderBy(desc(enrolments.startedAt), desc(enrolments.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ startedAt, id }) => ({ at: startedAt, id }));
}

export async function findEnrolment(db: TenantDb, id: EnrolmentId): Promise<EnrolmentRow | null> {
  return (await db.orm.select().from(enrolments).where(one(db, id)).get()) ?? null;
}

export function listSteps(db: TenantDb, id: EnrolmentId): Promise<StepRow[]> {
  const { enrolmentId, position, at, outcome, reason } = enrolmentSteps;
  return db.orm
    .select({ enrolmentId, position, at, outcome, reason })
    .from(enrolmentSteps)
    .where(and(eq(enrolmentSteps.tenantId, db.tenantId), eq(enrolmentId, id)))
    .orderBy(asc(position))
    .all();
}

export type DueStep = { tenantId: TenantId; enrolmentId: EnrolmentId; position: number };

/** Platform-wide: whose next step is due, the longest overdue first. */
export function listDueSteps(d1: D1Database, now: EpochMs, limit: number): Promise<DueStep[]> {
  // In the words of the index: SQLite uses a partial one only when it can see that the condition is the same.
  return drizzle(d1)
    .select({ tenantId: enrolments.tenantId, enrolmentId: enrolments.id, position: enrolments.position })
    .from(enrolments)
    .where(and(sql`status = 'active'`, lte(enrolments.nextAt, now)))
    .orderBy(asc(enrolments.nextAt))
    .limit(limit)
    .all();
}

// Statements for a batch.

/** A second enrolment by the same cause is not stored. */
export function insertEnrolment(db: TenantDb, row: NewEnrolment) {
  return db.orm
    .insert(enrolments)
    .values({ ...row, tenantId: db.tenantId })
    .onConflictDoNothing();
}

/** The claim to a step. A second one fails, and with it whatever was to be done for it. */
export function claimStep(db: TenantDb, row: StepRow) {
  return db.orm.insert(enrolmentSteps).values({ ...row, tenantId: db.tenantId });
}

type Change = Partial<Pick<EnrolmentRow, "status" | "stopReason" | "position" | "nextAt" | "endedAt">>;

/** Moves somebody on with what belongs to it, or does nothing: they have moved on meanwhile, or the step was taken. */
export async function changeEnrolment(
  db: TenantDb,
  { id, version }: Pick<EnrolmentRow, "id" | "version">,
  change: Change,
  others: readonly BatchItem<"sqlite">[],
): Promise<boolean> {
  const update = db.orm
    .update(enrolments)
    .set({ ...change, version: versionAfter(enrolments.version, version) })
    .where(one(db, id));
  try {
    await db.orm.batch([update, ...others]);
    return true;
  } catch (error) {
    if (isOtherVersion(error, enrolments.version)) return false;
    if (causedBy(error, "UNIQUE constraint failed: enrolment_steps")) return false;
    throw error;
  }
}

export type StopWhom =
  | { leadId: LeadId }
  | { customersOf: readonly AppointmentId[] }
  | { addressIndex: string }
  | { sequenceId: SequenceId };

/** Of everybody who is meant and still on their way. */
export function stopEnrolments(db: TenantDb, whom: StopWhom, reason: StopReason, now: EpochMs) {
  const change = { status: "stopped" as const, stopReason: reason, nextAt: null, endedAt: now };
  return db.orm
    .update(enrolments)
    .set({ ...change, version: sql`${enrolments.version} + 1` })
    .where(and(eq(enrolments.tenantId, db.tenantId), meant(db, whom), sql`status = 'active'`));
}

function meant(db: TenantDb, whom: StopWhom): SQL | undefined {
  if ("leadId" in whom) return eq(enrolments.leadId, whom.leadId);
  if ("customersOf" in whom) return inArray(enrolments.customerId, customersOf(db, whom.customersOf));
  if ("sequenceId" in whom) return eq(enrolments.sequenceId, whom.sequenceId);
  return or(eq(enrolments.phoneIndex, whom.addressIndex), eq(enrolments.emailIndex, whom.addressIndex));
}

function customersOf(db: TenantDb, ids: readonly AppointmentId[]) {
  const listed = listedIds(ids);
  return db.orm
    .select({ id: appointments.customerId })
    .from(listed.table)
    .crossJoin(appointments)
    .where(and(eq(appointments.tenantId, db.tenantId), eq(appointments.id, listed.value)));
}

function one(db: TenantDb, id: EnrolmentId) {
  return and(eq(enrolments.tenantId, db.tenantId), eq(enrolments.id, id));
}
