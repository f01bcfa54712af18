import { and, desc, eq, type InferSelectModel, inArray, lte, ne, or, sql } from "drizzle-orm";
import type { AppointmentId, CustomerId, MessageId } from "../../domain/ids.ts";
import type { Exchanged } from "../../domain/messaging/asked-about.ts";
import type { MessageChannel } from "../../domain/messaging/message.ts";
import type { MessageStatus } from "../../domain/messaging/message-status.ts";
import type { EpochMs } from "../../domain/time.ts";
import { messages } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";
import { causedBy } from "./constraints.ts";
import { listedRows } from "./listed-rows.ts";
import { among, beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type MessageRow = InferSelectModel<typeof messages>;
export type NewMessage = Omit<typeof messages.$inferInsert, "tenantId">;
export type MessageFilter = {
  channel?: MessageChannel | undefined;
  status?: MessageStatus | undefined;
  direction?: "outbound" | "inbound" | undefined;
  customerId?: CustomerId | undefined;
  appointmentId?: AppointmentId | undefined;
};

/** What somebody may be answering. */
const MAX_EXCHANGED = 20;
const keyset = { at: messages.createdAt, id: messages.id };

/** A statement for `db.orm.batch`. A message whose key is known already is not stored again. */
export function messageInsert(db: TenantDb, message: NewMessage) {
  return firstInsert(db, message).onConflictDoNothing();
}

/** The same, but a known key fails the batch, and with it all that belongs to the message: `isKnownMessage` tells. */
export function firstInsert(db: TenantDb, message: NewMessage) {
  return db.orm.insert(messages).values({ ...message, tenantId: db.tenantId });
}

export function isKnownMessage(error: unknown): boolean {
  return causedBy(error, "UNIQUE constraint failed: messages.tenant_id, messages.unique_key");
}

/** The same for many, in one statement. */
export function messagesInsert(db: TenantDb, rows: readonly NewMessage[]) {
  const whole = rows.map((row) => ({ attempts: 0, ...row }));
  return db.orm
    .insert(messages)
    .select(listedRows(db, messages, whole))
    .onConflictDoNothing();
}

/** Newest first. */
export async function listMessages(db: TenantDb, filter: MessageFilter, page: Page): Promise<Paged<MessageRow>> {
  const { channel, status, direction, customerId, appointmentId } = filter;
  const rows = await db.orm
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, db.tenantId),
        channel && eq(messages.channel, channel),
        status && eq(messages.status, status),
        direction && eq(messages.direction, direction),
        customerId && eq(messages.customerId, customerId),
        appointmentId && eq(messages.appointmentId, appointmentId),
        beforeCursor(page, keyset),
      ),
    )
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export async function findMessage(db: TenantDb, id: MessageId): Promise<MessageRow | null> {
  return (await db.orm.select().from(messages).where(oneOf(db, id)).get()) ?? null;
}

/** What became of these, in no particular order. */
export function listMessageStates(db: TenantDb, ids: readonly MessageId[]) {
  const { id, status, reason, tenantId } = messages;
  return db.orm
    .select({ id, status, reason })
    .from(messages)
    .where(and(eq(tenantId, db.tenantId), inArray(id, among(ids))))
    .all();
}

export async function findMessageByKey(db: TenantDb, uniqueKey: string): Promise<MessageRow | null> {
  const mine = and(eq(messages.tenantId, db.tenantId), eq(messages.uniqueKey, uniqueKey));
  return (await db.orm.select().from(messages).where(mine).get()) ?? null;
}

/** Which of these keys messages have. */
export async function listKnownKeys(db: TenantDb, uniqueKeys: readonly string[]): Promise<string[]> {
  const rows = await db.orm
    .select({ uniqueKey: messages.uniqueKey })
    .from(messages)
    .where(and(eq(messages.tenantId, db.tenantId), inArray(messages.uniqueKey, among(uniqueKeys))));
  return rows.map(({ uniqueKey }) => uniqueKey);
}

/** The last of what was written to and from an address, newest first. What waits or was kept back was never read. */
export function listExchanged(db: TenantDb, addressIndex: string, now: EpochMs): Promise<Exchanged[]> {
  const { direction, kind, appointmentId, appointmentStartsAt, createdAt } = messages;
  const theirs = and(eq(messages.tenantId, db.tenantId), eq(messages.addressIndex, addressIndex));
  const isRead = and(
    ne(messages.status, "not_sent"),
    or(ne(messages.status, "queued"), lte(messages.nextAttemptAt, now)),
  );
  return db.orm
    .select({ direction, kind, appointmentId, appointmentStartsAt, createdAt })
    .from(messages)
    .where(and(theirs, isRead))
    .orderBy(desc(createdAt))
    .limit(MAX_EXCHANGED)
    .all();
}

/** By the vendor's id: ours is in its report only when the vendor gives it back. */
export async function findMessageByVendorId(db: TenantDb, vendorId: string): Promise<MessageRow | null> {
  const mine = and(eq(messages.tenantId, db.tenantId), eq(messages.vendorId, vendorId));
  return (await db.orm.select().from(messages).where(mine).get()) ?? null;
}

/**
 * Takes a message to send it now: of two that try, one gets it. Until `until` nobody takes it again; whoever finds it
 * then knows that its sender broke off.
 */
export async function claimMessage(db: TenantDb, row: MessageRow, until: EpochMs): Promise<boolean> {
  const still = and(oneOf(db, row.id), eq(messages.status, row.status), eq(messages.attempts, row.attempts));
  const result = await db.orm
    .update(messages)
    .set({ status: "sending", nextAttemptAt: until, attempts: row.attempts + 1 })
    .where(still);
  return result.meta.changes === 1;
}

export async function postponeMessage(
  db: TenantDb,
  { id, attempts }: MessageRow,
  { reason, nextAttemptAt }: { reason: string; nextAttemptAt: EpochMs },
): Promise<void> {
  const mine = and(oneOf(db, id), eq(messages.attempts, attempts));
  await db.orm.update(messages).set({ status: "queued", reason, nextAttemptAt }).where(mine);
}

export type MessageOutcome = Pick<MessageRow, "status" | "reason"> &
  Partial<Pick<MessageRow, "vendor" | "vendorId" | "senderId" | "segments" | "costMicros" | "currency" | "sealedBody">>;

/** Compare-and-set. False when it stands otherwise by now: read it again. */
export async function settleMessage(
  db: TenantDb,
  known: Pick<MessageRow, "id" | "status" | "reason">,
  outcome: MessageOutcome,
  settledAt: EpochMs,
): Promise<boolean> {
  const same = sql`${messages.reason} is ${known.reason}`;
  const still = and(oneOf(db, known.id), eq(messages.status, known.status), same);
  const result = await db.orm
    .update(messages)
    .set({ ...outcome, settledAt })
    .where(still);
  return result.meta.changes === 1;
}

function oneOf(db: TenantDb, id: MessageId) {
  return and(eq(messages.tenantId, db.tenantId), eq(messages.id, id));
}
