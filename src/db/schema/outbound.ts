import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { DeliveryStatus, DisabledReason, EndpointStatus } from "../../contracts/webhook-endpoints.ts";
import type { Subscription, WebhookEventType } from "../../contracts/webhook-events.ts";
import type { WebhookDeliveryId, WebhookEndpointId, WebhookMessageId } from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Where a tenant wants to be told of events. */
export const webhookEndpoints = sqliteTable(
  "webhook_endpoints",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<WebhookEndpointId>().primaryKey(),
    url: text("url").notNull(),
    description: text("description").notNull(),
    eventTypes: text("event_types", { mode: "json" }).$type<Subscription[]>().notNull(),
    includesPersonalData: integer("includes_personal_data", { mode: "boolean" }).notNull(),
    status: text("status").$type<EndpointStatus>().notNull(),
    disabledReason: text("disabled_reason").$type<DisabledReason>(),
    disabledAt: instant("disabled_at"),
    sealedSecret: text("sealed_secret").notNull(),
    /** Signs beside the present one until then, so that receivers can change over without losing a message. */
    sealedPreviousSecret: text("sealed_previous_secret"),
    previousSecretUntil: instant("previous_secret_until"),
    failingSince: instant("failing_since"),
    /** Failed attempts in a row, over all deliveries. */
    failures: integer("failures").notNull().default(0),
    /** An endpoint that is overloaded gets nothing until then. */
    pausedUntil: instant("paused_until"),
    /** Gone for the tenant; the row stays for the log of what was sent. */
    removedAt: instant("removed_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [index("webhook_endpoints_tenant").on(table.tenantId, table.createdAt, table.id)],
);

/** What endpoints are told. Ids and facts that are not personal: names are added as it is sent, and kept nowhere. */
export const webhookMessages = sqliteTable(
  "webhook_messages",
  {
    tenantId: tenantColumn(),
    /** Made from what it tells of, so that the same event never becomes two. */
    id: text("id").$type<WebhookMessageId>().primaryKey(),
    type: text("type").$type<WebhookEventType>().notNull(),
    /** The appointment or call whose personal data may be added. */
    subjectId: text("subject_id").notNull(),
    payload: text("payload").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Of the request that it came of, to find it in the logs. */
    requestId: text("request_id"),
  },
  (table) => [
    index("webhook_messages_tenant").on(table.tenantId, table.createdAt, table.id),
    index("webhook_messages_age").on(table.createdAt),
  ],
);

export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<WebhookDeliveryId>().primaryKey(),
    endpointId: text("endpoint_id").$type<WebhookEndpointId>().notNull(),
    messageId: text("message_id").$type<WebhookMessageId>().notNull(),
    type: text("type").$type<WebhookEventType>().notNull(),
    status: text("status").$type<DeliveryStatus>().notNull(),
    /** All that were made. */
    attempts: integer("attempts").notNull().default(0),
    /** Failed attempts since it was last asked for: where it stands in the schedule. */
    failures: integer("failures").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    lastStatus: integer("last_status"),
    lastError: text("last_error"),
    deliveredAt: instant("delivered_at"),
    createdAt: instant("created_at").notNull(),
    /** That of its message. */
    requestId: text("request_id"),
  },
  (table) => [
    index("webhook_deliveries_list").on(table.tenantId, table.createdAt, table.id),
    index("webhook_deliveries_endpoint").on(table.tenantId, table.endpointId, table.createdAt, table.id),
    index("webhook_deliveries_message").on(table.tenantId, table.messageId),
    index("webhook_deliveries_due")
      .on(table.tenantId, table.endpointId, table.nextAttemptAt)
      .where(sql`status = 'pending'`),
    index("webhook_deliveries_overdue").on(table.nextAttemptAt).where(sql`status = 'pending'`),
    index("webhook_deliveries_age").on(table.createdAt),
  ],
);

export const webhookAttempts = sqliteTable(
  "webhook_attempts",
  {
    tenantId: tenantColumn(),
    id: text("id").primaryKey(),
    deliveryId: text("delivery_id").$type<WebhookDeliveryId>().notNull(),
    at: instant("at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    status: integer("status"),
    error: text("error"),
    headers: text("headers", { mode: "json" }).$type<Record<string, string>>().notNull(),
    /** The beginning of the answer's body, sealed. Kept for the last attempt of a delivery only. */
    sealedBody: text("sealed_body"),
    isBodyCut: integer("is_body_cut", { mode: "boolean" }).notNull(),
  },
  (table) => [
    index("webhook_attempts_delivery").on(table.tenantId, table.deliveryId, table.at, table.id),
    index("webhook_attempts_age").on(table.at),
  ],
);
