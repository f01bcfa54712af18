import { and, desc, eq, notInArray, or, sql } from "drizzle-orm";
import type { CustomerId, MessageId } from "../../domain/ids.ts";
import { placeOf, UNREAD_LIFT } from "../../domain/messaging/conversation.ts";
import { conversations } from "../schema/conversations.ts";
import { messages } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { ConversationRow } from "./conversations.ts";
import { listedIds } from "./page.ts";

/** What a conversation's place in the list follows from. */
export type LastWords = Pick<
  ConversationRow,
  "lastAt" | "lastMessageId" | "lastChannel" | "lastIncomingId" | "lastWhatsappAt" | "addressIndex"
>;

/** A statement for a batch: what was written with one person goes on under another party, as it stands. */
export function conversationHandOver(db: TenantDb, id: ConversationRow["id"], customerId: CustomerId) {
  return db.orm.update(conversations).set({ party: customerId, customerId }).where(one(db, id));
}

/** A statement for a batch: takes another conversation in. What is newer in the one that stays, stays. */
export function conversationTakeIn(db: TenantDb, id: ConversationRow["id"], other: ConversationRow) {
  const isNewer = sql`${conversations.lastAt} < ${other.lastAt}`;
  const newer = <T>(column: T, value: unknown) => sql`case when ${isNewer} then ${value} else ${column} end`;
  const isUnread = sql`max(${conversations.isUnread}, ${other.isUnread ? 1 : 0})`;
  const open = other.status === "open" ? { status: "open" as const } : {};
  return db.orm
    .update(conversations)
    .set({
      ...open,
      isUnread,
      // Whoever has taken over either of them has taken over both.
      pausedAt: sql`coalesce(${conversations.pausedAt}, ${other.pausedAt})`,
      ownerId: sql`coalesce(${conversations.ownerId}, ${other.ownerId})`,
      lastAt: sql`max(${conversations.lastAt}, ${other.lastAt})`,
      lastMessageId: newer(conversations.lastMessageId, other.lastMessageId),
      lastChannel: newer(conversations.lastChannel, other.lastChannel),
      lastIncomingId: sql`case when ${isNewer} then coalesce(${other.lastIncomingId}, ${conversations.lastIncomingId})
        else coalesce(${conversations.lastIncomingId}, ${other.lastIncomingId}) end`,
      addressIndex: sql`case when ${isNewer} then coalesce(${other.addressIndex}, ${conversations.addressIndex})
        else coalesce(${conversations.addressIndex}, ${other.addressIndex}) end`,
      lastWhatsappAt: sql`nullif(max(coalesce(${conversations.lastWhatsappAt}, 0), ${other.lastWhatsappAt ?? 0}), 0)`,
      place: sql`max(${conversations.lastAt}, ${other.lastAt}) + ${isUnread} * ${UNREAD_LIFT}`,
    })
    .where(one(db, id));
}

/** A statement for a batch. */
export function conversationDelete(db: TenantDb, id: ConversationRow["id"]) {
  return db.orm.delete(conversations).where(one(db, id));
}

/** A statement for a batch: one that was taken in stands again, read. */
export function conversationRestore(db: TenantDb, row: ConversationRow) {
  const back = { ...row, isUnread: false, place: placeOf({ lastAt: row.lastAt, isUnread: false }) };
  return db.orm.insert(conversations).values(back).onConflictDoNothing();
}

/** A statement for a batch: it stands where these words put it. */
export function conversationRewind(db: TenantDb, id: ConversationRow["id"], words: LastWords) {
  const place = sql`${words.lastAt} + ${conversations.isUnread} * ${UNREAD_LIFT}`;
  return db.orm
    .update(conversations)
    .set({ ...words, place })
    .where(one(db, id));
}

/** The last that a customer and people of the business wrote, leaving out some messages. Null: nothing. */
export async function findLastWords(
  db: TenantDb,
  customerId: CustomerId,
  except: readonly string[],
): Promise<LastWords | null> {
  const { id, createdAt, channel, direction, addressIndex } = messages;
  const listed = listedIds(except);
  const others = notInArray(id, db.orm.select({ id: sql<MessageId>`${listed.value}`.as("id") }).from(listed.table));
  const theirs = and(eq(messages.tenantId, db.tenantId), eq(messages.customerId, customerId), others);
  const last = (among: ReturnType<typeof eq> | undefined) =>
    db.orm
      .select({ id, createdAt, channel, addressIndex })
      .from(messages)
      .where(and(theirs, among))
      .orderBy(desc(createdAt), desc(id))
      .limit(1)
      .get();
  const isIncoming = eq(direction, "inbound");
  const any = await last(or(isIncoming, eq(messages.kind, "note")));
  if (!any) return null;
  const [incoming, whatsapp] = [await last(isIncoming), await last(and(isIncoming, eq(channel, "whatsapp")))];
  return {
    lastAt: any.createdAt,
    lastMessageId: any.id,
    lastChannel: any.channel,
    lastIncomingId: incoming?.id ?? null,
    lastWhatsappAt: whatsapp?.createdAt ?? null,
    addressIndex: incoming?.addressIndex ?? null,
  };
}

function one(db: TenantDb, id: ConversationRow["id"]) {
  return and(eq(conversations.tenantId, db.tenantId), eq(conversations.id, id));
}
