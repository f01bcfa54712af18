import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { EmailId } from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Every e-mail, stored with the change that it tells of. A queue message is only the wake-up. */
export const emails = sqliteTable(
  "emails",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<EmailId>().primaryKey(),
    /** What it is about, such as `verify_email`. */
    kind: text("kind").notNull(),
    status: text("status").$type<"queued" | "sent" | "not_sent" | "failed">().notNull(),
    /** Why it was not sent, failed, or is tried again: a code. */
    reason: text("reason"),
    sealedRecipient: text("sealed_recipient").notNull(),
    /** `{ subject, html, text }`, sealed. Null once it is settled: links in it open accounts. */
    sealedBody: text("sealed_body"),
    providerId: text("provider_id"),
    attempts: integer("attempts").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    nextAttemptAt: instant("next_attempt_at").notNull(),
    settledAt: instant("settled_at"),
  },
  (table) => [
    index("emails_queued").on(table.nextAttemptAt).where(sql`status = 'queued'`),
    index("emails_created").on(table.createdAt),
    index("emails_tenant").on(table.tenantId, table.createdAt, table.id),
  ],
);
