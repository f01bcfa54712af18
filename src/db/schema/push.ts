import { index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { PushId, UserId } from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Devices that are told of new bookings: one row for each browser of a user that allowed it. */
export const pushSubscriptions = sqliteTable(
  "push_subscriptions",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<PushId>().primaryKey(),
    userId: text("user_id").$type<UserId>().notNull(),
    /** SHA-256 of the endpoint, by which a device is recognised. */
    endpointHash: text("endpoint_hash").notNull(),
    /** `PushTarget`, sealed: whoever has it can make the device ring. */
    sealedTarget: text("sealed_target").notNull(),
    device: text("device").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("push_subscriptions_endpoint").on(table.tenantId, table.endpointHash),
    index("push_subscriptions_user").on(table.tenantId, table.userId, table.createdAt),
  ],
);
