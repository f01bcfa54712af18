import { and, asc, eq, type InferSelectModel, ne } from "drizzle-orm";
import type { CalendarAccountId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calendarAccounts } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";
import { afterCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type AccountRow = InferSelectModel<typeof calendarAccounts>;
export type AccountChange = Partial<Omit<AccountRow, "tenantId" | "id" | "createdAt">>;

const keyset = { at: calendarAccounts.createdAt, id: calendarAccounts.id };

/** Oldest first, without those that were disconnected. */
export async function listAccounts(db: TenantDb, page: Page): Promise<Paged<AccountRow>> {
  const rows = await db.orm
    .select()
    .from(calendarAccounts)
    .where(and(present(db), afterCursor(page, keyset)))
    .orderBy(asc(keyset.at), asc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export function countAccounts(db: TenantDb): Promise<number> {
  return db.orm.$count(calendarAccounts, present(db));
}

/** One that was disconnected is none. */
export async function findAccount(db: TenantDb, id: CalendarAccountId): Promise<AccountRow | null> {
  const where = and(present(db), eq(calendarAccounts.id, id));
  return (await db.orm.select().from(calendarAccounts).where(where).get()) ?? null;
}

/** A statement for `db.orm.batch`. */
export function insertAccount(db: TenantDb, row: Omit<AccountRow, "tenantId">) {
  return db.orm.insert(calendarAccounts).values({ ...row, tenantId: db.tenantId });
}

/** A statement for `db.orm.batch`. */
export function updateAccount(db: TenantDb, id: CalendarAccountId, change: AccountChange) {
  return db.orm.update(calendarAccounts).set(change).where(mine(db, id));
}

/** A statement. The account whose credential was replaced meanwhile is left alone; then no row comes back. */
export function breakAccount(
  db: TenantDb,
  { id, credentialVersion }: Pick<AccountRow, "id" | "credentialVersion">,
  stateReason: string,
  now: EpochMs,
) {
  return db.orm
    .update(calendarAccounts)
    .set({ state: "broken", stateReason, updatedAt: now, renewalUntil: null })
    .where(
      and(
        mine(db, id),
        eq(calendarAccounts.credentialVersion, credentialVersion),
        eq(calendarAccounts.state, "connected"),
      ),
    )
    .returning({ id: calendarAccounts.id });
}

function present(db: TenantDb) {
  return and(eq(calendarAccounts.tenantId, db.tenantId), ne(calendarAccounts.state, "disconnected"));
}

function mine(db: TenantDb, id: CalendarAccountId) {
  return and(eq(calendarAccounts.tenantId, db.tenantId), eq(calendarAccounts.id, id));
}
