import { and, eq, ne, or } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CalendarAccountId, CalendarTargetId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calendarAccounts, calendarMirrors, calendarTargets } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { AccountRow } from "./calendar-accounts.ts";

/** Platform-wide: a vendor's webhook names the account alone. */
export async function findAccountById(d1: D1Database, id: CalendarAccountId): Promise<AccountRow | null> {
  const present = and(eq(calendarAccounts.id, id), ne(calendarAccounts.state, "disconnected"));
  return (await drizzle(d1).select().from(calendarAccounts).where(present).get()) ?? null;
}

/** Whether an entry is as we wrote it last: what a vendor tells of our own acts needs no reading. */
export async function isOwnEcho(
  db: TenantDb,
  accountId: CalendarAccountId,
  written: { externalId: string; startsAt: EpochMs },
): Promise<boolean> {
  const same = and(
    eq(calendarMirrors.tenantId, db.tenantId),
    eq(calendarMirrors.accountId, accountId),
    eq(calendarMirrors.externalId, written.externalId),
    eq(calendarMirrors.writtenStartsAt, written.startsAt),
  );
  const row = await db.orm.select({ id: calendarMirrors.id }).from(calendarMirrors).where(same).get();
  return row !== undefined;
}

/** Those that are read, or written to and so looked at. They are due now. */
export async function makeTargetsDue(
  db: TenantDb,
  accountId: CalendarAccountId,
  now: EpochMs,
): Promise<CalendarTargetId[]> {
  const used = or(eq(calendarTargets.reads, true), eq(calendarTargets.writes, true));
  const rows = await db.orm
    .update(calendarTargets)
    .set({ nextSyncAt: now })
    .where(and(eq(calendarTargets.tenantId, db.tenantId), eq(calendarTargets.accountId, accountId), used))
    .returning({ id: calendarTargets.id });
  return rows.map(({ id }) => id);
}
