import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { ConversationId, CustomerId, MessageId, UserId } from "../../domain/ids.ts";
import type { ConversationStatus } from "../../domain/messaging/conversation.ts";
import type { MessageChannel } from "../../domain/messaging/message.ts";
import { instant, tenantColumn } from "./columns.ts";

/** What a business and one person write to each other, whatever the channel. The words are rows of `messages`. */
export const conversations = sqliteTable(
  "conversations",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<ConversationId>().primaryKey(),
    /** The customer's id, or of somebody unknown `partyOfAddress`: one conversation for each. */
    party: text("party").notNull(),
    customerId: text("customer_id").$type<CustomerId>(),
    /** Keyed hash of the number or address that was last written from. */
    addressIndex: text("address_index"),
    status: text("status").$type<ConversationStatus>().notNull(),
    isUnread: integer("is_unread", { mode: "boolean" }).notNull(),
    /** Somebody has taken over: answers and follow-ups that nobody wrote wait. */
    pausedAt: instant("paused_at"),
    ownerId: text("owner_id").$type<UserId>(),
    lastAt: instant("last_at").notNull(),
    lastMessageId: text("last_message_id").$type<MessageId>().notNull(),
    /** The latest message from them, and by which channel. */
    lastIncomingId: text("last_incoming_id").$type<MessageId>(),
    lastChannel: text("last_channel").$type<MessageChannel>().notNull(),
    lastWhatsappAt: instant("last_whatsapp_at"),
    /** `placeOf`: unread first. */
    place: integer("place").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("conversations_party").on(table.tenantId, table.party),
    index("conversations_place").on(table.tenantId, table.place, table.id),
  ],
);
