import { and, asc, eq, type InferSelectModel, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { AccountId, PasskeyId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { passkeys, recoveryCodes, totpSecrets } from "../schema/sign-in.ts";
import type { TenantDb } from "../tenant-db.ts";

export type TotpRow = InferSelectModel<typeof totpSecrets>;
export type PasskeyRow = InferSelectModel<typeof passkeys>;

/** A person has a few; what is read at once stays bounded. */
export const MAX_PASSKEYS = 20;

export async function findTotp(db: TenantDb, accountId: AccountId): Promise<TotpRow | null> {
  return (await db.orm.select().from(totpSecrets).where(myTotp(db, accountId)).get()) ?? null;
}

/** Begins an enrolment, again if need be. A confirmed authenticator is never replaced: false. */
export async function startTotp(
  db: TenantDb,
  accountId: AccountId,
  { sealedSecret, createdAt }: { sealedSecret: string; createdAt: EpochMs },
): Promise<boolean> {
  const result = await db.orm
    .insert(totpSecrets)
    .values({ tenantId: db.tenantId, accountId, sealedSecret, createdAt })
    .onConflictDoUpdate({
      target: [totpSecrets.tenantId, totpSecrets.accountId],
      set: { sealedSecret, createdAt, lastStep: 0 },
      setWhere: isNull(totpSecrets.confirmedAt),
    });
  return result.meta.changes === 1;
}

/** Uses a time step's code up. False when this or a later one was used: compare and set, so no code counts twice. */
export async function useTotpStep(db: TenantDb, accountId: AccountId, step: number): Promise<boolean> {
  const result = await db.orm
    .update(totpSecrets)
    .set({ lastStep: step })
    .where(and(myTotp(db, accountId), lt(totpSecrets.lastStep, step)));
  return result.meta.changes === 1;
}

/** The secret is named too, so that a code of one enrolment cannot confirm another that was begun meanwhile. */
export function confirmTotp(db: TenantDb, accountId: AccountId, sealedSecret: string, confirmedAt: EpochMs) {
  return db.orm
    .update(totpSecrets)
    .set({ confirmedAt })
    .where(and(myTotp(db, accountId), eq(totpSecrets.sealedSecret, sealedSecret), isNull(totpSecrets.confirmedAt)));
}

export function deleteTotp(db: TenantDb, accountId: AccountId) {
  return db.orm.delete(totpSecrets).where(myTotp(db, accountId));
}

export function insertRecoveryCodes(db: TenantDb, accountId: AccountId, hashes: readonly string[]) {
  const rows = hashes.map((codeHash) => ({ tenantId: db.tenantId, accountId, codeHash }));
  return db.orm.insert(recoveryCodes).values(rows);
}

export function deleteRecoveryCodes(db: TenantDb, accountId: AccountId) {
  return db.orm.delete(recoveryCodes).where(myCodes(db, accountId));
}

/** False for a code that is unknown or was used before. */
export async function useRecoveryCode(db: TenantDb, accountId: AccountId, hash: string, now: EpochMs) {
  const result = await db.orm
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(myCodes(db, accountId), eq(recoveryCodes.codeHash, hash), isNull(recoveryCodes.usedAt)));
  return result.meta.changes === 1;
}

export async function countRecoveryCodes(db: TenantDb, accountId: AccountId): Promise<number> {
  const row = await db.orm
    .select({ left: sql<number>`count(*)` })
    .from(recoveryCodes)
    .where(and(myCodes(db, accountId), isNull(recoveryCodes.usedAt)))
    .get();
  return row?.left ?? 0;
}

/** Whether the account has a second factor that counts, and which. */
export async function factorsOf(db: TenantDb, accountId: AccountId): Promise<{ totp: boolean; passkey: boolean }> {
  const [totp, keys] = await db.orm.batch([
    db.orm
      .select({ at: totpSecrets.confirmedAt })
      .from(totpSecrets)
      .where(and(myTotp(db, accountId), isNotNull(totpSecrets.confirmedAt))),
    db.orm.select({ id: passkeys.id }).from(passkeys).where(myPasskeys(db, accountId)).limit(1),
  ]);
  return { totp: totp.length > 0, passkey: keys.length > 0 };
}

export function listPasskeys(db: TenantDb, accountId: AccountId): Promise<PasskeyRow[]> {
  return db.orm
    .select()
    .from(passkeys)
    .where(myPasskeys(db, accountId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
    .limit(MAX_PASSKEYS)
    .all();
}

export function insertPasskey(db: TenantDb, row: Omit<PasskeyRow, "tenantId">) {
  return db.orm.insert(passkeys).values({ ...row, tenantId: db.tenantId });
}

export function renamePasskey(db: TenantDb, accountId: AccountId, id: PasskeyId, name: string) {
  return db.orm
    .update(passkeys)
    .set({ name })
    .where(and(myPasskeys(db, accountId), eq(passkeys.id, id)));
}

export function deletePasskey(db: TenantDb, accountId: AccountId, id: PasskeyId) {
  return db.orm.delete(passkeys).where(and(myPasskeys(db, accountId), eq(passkeys.id, id)));
}

/**
 * Notes a use. False when the authenticator's count did not go up: then a copy of the key is about. Authenticators that
 * do not count say 0 for ever.
 */
export async function usePasskey(db: TenantDb, id: PasskeyId, counter: number, now: EpochMs): Promise<boolean> {
  const counts = counter > 0 ? lt(passkeys.counter, counter) : eq(passkeys.counter, 0);
  const result = await db.orm
    .update(passkeys)
    .set({ counter, lastUsedAt: now })
    .where(and(eq(passkeys.tenantId, db.tenantId), eq(passkeys.id, id), counts));
  return result.meta.changes === 1;
}

function myTotp(db: TenantDb, accountId: AccountId) {
  return and(eq(totpSecrets.tenantId, db.tenantId), eq(totpSecrets.accountId, accountId));
}

function myCodes(db: TenantDb, accountId: AccountId) {
  return and(eq(recoveryCodes.tenantId, db.tenantId), eq(recoveryCodes.accountId, accountId));
}

function myPasskeys(db: TenantDb, accountId: AccountId) {
  return and(eq(passkeys.tenantId, db.tenantId), eq(passkeys.accountId, accountId));
}
