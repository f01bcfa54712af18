import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant, tenantColumn } from "./columns.ts";

/** How a customer gets to their own pages at a business: links in e-mails, and the sessions that these open. */
export const portalTokens = sqliteTable(
  "portal_tokens",
  {
    tenantId: tenantColumn(),
    /** SHA-256 of the token; the token itself is in the e-mail, or in the cookie, alone. */
    tokenHash: text("token_hash").primaryKey(),
    purpose: text("purpose").$type<"link" | "session">().notNull(),
    /** Keyed hash of the address that was shown to be theirs. */
    emailIndex: text("email_index").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("portal_tokens_owner").on(table.tenantId, table.emailIndex, table.purpose),
    index("portal_tokens_expiry").on(table.expiresAt),
  ],
);
