import { and, desc, eq, gt, type InferSelectModel, inArray, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Role } from "../../contracts/identity.ts";
import type { AccountId, SessionId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { sessions, users } from "../schema/identity.ts";
import { knownDevices, pendingLogins, signIns } from "../schema/sign-in.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type PendingRow = InferSelectModel<typeof pendingLogins>;
export type SignInRow = InferSelectModel<typeof signIns>;

// The inserts and deletes are statements: await one alone, or put several into `db.orm.batch`.

export function insertPending(db: TenantDb, pending: Omit<PendingRow, "tenantId" | "attempts">) {
  return db.orm.insert(pendingLogins).values({ ...pending, tenantId: db.tenantId });
}

/** Ends a pending login for good. Of two requests that pass it at the same time, one learns that it was first. */
export async function takePending(db: TenantDb, tokenHash: string): Promise<boolean> {
  const result = await db.orm.delete(pendingLogins).where(myPending(db, tokenHash));
  return result.meta.changes === 1;
}

/** Counts an attempt, unless `max` were counted: one statement decides, so that parallel guesses cannot pass it. */
export async function countPendingAttempt(db: TenantDb, tokenHash: string, max: number): Promise<boolean> {
  const result = await db.orm
    .update(pendingLogins)
    .set({ attempts: sql`${pendingLogins.attempts} + 1` })
    .where(and(myPending(db, tokenHash), lt(pendingLogins.attempts, max)));
  return result.meta.changes === 1;
}

/** Whoever has given the first factor of the account, anywhere, begins anew. */
export function deletePendingOf(db: TenantDb, accountId: AccountId) {
  return db.orm
    .delete(pendingLogins)
    .where(and(eq(pendingLogins.tenantId, db.tenantId), eq(pendingLogins.accountId, accountId)));
}

export function insertSignIn(db: TenantDb, row: Omit<SignInRow, "tenantId">) {
  return db.orm.insert(signIns).values({ ...row, tenantId: db.tenantId });
}

/** Newest first. */
export async function listSignIns(db: TenantDb, accountId: AccountId, page: Page): Promise<Paged<SignInRow>> {
  const rows = await db.orm
    .select()
    .from(signIns)
    .where(
      and(
        eq(signIns.tenantId, db.tenantId),
        eq(signIns.accountId, accountId),
        beforeCursor(page, { at: signIns.at, id: signIns.id }),
      ),
    )
    .orderBy(desc(signIns.at), desc(signIns.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ at, id }) => ({ at, id }));
}

/** Sessions that have not passed their absolute end. Those that were idle too long are for the caller to leave out. */
export function listSessions(db: TenantDb, accountId: AccountId, now: EpochMs, limit: number) {
  return db.orm
    .select()
    .from(sessions)
    .where(and(sessionsOf(db, accountId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(limit);
}

export function deleteSessionById(db: TenantDb, accountId: AccountId, id: SessionId) {
  return db.orm.delete(sessions).where(and(sessionsOf(db, accountId), eq(sessions.id, id)));
}

/** All sessions of an account, but for one when it is given. */
export function deleteSessionsOf(db: TenantDb, accountId: AccountId, except: SessionId | null) {
  const others = except === null ? undefined : or(isNull(sessions.id), ne(sessions.id, except));
  return db.orm.delete(sessions).where(and(sessionsOf(db, accountId), others));
}

/** Sessions of users with these roles that were opened without a second factor, but for one. */
export function deleteOneFactorSessions(db: TenantDb, roles: readonly Role[], except: SessionId | null) {
  const theirs = db.orm
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.tenantId, db.tenantId), inArray(users.role, [...roles])));
  const others = except === null ? undefined : or(isNull(sessions.id), ne(sessions.id, except));
  const weak = and(eq(sessions.tenantId, db.tenantId), isNull(sessions.secondFactor));
  return db.orm.delete(sessions).where(and(weak, inArray(sessions.userId, theirs), others));
}

export function rotateSession(
  db: TenantDb,
  tokenHash: string,
  changes: { tokenHash: string; steppedUpAt: EpochMs; lastSeenAt: EpochMs },
) {
  return db.orm
    .update(sessions)
    .set(changes)
    .where(and(eq(sessions.tenantId, db.tenantId), eq(sessions.tokenHash, tokenHash)));
}

export function insertKnownDevice(db: TenantDb, accountId: AccountId, tokenHash: string, expiresAt: EpochMs) {
  return db.orm
    .insert(knownDevices)
    .values({ tenantId: db.tenantId, accountId, tokenHash, expiresAt })
    .onConflictDoUpdate({
      target: [knownDevices.tenantId, knownDevices.accountId, knownDevices.tokenHash],
      set: { expiresAt },
    });
}

export async function isKnownDevice(
  db: TenantDb,
  accountId: AccountId,
  tokenHash: string,
  now: EpochMs,
): Promise<boolean> {
  const mine = and(eq(knownDevices.tenantId, db.tenantId), eq(knownDevices.accountId, accountId));
  const row = await db.orm
    .select({ expiresAt: knownDevices.expiresAt })
    .from(knownDevices)
    .where(and(mine, eq(knownDevices.tokenHash, tokenHash)))
    .get();
  return row !== undefined && now < row.expiresAt;
}

export function forgetDevices(db: TenantDb, accountId: AccountId) {
  return db.orm
    .delete(knownDevices)
    .where(and(eq(knownDevices.tenantId, db.tenantId), eq(knownDevices.accountId, accountId)));
}

function myPending(db: TenantDb, tokenHash: string) {
  return and(eq(pendingLogins.tenantId, db.tenantId), eq(pendingLogins.tokenHash, tokenHash));
}

function sessionsOf(db: TenantDb, accountId: AccountId) {
  return and(eq(sessions.tenantId, db.tenantId), eq(sessions.userId, accountId));
}
