import { and, eq, isNull } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import type { BranchId, ResourceId, ServiceId, StaffId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { branches, resources, services, staff } from "../schema/catalogue.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type AuditEntry, auditInsert } from "./audit.ts";
import { isOtherVersion, versionAfter } from "./constraints.ts";

/** A statement for the one batch of an edit. */
export type Statement = BatchItem<"sqlite">;
type BranchColumns = Pick<
  typeof branches.$inferInsert,
  "name" | "timeZone" | "language" | "address" | "phone" | "holidayRegion"
>;

/**
 * Stores an edit with its audit entry and the branch's next version, or nothing. False when the branch is at another
 * version by now: what was decided by the old rules would undo somebody's edit.
 */
export async function commitEdit(
  db: TenantDb,
  { branchId, version }: Pick<Rulebook, "branchId" | "version">,
  statements: Statement[],
  audit: AuditEntry,
): Promise<boolean> {
  try {
    await db.orm.batch([bumpVersion(db, branchId, version), ...statements, auditInsert(db, audit)]);
    return true;
  } catch (error) {
    if (isOtherVersion(error, branches.rulebookVersion)) return false;
    throw error;
  }
}

function bumpVersion(db: TenantDb, branchId: BranchId, version: number) {
  return db.orm
    .update(branches)
    .set({ rulebookVersion: versionAfter(branches.rulebookVersion, version) })
    .where(and(eq(branches.tenantId, db.tenantId), eq(branches.id, branchId)));
}

export function updateBranch(db: TenantDb, branchId: BranchId, columns: BranchColumns): Statement {
  return db.orm
    .update(branches)
    .set(columns)
    .where(and(eq(branches.tenantId, db.tenantId), eq(branches.id, branchId)));
}

/** The branch that a service belongs to. Null when it is archived or not this tenant's. */
export async function findBranchOfService(db: TenantDb, id: ServiceId): Promise<BranchId | null> {
  const mine = and(eq(services.tenantId, db.tenantId), eq(services.id, id), isNull(services.archivedAt));
  const row = await db.orm.select({ branchId: services.branchId }).from(services).where(mine).get();
  return row?.branchId ?? null;
}

export async function findBranchOfStaff(db: TenantDb, id: StaffId): Promise<BranchId | null> {
  const mine = and(eq(staff.tenantId, db.tenantId), eq(staff.id, id), isNull(staff.archivedAt));
  const row = await db.orm.select({ branchId: staff.branchId }).from(staff).where(mine).get();
  return row?.branchId ?? null;
}

export async function findBranchOfResource(db: TenantDb, id: ResourceId): Promise<BranchId | null> {
  const mine = and(eq(resources.tenantId, db.tenantId), eq(resources.id, id), isNull(resources.archivedAt));
  const row = await db.orm.select({ branchId: resources.branchId }).from(resources).where(mine).get();
  return row?.branchId ?? null;
}

export function insertResource(
  db: TenantDb,
  row: Pick<typeof resources.$inferInsert, "id" | "branchId" | "name" | "kind" | "createdAt">,
): Statement {
  return db.orm.insert(resources).values({ ...row, tenantId: db.tenantId });
}

export function updateResource(
  db: TenantDb,
  id: ResourceId,
  change: { name?: string | undefined; kind?: string | undefined },
): Statement {
  return db.orm
    .update(resources)
    .set(change)
    .where(and(eq(resources.tenantId, db.tenantId), eq(resources.id, id)));
}

export function archiveResource(db: TenantDb, id: ResourceId, at: EpochMs): Statement {
  return db.orm
    .update(resources)
    .set({ archivedAt: at })
    .where(and(eq(resources.tenantId, db.tenantId), eq(resources.id, id)));
}
