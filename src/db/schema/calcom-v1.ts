import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CalendarAccountId } from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Cal.com's first API called bookings by numbers, its second finds them by `uid` alone. */
export const calcomV1Bookings = sqliteTable(
  "calcom_v1_bookings",
  {
    tenantId: tenantColumn(),
    accountId: text("account_id").$type<CalendarAccountId>().notNull(),
    bookingId: integer("booking_id").notNull(),
    uid: text("uid").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.accountId, table.bookingId] })],
);
