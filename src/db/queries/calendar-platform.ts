import { and, count, desc, eq, gte, inArray, ne, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { AccountState, MirrorState } from "../../contracts/calendar-sync.ts";
import { FAILING_AFTER } from "../../domain/calendars/sync-schedule.ts";
import type { CalendarAccountId, CalendarMirrorId, TenantId } from "../../domain/ids.ts";
import { calendarAccounts, calendarMirrors, calendarTargets } from "../schema/calendar-sync.ts";
import { tenants } from "../schema/tenants.ts";
import type { MirrorRow } from "./calendar-mirrors.ts";
import { beforeCursor, type Page, pageSize, toPage } from "./page.ts";

// For operators: over all tenants, and never anything that is sealed.

type Listed = { tenantId?: TenantId | undefined };
export type OpenState = Extract<MirrorState, "waiting" | "dead">;

/** Written out: SQLite uses a partial index only when it can see that the condition is the same. */
const isIn = { waiting: sql`${calendarMirrors.state} = 'waiting'`, dead: sql`${calendarMirrors.state} = 'dead'` };

/** Newest first, without those that were disconnected. */
export async function listAllAccounts(
  d1: D1Database,
  { tenantId, state }: Listed & { state?: AccountState | undefined },
  page: Page,
) {
  const keyset = { at: calendarAccounts.createdAt, id: calendarAccounts.id };
  const rows = await accounts(d1)
    .where(
      and(
        tenantId && eq(calendarAccounts.tenantId, tenantId),
        state ? eq(calendarAccounts.state, state) : ne(calendarAccounts.state, "disconnected"),
        beforeCursor(page, keyset),
      ),
    )
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ account }) => ({ at: account.createdAt, id: account.id }));
}

export async function findAnyAccount(d1: D1Database, id: CalendarAccountId): Promise<ListedAccount | null> {
  return (await accounts(d1).where(eq(calendarAccounts.id, id)).get()) ?? null;
}

export type ListedAccount = Awaited<ReturnType<typeof listAllAccounts>>["items"][number];

/** Latest change first. */
export async function listAllMirrors(d1: D1Database, { tenantId, state }: Listed & { state: OpenState }, page: Page) {
  const keyset = { at: calendarMirrors.updatedAt, id: calendarMirrors.id };
  const rows = await drizzle(d1)
    .select({ mirror: calendarMirrors, tenantName: tenants.name, provider: calendarAccounts.provider })
    .from(calendarMirrors)
    .innerJoin(tenants, eq(tenants.id, calendarMirrors.tenantId))
    .innerJoin(calendarAccounts, eq(calendarAccounts.id, calendarMirrors.accountId))
    .where(and(isIn[state], tenantId && eq(calendarMirrors.tenantId, tenantId), beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ mirror }) => ({ at: mirror.updatedAt, id: mirror.id }));
}

export type ListedMirror = Awaited<ReturnType<typeof listAllMirrors>>["items"][number];

/** Whosever they are; a few, by what a request can name. */
export function findAnyMirrors(d1: D1Database, ids: readonly CalendarMirrorId[]): Promise<MirrorRow[]> {
  return drizzle(d1)
    .select()
    .from(calendarMirrors)
    .where(inArray(calendarMirrors.id, [...ids]))
    .all();
}

export async function countCalendars(d1: D1Database) {
  const db = drizzle(d1);
  const [states, failing, waiting, dead] = await db.batch([
    db.select({ state: calendarAccounts.state, count: count() }).from(calendarAccounts).groupBy(calendarAccounts.state),
    db.select({ count: count() }).from(calendarTargets).where(gte(calendarTargets.failures, FAILING_AFTER)),
    db.select({ count: count() }).from(calendarMirrors).where(isIn.waiting),
    db.select({ count: count() }).from(calendarMirrors).where(isIn.dead),
  ]);
  const inState = (state: AccountState) => states.find((each) => each.state === state)?.count ?? 0;
  const only = (rows: { count: number }[]) => rows[0]?.count ?? 0;
  return {
    connected: inState("connected"),
    broken: inState("broken"),
    failing: only(failing),
    waiting: only(waiting),
    dead: only(dead),
  };
}

function accounts(d1: D1Database) {
  const db = drizzle(d1);
  const mirrorsIn = (state: OpenState) =>
    db
      .select({ count: count() })
      .from(calendarMirrors)
      .where(
        and(
          eq(calendarMirrors.tenantId, calendarAccounts.tenantId),
          eq(calendarMirrors.accountId, calendarAccounts.id),
          isIn[state],
        ),
      );
  const failing = db
    .select({ count: count() })
    .from(calendarTargets)
    .where(
      and(
        eq(calendarTargets.tenantId, calendarAccounts.tenantId),
        eq(calendarTargets.accountId, calendarAccounts.id),
        gte(calendarTargets.failures, FAILING_AFTER),
      ),
    );
  return db
    .select({
      account: calendarAccounts,
      tenantName: tenants.name,
      waiting: sql<number>`(${mirrorsIn("waiting")})`,
      dead: sql<number>`(${mirrorsIn("dead")})`,
      failing: sql<number>`(${failing})`,
    })
    .from(calendarAccounts)
    .innerJoin(tenants, eq(tenants.id, calendarAccounts.tenantId));
}
