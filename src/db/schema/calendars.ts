import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { FeedDetails, ForeignCalendarError } from "../../contracts/calendars.ts";
import type { BranchId, CalendarFeedId, CalendarId, CalendarSubscriptionId, StaffId } from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Addresses at which calendar programs read the appointments of a branch or of one member. */
export const calendarFeeds = sqliteTable(
  "calendar_feeds",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<CalendarFeedId>().primaryKey(),
    /** SHA-256 of the secret in the address. */
    tokenHash: text("token_hash").notNull(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    /** Null: the whole branch. */
    staffId: text("staff_id").$type<StaffId>(),
    details: text("details").$type<FeedDetails>().notNull(),
    createdAt: instant("created_at").notNull(),
    /** To within an hour. */
    lastReadAt: instant("last_read_at"),
  },
  (table) => [
    uniqueIndex("calendar_feeds_token").on(table.tokenHash),
    index("calendar_feeds_created").on(table.tenantId, table.createdAt, table.id),
  ],
);

/** Calendars kept elsewhere whose events block the time of a member or a resource. */
export const calendarSubscriptions = sqliteTable(
  "calendar_subscriptions",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<CalendarSubscriptionId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    calendarId: text("calendar_id").$type<CalendarId>().notNull(),
    name: text("name").notNull(),
    /** The address is a secret: whoever knows it reads the calendar. */
    sealedUrl: text("sealed_url").notNull(),
    host: text("host").notNull(),
    etag: text("etag"),
    lastModified: text("last_modified"),
    /** When it is asked next; moved forward as a lease while somebody asks. */
    nextSyncAt: instant("next_sync_at").notNull(),
    /** When its events last arrived in the branch's calendar. */
    lastSyncAt: instant("last_sync_at"),
    /** When it was last read in full, and not only found unchanged. */
    lastReadAt: instant("last_read_at"),
    failures: integer("failures").notNull().default(0),
    lastError: text("last_error").$type<ForeignCalendarError>(),
    /** Of the last reading: stretches of busy time, and events that were not understood. */
    busyCount: integer("busy_count").notNull().default(0),
    unreadCount: integer("unread_count").notNull().default(0),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    index("calendar_subscriptions_created").on(table.tenantId, table.createdAt, table.id),
    index("calendar_subscriptions_due").on(table.nextSyncAt),
  ],
);
