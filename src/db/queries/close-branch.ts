import { and, count, eq, isNull, ne, sql } from "drizzle-orm";
import type { BranchId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { branches } from "../schema/catalogue.ts";
import { phoneNumbers, voiceAgents } from "../schema/voice.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { Statement } from "./catalogue-edits.ts";

/** What leads callers to the branch, and how many others are open. */
export async function countTies(db: TenantDb, branchId: BranchId) {
  const { orm } = db;
  const others = and(eq(branches.tenantId, db.tenantId), ne(branches.id, branchId), isNull(branches.closedAt));
  const [[numbers], [agents], [open]] = await orm.batch([
    orm.select({ count: count() }).from(phoneNumbers).where(numbersOf(db, branchId)),
    orm.select({ count: count() }).from(voiceAgents).where(agentsOf(db, branchId)),
    orm.select({ count: count() }).from(branches).where(others),
  ]);
  return { numbers: numbers?.count ?? 0, agents: agents?.count ?? 0, otherBranches: open?.count ?? 0 };
}

/**
 * Fails with the whole batch where something leads there by now, or no other branch is open: its name is null then,
 * which the column refuses (`isBranchRefused`).
 */
export function closeBranch(db: TenantDb, branchId: BranchId, closedAt: EpochMs): Statement {
  const { tenantId } = db;
  // In plain words: within its own update, the query builder would not tell the others' rows from this one.
  const isOtherOpen = sql`exists (
    select 1 from branches as other where other.tenant_id = ${tenantId} and other.id <> ${branchId} and other.closed_at is null)`;
  const isTied = sql`exists (select 1 from ${phoneNumbers} where ${numbersOf(db, branchId)})
    or exists (select 1 from ${voiceAgents} where ${agentsOf(db, branchId)})`;
  const name = sql<string>`case when ${isOtherOpen} and not (${isTied}) then ${branches.name} end`;
  return db.orm.update(branches).set({ closedAt, name }).where(one(db, branchId));
}

export function reopenBranch(db: TenantDb, branchId: BranchId): Statement {
  return db.orm.update(branches).set({ closedAt: null }).where(one(db, branchId));
}

function one(db: TenantDb, branchId: BranchId) {
  return and(eq(branches.tenantId, db.tenantId), eq(branches.id, branchId));
}

function numbersOf(db: TenantDb, branchId: BranchId) {
  return and(eq(phoneNumbers.tenantId, db.tenantId), eq(phoneNumbers.branchId, branchId));
}

function agentsOf(db: TenantDb, branchId: BranchId) {
  return and(eq(voiceAgents.tenantId, db.tenantId), eq(voiceAgents.branchId, branchId));
}
