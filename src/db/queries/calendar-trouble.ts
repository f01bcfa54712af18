import { and, eq, gte, sql } from "drizzle-orm";
import { FAILING_AFTER } from "../../domain/calendars/sync-schedule.ts";
import { calendarAccounts, calendarMirrors, calendarTargets } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";

const LIMIT = 50;
const account = { accountId: calendarAccounts.id, provider: calendarAccounts.provider, name: calendarAccounts.name };
// Not parameters: SQLite uses a partial index only when it can see that the condition is the same.
const isDead = sql`${calendarMirrors.state} = 'dead'`;

export function brokenAccounts(db: TenantDb) {
  const where = and(ofTenant(db), eq(calendarAccounts.state, "broken"));
  return db.orm.select(account).from(calendarAccounts).where(where).limit(LIMIT).all();
}

/** Calendars of accounts that are connected, and cannot be read all the same. */
export function failingTargets(db: TenantDb) {
  return db.orm
    .select({ ...account, name: calendarTargets.externalName, targetId: calendarTargets.id })
    .from(calendarTargets)
    .innerJoin(calendarAccounts, eq(calendarAccounts.id, calendarTargets.accountId))
    .where(
      and(
        eq(calendarTargets.tenantId, db.tenantId),
        gte(calendarTargets.failures, FAILING_AFTER),
        ofTenant(db),
        eq(calendarAccounts.state, "connected"),
      ),
    )
    .limit(LIMIT)
    .all();
}

/** How many entries were given up, for each account that has any. */
export function givenUpCounts(db: TenantDb) {
  return db.orm
    .select({ ...account, count: sql<number>`count(*)` })
    .from(calendarMirrors)
    .innerJoin(calendarAccounts, eq(calendarAccounts.id, calendarMirrors.accountId))
    .where(and(eq(calendarMirrors.tenantId, db.tenantId), isDead, ofTenant(db)))
    .groupBy(calendarMirrors.accountId)
    .limit(LIMIT)
    .all();
}

function ofTenant(db: TenantDb) {
  return eq(calendarAccounts.tenantId, db.tenantId);
}
