import { and, asc, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { MessageId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { messages } from "../schema/messaging.ts";

/** Platform-wide: messages whose wake-up was lost, or whose sender broke off. The longest overdue first. */
export function listOverdueMessages(
  d1: D1Database,
  before: EpochMs,
  limit: number,
): Promise<{ tenantId: TenantId; messageId: MessageId }[]> {
  // In the words of the index: SQLite uses a partial one only when it can see that the condition is the same.
  const isWaiting = sql`${messages.status} IN ('queued', 'sending')`;
  return drizzle(d1)
    .select({ tenantId: messages.tenantId, messageId: messages.id })
    .from(messages)
    .where(and(isWaiting, lt(messages.nextAttemptAt, before)))
    .orderBy(asc(messages.nextAttemptAt))
    .limit(limit)
    .all();
}

/** Platform-wide: what was written goes, that it was written stays. Tells how many. */
export async function forgetOldWords(d1: D1Database, before: EpochMs, limit: number): Promise<number> {
  const old = sql`select id from ${messages} where ${messages.createdAt} < ${before}
    and (${messages.sealedBody} is not null or ${messages.sealedAddress} is not null) limit ${limit}`;
  const result = await drizzle(d1).run(
    sql`update ${messages} set sealed_body = null, sealed_address = null where id in (${old})`,
  );
  return result.meta.changes;
}
