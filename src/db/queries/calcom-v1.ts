import { and, asc, eq } from "drizzle-orm";
import type { CalendarAccountId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calcomV1Bookings } from "../schema/calcom-v1.ts";
import { calendarAccounts } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { AccountRow } from "./calendar-accounts.ts";

/** The account at Cal.com that is named, else the first that was connected. */
export async function findCalcomAccount(db: TenantDb, id: CalendarAccountId | null): Promise<AccountRow | null> {
  const connected = and(eq(calendarAccounts.provider, "calcom"), eq(calendarAccounts.state, "connected"));
  const named = id === null ? undefined : eq(calendarAccounts.id, id);
  const row = await db.orm
    .select()
    .from(calendarAccounts)
    .where(and(eq(calendarAccounts.tenantId, db.tenantId), connected, named))
    .orderBy(asc(calendarAccounts.createdAt), asc(calendarAccounts.id))
    .limit(1)
    .get();
  return row ?? null;
}

export async function findV1Uid(db: TenantDb, accountId: CalendarAccountId, bookingId: number): Promise<string | null> {
  const row = await db.orm
    .select({ uid: calcomV1Bookings.uid })
    .from(calcomV1Bookings)
    .where(
      and(
        eq(calcomV1Bookings.tenantId, db.tenantId),
        eq(calcomV1Bookings.accountId, accountId),
        eq(calcomV1Bookings.bookingId, bookingId),
      ),
    )
    .get();
  return row?.uid ?? null;
}

type Named = { accountId: CalendarAccountId; bookingId: number; uid: string };

/** A statement: await it alone, or put it into a batch. */
export function keepV1Uid(db: TenantDb, named: Named, createdAt: EpochMs) {
  return db.orm
    .insert(calcomV1Bookings)
    .values({ tenantId: db.tenantId, ...named, createdAt })
    .onConflictDoNothing();
}
