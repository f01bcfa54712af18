import { and, asc, eq, type InferSelectModel, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { EmailId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { emails } from "../schema/emails.ts";
import type { TenantDb } from "../tenant-db.ts";

export type EmailRow = InferSelectModel<typeof emails>;
export type NewEmail = Pick<EmailRow, "id" | "kind" | "sealedRecipient" | "createdAt"> & { sealedBody: string };

/** A statement for `db.orm.batch`: stored with the change that it tells of, or not at all; the same id is stored once. */
export function emailInsert(db: TenantDb, email: NewEmail) {
  const row = { ...email, tenantId: db.tenantId, status: "queued" as const, nextAttemptAt: email.createdAt };
  return db.orm.insert(emails).values(row).onConflictDoNothing();
}

export async function findEmail(db: TenantDb, id: EmailId): Promise<EmailRow | null> {
  return (await db.orm.select().from(emails).where(one(db, id)).get()) ?? null;
}

export async function postponeEmail(
  db: TenantDb,
  id: EmailId,
  { reason, nextAttemptAt }: { reason: string; nextAttemptAt: EpochMs },
): Promise<void> {
  const set = { reason, nextAttemptAt, attempts: sql`attempts + 1` };
  await db.orm
    .update(emails)
    .set(set)
    .where(and(one(db, id), isQueued));
}

type Settled = { status: "sent" | "not_sent" | "failed"; reason: string | null; providerId: string | null };

/** The first outcome stands. The body goes: nothing is left that opens an account. */
export async function settleEmail(db: TenantDb, id: EmailId, outcome: Settled, settledAt: EpochMs): Promise<void> {
  await db.orm
    .update(emails)
    .set({ ...outcome, settledAt, sealedBody: null, attempts: sql`attempts + 1` })
    .where(and(one(db, id), isQueued));
}

/** Platform-wide: e-mails whose wake-up was lost, the longest overdue first. */
export function listOverdueEmails(
  d1: D1Database,
  before: EpochMs,
  limit: number,
): Promise<{ tenantId: TenantId; emailId: EmailId }[]> {
  return drizzle(d1)
    .select({ tenantId: emails.tenantId, emailId: emails.id })
    .from(emails)
    .where(and(isQueued, lt(emails.nextAttemptAt, before)))
    .orderBy(asc(emails.nextAttemptAt))
    .limit(limit)
    .all();
}

/** Platform-wide. Tells how many went; `limit` means that there may be more. */
export async function deleteOldEmails(d1: D1Database, before: EpochMs, limit: number): Promise<number> {
  const old = sql`select id from ${emails} where ${emails.createdAt} < ${before} limit ${limit}`;
  const result = await drizzle(d1).run(sql`delete from ${emails} where id in (${old})`);
  return result.meta.changes;
}

// Not a parameter: SQLite uses a partial index only when it can see that the condition is the same.
const isQueued = sql`${emails.status} = 'queued'`;

function one(db: TenantDb, id: EmailId) {
  return and(eq(emails.tenantId, db.tenantId), eq(emails.id, id));
}
