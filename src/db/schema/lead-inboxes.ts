import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { BranchId, TenantId } from "../../domain/ids.ts";
import { instant } from "./columns.ts";

/** The address by which e-mails become leads of a business. No row: it has none. */
export const leadInboxes = sqliteTable(
  "lead_inboxes",
  {
    tenantId: text("tenant_id").$type<TenantId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    /** What cannot be guessed of the address: its hash to find it, sealed to show it. */
    secretHash: text("secret_hash").notNull(),
    sealedSecret: text("sealed_secret").notNull(),
    /** Whether whoever writes there has agreed to be called and written to: where the address stands decides that. */
    hasConsent: integer("has_consent", { mode: "boolean" }).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [uniqueIndex("lead_inboxes_secret").on(table.secretHash)],
);
