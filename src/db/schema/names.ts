import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { CustomerId, LeadId } from "../../domain/ids.ts";
import { tenantColumn } from "./columns.ts";

/** Which document of the full-text table `name_words` holds the keyed hashes of the beginnings of somebody's names. */
export const nameIndex = sqliteTable(
  "name_index",
  {
    tenantId: tenantColumn(),
    document: integer("document").primaryKey({ autoIncrement: true }),
    ownerId: text("owner_id").$type<CustomerId | LeadId>().notNull(),
  },
  (table) => [uniqueIndex("name_index_owner").on(table.tenantId, table.ownerId)],
);
