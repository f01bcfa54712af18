import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AccountId, ApiKeyId } from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** What became of a POST that was sent with an Idempotency-Key. Bookings have theirs inside the branch's object. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    tenantId: tenantColumn(),
    actor: text("actor").$type<AccountId | ApiKeyId>().notNull(),
    /** Method and path as they were asked, such as `POST /api/v1/services`. */
    route: text("route").notNull(),
    key: text("key").notNull(),
    /** SHA-256 of the raw body, hex. */
    bodyHash: text("body_hash").notNull(),
    state: text("state").$type<"running" | "done">().notNull(),
    /** Who executes. A later execution has another one, and the earlier can no longer complete. */
    lease: text("lease").notNull(),
    /** Until then a running execution is believed to be alive. */
    leaseUntil: instant("lease_until").notNull(),
    status: integer("status"),
    /** `{ headers, body }`, sealed: an answer can hold a secret that is shown once. */
    sealedAnswer: text("sealed_answer"),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.actor, table.route, table.key] }),
    index("idempotency_keys_expiry").on(table.expiresAt),
  ],
);
