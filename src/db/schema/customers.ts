import { sql } from "drizzle-orm";
import { index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { CustomerId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { instant, tenantColumn } from "./columns.ts";

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
  },
  (table) => [
    uniqueIndex("customers_phone").on(table.tenantId, table.phoneIndex).where(sql`phone_index is not null`),
    index("customers_email").on(table.tenantId, table.emailIndex),
    index("customers_created").on(table.tenantId, table.createdAt, table.id),
  ],
);
