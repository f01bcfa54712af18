import { type InferSelectModel, sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { CustomerId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { instant, tenantColumn } from "./columns.ts";
import type { conversations } from "./conversations.ts";

export const customers = sqliteTable(
  "customers",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<CustomerId>().primaryKey(),
    /** Blind indexes: keyed hashes of the E.164 number and of the canonical e-mail address. */
    phoneIndex: text("phone_index"),
    emailIndex: text("email_index"),
    /** `ContactDetails`, sealed. */
    sealedContact: text("sealed_contact").notNull(),
    language: text("language").$type<Language>().notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    /** Counts edits by the business: the `ETag` of the customer. */
    version: integer("version").notNull().default(1),
    /** The row stays for the counts; nothing in it tells who it was. */
    erasedAt: instant("erased_at"),
    /** Whose record goes on: somebody else's was found to be the same person's. This one can be taken out again. */
    mergedInto: text("merged_into").$type<CustomerId>(),
    /** Whether `name_index` knows of the name. */
    isNameIndexed: integer("is_name_indexed", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [
    index("customers_unindexed").on(table.tenantId, table.id).where(sql`is_name_indexed = 0`),
    uniqueIndex("customers_phone").on(table.tenantId, table.phoneIndex).where(sql`phone_index is not null`),
    index("customers_email").on(table.tenantId, table.emailIndex),
    index("customers_merged").on(table.tenantId, table.mergedInto).where(sql`merged_into is not null`),
    index("customers_created").on(table.tenantId, table.createdAt, table.id),
  ],
);

/** Records that were found to be one person's, and what went along: to be taken apart again. */
export const customerMerges = sqliteTable(
  "customer_merges",
  {
    tenantId: tenantColumn(),
    /** The record that was merged. */
    fromId: text("from_id").$type<CustomerId>().notNull(),
    intoId: text("into_id").$type<CustomerId>().notNull(),
    at: instant("at").notNull(),
    actor: text("actor").notNull(),
    /** Ids, by table. */
    moved: text("moved", { mode: "json" }).$type<Record<"appointments" | "messages" | "leads", string[]>>().notNull(),
    /** What the other record had not got, and has taken over. */
    taken: text("taken", { mode: "json" }).$type<("phone" | "email")[]>().notNull(),
    /** What they wrote with the business, as it stood. Null: nothing. */
    conversation: text("conversation", { mode: "json" }).$type<InferSelectModel<typeof conversations>>(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.fromId] }),
    index("customer_merges_into").on(table.tenantId, table.intoId, table.at),
  ],
);
