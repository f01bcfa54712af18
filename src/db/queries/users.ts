import { and, asc, eq, type InferSelectModel, isNull, ne, sql } from "drizzle-orm";
import type { BranchId, StaffId, UserId } from "../../domain/ids.ts";
import { termsAcceptances } from "../schema/account-tokens.ts";
import { staff } from "../schema/catalogue.ts";
import { users } from "../schema/identity.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { UserRow } from "./identity.ts";
import { afterCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

type Changes = Partial<
  Pick<
    UserRow,
    | "role"
    | "disabledAt"
    | "language"
    | "sealedProfile"
    | "emailIndex"
    | "passwordHash"
    | "staffId"
    | "seesAllCalendars"
    | "emailUnverifiedSince"
  >
>;

/** In the order in which they joined. */
export async function listUsers(db: TenantDb, page: Page): Promise<Paged<UserRow>> {
  const rows = await db.orm
    .select()
    .from(users)
    .where(and(eq(users.tenantId, db.tenantId), afterCursor(page, { at: users.createdAt, id: users.id })))
    .orderBy(asc(users.createdAt), asc(users.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export async function countUsers(db: TenantDb): Promise<number> {
  return db.orm.$count(users, eq(users.tenantId, db.tenantId));
}

// Statements for a batch.

export function updateUser(db: TenantDb, id: UserId, changes: Changes) {
  return db.orm.update(users).set(changes).where(one(db, id));
}

export function deleteUser(db: TenantDb, id: UserId) {
  return db.orm.delete(users).where(one(db, id));
}

export function insertTermsAcceptance(db: TenantDb, row: Omit<InferSelectModel<typeof termsAcceptances>, "tenantId">) {
  return db.orm.insert(termsAcceptances).values({ ...row, tenantId: db.tenantId });
}

/**
 * First statement of a batch that takes an owner away: fails, and the batch with it, unless another owner is left who can
 * sign in. D1 offers no transaction to look in first, and two owners may be at it at the same time.
 */
export function requireAnotherOwner(db: TenantDb, id: UserId) {
  const active = and(isNull(users.disabledAt), isNull(users.emailUnverifiedSince));
  const others = and(eq(users.tenantId, db.tenantId), eq(users.role, "owner"), ne(users.id, id), active);
  const other = sql`select 1 from ${users} where ${others}`;
  // `json` throws for what is no JSON.
  return db.orm
    .select({ ok: sql`json(case when exists (${other}) then '1' else 'no other owner' end)` })
    .from(sql`(select 1)`);
}

/** Did a batch fail because no other owner is left? */
export function isLastOwner(error: unknown): boolean {
  return messageOf(error).includes("malformed JSON");
}

/** Did a batch fail because a user with this address exists? */
export function isEmailTaken(error: unknown): boolean {
  return messageOf(error).includes("UNIQUE constraint failed: users.email_index");
}

export function isSlugTaken(error: unknown): boolean {
  return messageOf(error).includes("UNIQUE constraint failed: tenants.slug");
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return `${error.message} ${messageOf(error.cause)}`;
}

function one(db: TenantDb, id: UserId) {
  return and(eq(users.tenantId, db.tenantId), eq(users.id, id));
}

/** Where a member of staff works. Null when there is none, or they have left. */
export async function findStaffBranch(db: TenantDb, id: StaffId): Promise<BranchId | null> {
  const row = await db.orm
    .select({ branchId: staff.branchId })
    .from(staff)
    .where(and(eq(staff.tenantId, db.tenantId), eq(staff.id, id), isNull(staff.archivedAt)))
    .get();
  return row?.branchId ?? null;
}
