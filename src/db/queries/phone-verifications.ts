import { and, desc, eq, gt, type InferSelectModel, isNull, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CallId, VerificationId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { MAX_CODE_GUESSES } from "../../domain/voice/phone-code.ts";
import { phoneVerifications } from "../schema/voice.ts";
import type { TenantDb } from "../tenant-db.ts";

export type VerificationRow = InferSelectModel<typeof phoneVerifications>;

/** A statement: await it alone, or put it into `db.orm.batch`. */
export function verificationInsert(
  db: TenantDb,
  row: Pick<VerificationRow, "id" | "callId" | "phoneIndex" | "codeHash" | "createdAt" | "expiresAt">,
) {
  return db.orm.insert(phoneVerifications).values({ ...row, tenantId: db.tenantId });
}

/** The newest code of the call that can still be told. */
export async function findOpenVerification(
  db: TenantDb,
  callId: CallId,
  now: EpochMs,
): Promise<VerificationRow | null> {
  const ofCall = and(eq(phoneVerifications.tenantId, db.tenantId), eq(phoneVerifications.callId, callId));
  const row = await db.orm
    .select()
    .from(phoneVerifications)
    .where(and(ofCall, isNull(phoneVerifications.verifiedAt), gt(phoneVerifications.expiresAt, now)))
    .orderBy(desc(phoneVerifications.createdAt), desc(phoneVerifications.id))
    .limit(1)
    .get();
  return row ?? null;
}

/** False when there were too many already. */
export async function countGuess(db: TenantDb, { id }: VerificationRow): Promise<boolean> {
  const few = and(one(db, id), lt(phoneVerifications.guesses, MAX_CODE_GUESSES));
  const result = await db.orm.update(phoneVerifications).set({ guesses: sql`guesses + 1` }).where(few);
  return result.meta.changes === 1;
}

export async function markVerified(db: TenantDb, id: VerificationId, verifiedAt: EpochMs): Promise<void> {
  await db.orm.update(phoneVerifications).set({ verifiedAt }).where(one(db, id));
}

/** In that call, and since then. */
export async function findVerified(
  db: TenantDb,
  { id, callId }: { id: VerificationId; callId: CallId },
  since: EpochMs,
): Promise<VerificationRow | null> {
  const proven = and(one(db, id), eq(phoneVerifications.callId, callId), gt(phoneVerifications.verifiedAt, since));
  return (await db.orm.select().from(phoneVerifications).where(proven).get()) ?? null;
}

/** Platform-wide. Tells how many went; `limit` means that there may be more. */
export async function deleteOldVerifications(d1: D1Database, before: EpochMs, limit: number): Promise<number> {
  const old = sql`select id from ${phoneVerifications} where ${phoneVerifications.createdAt} < ${before} limit ${limit}`;
  const result = await drizzle(d1).run(sql`delete from ${phoneVerifications} where id in (${old})`);
  return result.meta.changes;
}

function one(db: TenantDb, id: VerificationId) {
  return and(eq(phoneVerifications.tenantId, db.tenantId), eq(phoneVerifications.id, id));
}
