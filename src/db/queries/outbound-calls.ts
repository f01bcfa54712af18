import { and, count, desc, eq, gte, isNotNull } from "drizzle-orm";
import type { BranchId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calls, phoneNumbers } from "../schema/voice.ts";
import { callerLists } from "../schema/voice-desk.ts";
import type { TenantDb } from "../tenant-db.ts";

/** Outbound calls that go on, of those that were begun since. */
export async function countOngoingOutbound(db: TenantDb, since: EpochMs): Promise<number> {
  const going = and(
    eq(calls.tenantId, db.tenantId),
    eq(calls.status, "ongoing"),
    gte(calls.createdAt, since),
    eq(calls.direction, "outbound"),
  );
  return (await db.orm.select({ count: count() }).from(calls).where(going).get())?.count ?? 0;
}

/** The branch's newest number that its voice vendor can call from, else its newest. */
export async function findCallingNumber(db: TenantDb, branchId: BranchId) {
  const mine = and(
    eq(phoneNumbers.tenantId, db.tenantId),
    eq(phoneNumbers.branchId, branchId),
    eq(phoneNumbers.state, "active"),
  );
  const canCall = desc(isNotNull(phoneNumbers.voiceNumberId));
  const numbers = db.orm.select().from(phoneNumbers).where(mine);
  return (await numbers.orderBy(canCall, desc(phoneNumbers.createdAt), phoneNumbers.id).limit(1).get()) ?? null;
}

export async function isBlockedNumber(db: TenantDb, phoneIndex: string): Promise<boolean> {
  const { tenantId, kind } = callerLists;
  const blocked = and(eq(tenantId, db.tenantId), eq(callerLists.phoneIndex, phoneIndex), eq(kind, "blocked"));
  return (await db.orm.select({ id: callerLists.id }).from(callerLists).where(blocked).get()) !== undefined;
}
