import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { MessageId, TenantId } from "../../domain/ids.ts";
import type { MessageStatus } from "../../domain/messaging/message-status.ts";
import type { EpochMs } from "../../domain/time.ts";
import { messages } from "../schema/messaging.ts";
import { tenants } from "../schema/tenants.ts";
import { beforeCursor, type Page, pageSize, toPage } from "./page.ts";

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

/** Platform-wide: whose a message is that an account of the platform carried. By its id alone, which nobody guesses. */
export async function tenantOfMessage(d1: D1Database, id: MessageId): Promise<TenantId | null> {
  const { tenantId } = messages;
  return (await drizzle(d1).select({ tenantId }).from(messages).where(eq(messages.id, id)).get())?.tenantId ?? null;
}

type Filter = { status?: MessageStatus | undefined; tenantId?: TenantId | undefined };

/** Platform-wide, for operators: newest first, without words and addresses. */
export async function listAllMessages(d1: D1Database, { status, tenantId }: Filter, page: Page) {
  const { id, channel, direction, kind, reason, vendor, segments, createdAt } = messages;
  const facts = { id, channel, direction, kind, reason, vendor, segments, createdAt };
  const rows = await drizzle(d1)
    .select({ ...facts, tenantId: messages.tenantId, tenantName: tenants.name, status: messages.status })
    .from(messages)
    .innerJoin(tenants, eq(tenants.id, messages.tenantId))
    .where(
      and(
        tenantId && eq(messages.tenantId, tenantId),
        status && eq(messages.status, status),
        beforeCursor(page, { at: messages.createdAt, id: messages.id }),
      ),
    )
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
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
