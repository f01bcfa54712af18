import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { FeedbackKind, FeedbackStatus } from "../../contracts/feedback.ts";
import type { FeedbackId, UserId } from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** What users tell the operators of the platform. */
export const feedback = sqliteTable(
  "feedback",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<FeedbackId>().primaryKey(),
    userId: text("user_id").$type<UserId>().notNull(),
    kind: text("kind").$type<FeedbackKind>().notNull(),
    status: text("status").$type<FeedbackStatus>().notNull(),
    page: text("page").notNull(),
    /** Sealed: people write names and numbers. */
    sealedWords: text("sealed_words").notNull(),
    createdAt: instant("created_at").notNull(),
    settledAt: instant("settled_at"),
  },
  (table) => [
    index("feedback_created").on(table.createdAt, table.id),
    index("feedback_status").on(table.status, table.createdAt, table.id),
    index("feedback_tenant").on(table.tenantId, table.createdAt),
  ],
);
