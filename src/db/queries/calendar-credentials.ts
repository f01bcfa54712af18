import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import type { CalendarAccountId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { calendarAccounts, calendarConsents } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { AccountRow } from "./calendar-accounts.ts";

type Version = Pick<AccountRow, "id" | "credentialVersion">;
export type ConsentRow = typeof calendarConsents.$inferSelect;

/** Takes the turn to renew this version of a credential. False: somebody has it, or has renewed it. */
export async function claimRenewal(db: TenantDb, of: Version, now: EpochMs, until: EpochMs): Promise<boolean> {
  const { renewalUntil, state } = calendarAccounts;
  const isFree = or(isNull(renewalUntil), lte(renewalUntil, now));
  const rows = await db.orm
    .update(calendarAccounts)
    .set({ renewalUntil: until })
    .where(and(theVersion(db, of), eq(state, "connected"), isFree))
    .returning({ id: calendarAccounts.id });
  return rows.length > 0;
}

export async function yieldRenewal(db: TenantDb, id: CalendarAccountId): Promise<void> {
  const mine = and(eq(calendarAccounts.tenantId, db.tenantId), eq(calendarAccounts.id, id));
  await db.orm.update(calendarAccounts).set({ renewalUntil: null }).where(mine);
}

/** The successor of that version, and of no other. */
export async function storeCredential(db: TenantDb, of: Version, sealedCredential: string, now: EpochMs) {
  await db.orm
    .update(calendarAccounts)
    .set({
      sealedCredential,
      renewalUntil: null,
      updatedAt: now,
      credentialVersion: sql`${calendarAccounts.credentialVersion} + 1`,
    })
    .where(theVersion(db, of));
}

export async function insertConsent(db: TenantDb, row: Omit<ConsentRow, "tenantId">): Promise<void> {
  await db.orm.insert(calendarConsents).values({ ...row, tenantId: db.tenantId });
}

/** Used once: whoever takes it has it alone. */
export async function takeConsent(db: TenantDb, id: string): Promise<ConsentRow | null> {
  const [row] = await db.orm
    .delete(calendarConsents)
    .where(and(eq(calendarConsents.tenantId, db.tenantId), eq(calendarConsents.id, id)))
    .returning();
  return row ?? null;
}

/** Platform-wide: what nobody came back for. */
export async function deleteOldConsents(database: D1Database, before: EpochMs): Promise<void> {
  await database.prepare("DELETE FROM calendar_consents WHERE expires_at < ?1").bind(before).run();
}

function theVersion(db: TenantDb, { id, credentialVersion }: Version) {
  return and(
    eq(calendarAccounts.tenantId, db.tenantId),
    eq(calendarAccounts.id, id),
    eq(calendarAccounts.credentialVersion, credentialVersion),
  );
}
