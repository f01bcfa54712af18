import { and, desc, eq, getTableColumns, gte, type InferSelectModel, isNotNull, or, sql } from "drizzle-orm";
import type { ConversationId, CustomerId, MessageId } from "../../domain/ids.ts";
import { type ConversationStatus, placeOf, UNREAD_LIFT } from "../../domain/messaging/conversation.ts";
import { conversations } from "../schema/conversations.ts";
import { messages } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { MessageRow } from "./messages.ts";
import { beforeCursor, listedIds, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type ConversationRow = InferSelectModel<typeof conversations>;
export type ConversationFilter = {
  status?: ConversationStatus | undefined;
  isUnread?: boolean | undefined;
  isPaused?: boolean | undefined;
};

/** Unread ones first, then by the last message, newest first. */
export async function listConversations(
  db: TenantDb,
  { status, isUnread, isPaused }: ConversationFilter,
  page: Page,
): Promise<Paged<ConversationRow>> {
  const rows = await db.orm
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.tenantId, db.tenantId),
        status && eq(conversations.status, status),
        isUnread === undefined ? undefined : eq(conversations.isUnread, isUnread),
        isPaused ? isNotNull(conversations.pausedAt) : undefined,
        beforeCursor(page, { at: conversations.place, id: conversations.id }),
      ),
    )
    .orderBy(desc(conversations.place), desc(conversations.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.place, id: row.id }));
}

export async function findConversation(db: TenantDb, id: ConversationId): Promise<ConversationRow | null> {
  return (await db.orm.select().from(conversations).where(oneOf(db, id)).get()) ?? null;
}

export async function findConversationOf(db: TenantDb, party: string): Promise<ConversationRow | null> {
  const mine = and(eq(conversations.tenantId, db.tenantId), eq(conversations.party, party));
  return (await db.orm.select().from(conversations).where(mine).get()) ?? null;
}

/** Has somebody of the business taken over what is written with this customer? Then nothing automatic answers them. */
export async function isPaused(db: TenantDb, customerId: CustomerId): Promise<boolean> {
  const row = await findConversationOf(db, customerId);
  return row !== null && row.pausedAt !== null;
}

/** Counted up to `most`: a badge says no more. */
export async function countUnread(db: TenantDb, most: number): Promise<number> {
  const rows = await db.orm
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.tenantId, db.tenantId), gte(conversations.place, UNREAD_LIFT)))
    .limit(most);
  return rows.length;
}

type Next = Omit<ConversationRow, "tenantId" | "pausedAt" | "ownerId" | "status" | "place"> & {
  /** Whoever writes has read what stands; else what is unread stays so. */
  isRead: boolean;
};

/** A statement for `db.orm.batch`: a new conversation, or the next message of one that stands. */
export function conversationUpsert(db: TenantDb, { isRead, ...row }: Next) {
  const { lastIncomingId, lastWhatsappAt, addressIndex, isUnread, lastAt, lastMessageId, lastChannel } = row;
  // What is not told now stays as it was.
  const kept = {
    ...(addressIndex === null ? {} : { addressIndex }),
    ...(lastIncomingId === null ? {} : { lastIncomingId }),
    ...(lastWhatsappAt === null ? {} : { lastWhatsappAt }),
    ...(isUnread ? { status: "open" as const } : {}),
  };
  const stays = isRead ? sql`0` : sql`max(${conversations.isUnread}, ${isUnread ? 1 : 0})`;
  const place = sql`${lastAt} + ${stays} * ${UNREAD_LIFT}`;
  const first = { ...row, status: "open" as const, place: placeOf(row), pausedAt: null, ownerId: null };
  return db.orm
    .insert(conversations)
    .values({ ...first, tenantId: db.tenantId })
    .onConflictDoUpdate({
      target: [conversations.tenantId, conversations.party],
      set: { isUnread: stays, lastAt, lastMessageId, lastChannel, place, ...kept },
    });
}

/** Somebody unknown has become a customer. Nothing when the customer has a conversation of their own by now. */
export function adoptConversation(db: TenantDb, party: string, customerId: CustomerId) {
  const theirs = and(eq(conversations.tenantId, db.tenantId), eq(conversations.party, party));
  const isFree = sql`not exists (select 1 from ${conversations} as other
    where other.tenant_id = ${db.tenantId} and other.party = ${customerId})`;
  return db.orm.update(conversations).set({ party: customerId, customerId }).where(and(theirs, isFree));
}

type Change = Partial<Pick<ConversationRow, "status" | "isUnread" | "pausedAt" | "ownerId" | "place">>;

export function conversationUpdate(db: TenantDb, id: ConversationId, change: Change) {
  return db.orm.update(conversations).set(change).where(oneOf(db, id));
}

/** For the erasure of a person: their words go with their messages, and this with them. */
export function conversationErase(db: TenantDb, customerId: CustomerId) {
  const theirs = and(eq(conversations.tenantId, db.tenantId), eq(conversations.customerId, customerId));
  return db.orm.delete(conversations).where(theirs);
}

/** All messages with one person, newest first: those before they were a customer too. */
export async function listThread(
  db: TenantDb,
  { customerId, addressIndex }: Pick<ConversationRow, "customerId" | "addressIndex">,
  page: Page,
): Promise<Paged<MessageRow>> {
  const byCustomer = customerId === null ? undefined : eq(messages.customerId, customerId);
  const byAddress = addressIndex === null ? undefined : eq(messages.addressIndex, addressIndex);
  const rows = await db.orm
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, db.tenantId),
        or(byCustomer, byAddress),
        beforeCursor(page, { at: messages.createdAt, id: messages.id }),
      ),
    )
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

/** In no particular order; those that are gone are absent. */
export function findMessagesByIds(db: TenantDb, ids: readonly MessageId[]): Promise<MessageRow[]> {
  const listed = listedIds(ids);
  return db.orm
    .select(getTableColumns(messages))
    .from(listed.table)
    .crossJoin(messages)
    .where(and(eq(messages.tenantId, db.tenantId), eq(messages.id, listed.value)));
}

function oneOf(db: TenantDb, id: ConversationId) {
  return and(eq(conversations.tenantId, db.tenantId), eq(conversations.id, id));
}
