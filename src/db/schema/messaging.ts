import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { MessageSettings } from "../../contracts/message-settings.ts";
import type { AppointmentId, CustomerId, MessageId, SenderId, TenantId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { NewsKind } from "../../domain/messaging/appointment-news.ts";
import type { ConsentSource, MessageChannel, MessagePurpose, MessageVendor } from "../../domain/messaging/message.ts";
import type { MessageStatus } from "../../domain/messaging/message-status.ts";
import { instant, tenantColumn } from "./columns.ts";

/** A business's own account at a vendor, and the number that it sends from. */
export const messageSenders = sqliteTable(
  "message_senders",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<SenderId>().primaryKey(),
    name: text("name").notNull(),
    vendor: text("vendor").$type<MessageVendor>().notNull(),
    channel: text("channel").$type<MessageChannel>().notNull(),
    /** E.164. */
    address: text("address").notNull(),
    /** The vendor's credential, in the vendor's own shape. */
    sealedSecret: text("sealed_secret").notNull(),
    createdAt: instant("created_at").notNull(),
    secretChangedAt: instant("secret_changed_at").notNull(),
    disabledAt: instant("disabled_at"),
  },
  (table) => [index("message_senders_tenant").on(table.tenantId, table.createdAt, table.id)],
);

/** Every message to and from customers, stored with its cause. A queue message is only the wake-up. */
export const messages = sqliteTable(
  "messages",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<MessageId>().primaryKey(),
    channel: text("channel").$type<MessageChannel>().notNull(),
    direction: text("direction").$type<"outbound" | "inbound">().notNull(),
    purpose: text("purpose").$type<MessagePurpose>().notNull(),
    /** What it is about, such as `booked` or `reminder`. */
    kind: text("kind").notNull(),
    /** What makes it the only one of its cause: a second one with the same key is not stored. */
    uniqueKey: text("unique_key").notNull(),
    customerId: text("customer_id").$type<CustomerId>(),
    appointmentId: text("appointment_id").$type<AppointmentId>(),
    /** When the appointment began as this was written. It has moved when it begins at another time now. */
    appointmentStartsAt: instant("appointment_starts_at"),
    language: text("language").$type<Language>().notNull(),
    status: text("status").$type<MessageStatus>().notNull(),
    /** Why it was not sent, failed, or is tried again: a code. */
    reason: text("reason"),
    vendor: text("vendor").$type<MessageVendor>(),
    senderId: text("sender_id").$type<SenderId>(),
    vendorId: text("vendor_id"),
    /** Keyed hash of the number or address. */
    addressIndex: text("address_index").notNull(),
    /** Address and words, sealed. Null once their time is over; of a code, once it was handed over. */
    sealedAddress: text("sealed_address"),
    sealedBody: text("sealed_body"),
    segments: integer("segments"),
    /** Millionths of a unit of `currency`: one SMS costs fractions of a cent. */
    costMicros: integer("cost_micros"),
    currency: text("currency"),
    attempts: integer("attempts").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    nextAttemptAt: instant("next_attempt_at").notNull(),
    /** From then on it helps nobody, and is not sent. Null: it always does. */
    expiresAt: instant("expires_at"),
    settledAt: instant("settled_at"),
  },
  (table) => [
    uniqueIndex("messages_unique").on(table.tenantId, table.uniqueKey),
    index("messages_waiting").on(table.nextAttemptAt).where(sql`status IN ('queued', 'sending')`),
    index("messages_vendor").on(table.tenantId, table.vendorId).where(sql`vendor_id IS NOT NULL`),
    index("messages_tenant").on(table.tenantId, table.createdAt, table.id),
    index("messages_customer").on(table.tenantId, table.customerId, table.createdAt, table.id),
    index("messages_appointment").on(table.tenantId, table.appointmentId, table.createdAt, table.id),
    index("messages_address").on(table.tenantId, table.addressIndex, table.createdAt),
    index("messages_newest").on(table.createdAt, table.id),
  ],
);

/** Who wants no more messages on a channel. A row whose `endedAt` is set was taken back. */
export const optOuts = sqliteTable(
  "opt_outs",
  {
    tenantId: tenantColumn(),
    channel: text("channel").$type<MessageChannel>().notNull(),
    addressIndex: text("address_index").notNull(),
    optedOutAt: instant("opted_out_at").notNull(),
    /** By their own word, the vendor's, our staff's; of e-mail also because it bounced, or was called spam. */
    source: text("source").$type<ConsentSource>().notNull(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.channel, table.addressIndex] }),
    index("opt_outs_newest").on(table.tenantId, table.optedOutAt),
  ],
);

/** What somebody agreed to or took back, and by what. Rows are only ever added. */
export const consentLedger = sqliteTable(
  "consent_ledger",
  {
    tenantId: tenantColumn(),
    id: text("id").primaryKey(),
    channel: text("channel").$type<MessageChannel>().notNull(),
    addressIndex: text("address_index").notNull(),
    action: text("action").$type<"withdrawn" | "restored">().notNull(),
    source: text("source").$type<ConsentSource>().notNull(),
    messageId: text("message_id").$type<MessageId>(),
    at: instant("at").notNull(),
  },
  (table) => [
    index("consent_ledger_newest").on(table.tenantId, table.at, table.id),
    index("consent_ledger_address").on(table.tenantId, table.addressIndex, table.at),
  ],
);

/** How a business writes to its customers. No row: the usual way. */
export const messageSettingsTable = sqliteTable("message_settings", {
  tenantId: text("tenant_id").$type<TenantId>().primaryKey(),
  settings: text("settings", { mode: "json" }).$type<MessageSettings>().notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** A business's own wordings. */
export const messageTemplates = sqliteTable(
  "message_templates",
  {
    tenantId: tenantColumn(),
    kind: text("kind").$type<NewsKind>().notNull(),
    channel: text("channel").$type<"text" | "email">().notNull(),
    language: text("language").$type<Language>().notNull(),
    subject: text("subject"),
    text: text("text").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kind, table.channel, table.language] })],
);
