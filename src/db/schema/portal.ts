import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant, tenantColumn } from "./columns.ts";

/**
 * How a customer gets to what is theirs at a business: links in e-mails, the sessions that these open, and the address
 * at which their calendar program reads.
 */
export const portalTokens = sqliteTable(
  "portal_tokens",
  {
    tenantId: tenantColumn(),
    /** SHA-256 of the token; the token itself is in the e-mail, in the cookie or at the calendar program, alone. */
    tokenHash: text("token_hash").primaryKey(),
    purpose: text("purpose").$type<"link" | "session" | "feed">().notNull(),
    /** Keyed hash of the address, or of the number, that was shown to be theirs. */
    emailIndex: text("email_index").notNull(),
    /** Which of the two it is. */
    proof: text("proof").$type<"email" | "phone">().notNull().default("email"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("portal_tokens_owner").on(table.tenantId, table.emailIndex, table.purpose),
    index("portal_tokens_expiry").on(table.expiresAt),
  ],
);
