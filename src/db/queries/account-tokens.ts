import { and, desc, eq, gt, type InferInsertModel, type InferSelectModel, isNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { TokenPurpose } from "../../domain/identity/account-tokens.ts";
import type { AccountTokenId, UserId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { accountTokens } from "../schema/account-tokens.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type AccountTokenRow = InferSelectModel<typeof accountTokens>;
export type NewAccountToken = Omit<InferInsertModel<typeof accountTokens>, "tenantId">;
type Given = { tokenHash: string; purpose: TokenPurpose };

/** Platform-wide: the token alone tells whose it is. Null when it is unknown, used, revoked or expired. */
export async function findOpenToken(d1: D1Database, given: Given, now: EpochMs): Promise<AccountTokenRow | null> {
  return (await drizzle(d1).select().from(accountTokens).where(isOpen(given, now)).get()) ?? null;
}

/** Uses the token up. One statement decides, so of two requests at the same time one gets null. */
export async function takeToken(d1: D1Database, given: Given, now: EpochMs): Promise<AccountTokenRow | null> {
  const [row] = await drizzle(d1).update(accountTokens).set({ usedAt: now }).where(isOpen(given, now)).returning();
  return row ?? null;
}

/** Platform-wide. Tells how many went; `limit` means that there may be more. */
export async function deleteOldTokens(d1: D1Database, before: EpochMs, limit: number): Promise<number> {
  const old = sql`select id from ${accountTokens} where ${accountTokens.expiresAt} < ${before} limit ${limit}`;
  const result = await drizzle(d1).run(sql`delete from ${accountTokens} where id in (${old})`);
  return result.meta.changes;
}

// Statements for a batch.

export function insertAccountToken(db: TenantDb, token: NewAccountToken) {
  return db.orm.insert(accountTokens).values({ ...token, tenantId: db.tenantId });
}

/** A newer link makes older ones for the same worthless. Null: whatever they are for. */
export function revokeTokensOf(db: TenantDb, userId: UserId, purpose: TokenPurpose | null, revokedAt: EpochMs) {
  const same = purpose === null ? undefined : eq(accountTokens.purpose, purpose);
  return db.orm
    .update(accountTokens)
    .set({ revokedAt })
    .where(and(eq(accountTokens.tenantId, db.tenantId), eq(accountTokens.userId, userId), same, isUnused));
}

export function renewInvitation(db: TenantDb, id: AccountTokenId, change: { tokenHash: string; expiresAt: EpochMs }) {
  return db.orm
    .update(accountTokens)
    .set(change)
    .where(and(oneInvitation(db, id), isUnused));
}

export function revokeInvitation(db: TenantDb, id: AccountTokenId, revokedAt: EpochMs) {
  return db.orm
    .update(accountTokens)
    .set({ revokedAt })
    .where(and(oneInvitation(db, id), isUnused));
}

export async function findInvitation(db: TenantDb, id: AccountTokenId): Promise<AccountTokenRow | null> {
  return (await db.orm.select().from(accountTokens).where(oneInvitation(db, id)).get()) ?? null;
}

/** Those that wait for an answer, expired ones too, newest first. */
export async function listInvitations(db: TenantDb, page: Page): Promise<Paged<AccountTokenRow>> {
  const keyset = { at: accountTokens.createdAt, id: accountTokens.id };
  const rows = await db.orm
    .select()
    .from(accountTokens)
    .where(and(isInvitation(db), isUnused, beforeCursor(page, keyset)))
    .orderBy(desc(accountTokens.createdAt), desc(accountTokens.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/** The invitation that this address has not answered yet. */
export async function findInvitationOf(
  db: TenantDb,
  emailIndex: string,
  now: EpochMs,
): Promise<AccountTokenRow | null> {
  const waiting = and(isInvitation(db), isUnused, gt(accountTokens.expiresAt, now));
  const row = await db.orm
    .select()
    .from(accountTokens)
    .where(and(waiting, eq(accountTokens.emailIndex, emailIndex)))
    .get();
  return row ?? null;
}

const isUnused = and(isNull(accountTokens.usedAt), isNull(accountTokens.revokedAt));

function isOpen({ tokenHash, purpose }: Given, now: EpochMs) {
  const named = and(eq(accountTokens.tokenHash, tokenHash), eq(accountTokens.purpose, purpose));
  return and(named, isUnused, gt(accountTokens.expiresAt, now));
}

function isInvitation(db: TenantDb) {
  return and(eq(accountTokens.tenantId, db.tenantId), eq(accountTokens.purpose, "invitation"));
}

function oneInvitation(db: TenantDb, id: AccountTokenId) {
  return and(isInvitation(db), eq(accountTokens.id, id));
}
