import { and, eq, ne, sql } from "drizzle-orm";
import type { WebhookDeliveryId, WebhookEndpointId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { webhookAttempts, webhookDeliveries, webhookMessages } from "../schema/outbound.ts";
import type { TenantDb } from "../tenant-db.ts";
import { withListed } from "./listed-rows.ts";
import { type AttemptRow, type DeliveryRow, type MessageRow, pendingOf } from "./webhook-deliveries.ts";

export type NewMessage = Omit<MessageRow, "tenantId">;
export type NewDelivery = Pick<DeliveryRow, "id" | "endpointId" | "messageId" | "type" | "requestId">;

// Statements for a batch. What is stored already stays as it is, so each is safe to repeat.

/** The columns stand in the order of the schema: D1 takes no raw statement with parameters in a batch. */
export function insertMessages(db: TenantDb, messages: readonly NewMessage[]) {
  return db.orm
    .insert(webhookMessages)
    .select(
      sql`${withListed(["id", "type", "subjectId", "payload", "createdAt", "requestId"], messages)}
        SELECT ${db.tenantId}, id, type, subjectId, payload, createdAt, requestId FROM listed WHERE true`,
    )
    .onConflictDoNothing();
}

export function insertDeliveries(db: TenantDb, deliveries: readonly NewDelivery[], now: EpochMs) {
  return db.orm
    .insert(webhookDeliveries)
    .select(
      sql`${withListed(["id", "endpointId", "messageId", "type", "requestId"], deliveries)}
        SELECT ${db.tenantId}, id, endpointId, messageId, type, 'pending', 0, 0, ${now}, NULL, NULL, NULL, ${now}, requestId
        FROM listed WHERE true`,
    )
    .onConflictDoNothing();
}

export function insertAttempt(db: TenantDb, attempt: Omit<AttemptRow, "tenantId">) {
  return db.orm.insert(webhookAttempts).values({ ...attempt, tenantId: db.tenantId });
}

/** Only the last attempt's body is of use. */
export function forgetOlderBodies(db: TenantDb, deliveryId: WebhookDeliveryId, attemptId: string) {
  const { tenantId, deliveryId: ofDelivery, id } = webhookAttempts;
  return db.orm
    .update(webhookAttempts)
    .set({ sealedBody: null })
    .where(and(eq(tenantId, db.tenantId), eq(ofDelivery, deliveryId), ne(id, attemptId)));
}

export type DeliveryChange = Pick<DeliveryRow, "status" | "nextAttemptAt" | "lastStatus" | "lastError" | "deliveredAt">;

/** After an attempt. One that was asked for again meanwhile keeps its new beginning. */
export function settleAttempt(db: TenantDb, before: DeliveryRow, change: DeliveryChange) {
  const { attempts, failures } = webhookDeliveries;
  const hasFailed = change.lastError !== null ? 1 : 0;
  return db.orm
    .update(webhookDeliveries)
    .set({ ...change, attempts: sql`${attempts} + 1`, failures: sql`${failures} + ${hasFailed}` })
    .where(and(mine(db), eq(webhookDeliveries.id, before.id), eq(failures, before.failures)));
}

/** Once more from the beginning of the schedule, under the same message id. */
export function restartDelivery(db: TenantDb, id: WebhookDeliveryId, now: EpochMs) {
  return db.orm
    .update(webhookDeliveries)
    .set({ status: "pending", failures: 0, nextAttemptAt: now })
    .where(and(mine(db), eq(webhookDeliveries.id, id)));
}

/** An endpoint that gets nothing any more. */
export function cancelPending(db: TenantDb, id: WebhookEndpointId) {
  return db.orm.update(webhookDeliveries).set({ status: "cancelled", nextAttemptAt: null }).where(pendingOf(db, id));
}

/**
 * Once more, as `restartDelivery` does for one: for deliveries that are named by a list. The `+` keeps the tenant's index
 * out: by it, every delivery would be walked for these few.
 */
export function restartDeliveries(db: TenantDb, ids: readonly WebhookDeliveryId[], now: EpochMs) {
  const list = JSON.stringify(ids);
  return db.orm
    .update(webhookDeliveries)
    .set({ status: "pending", failures: 0, nextAttemptAt: now })
    .where(
      and(
        sql`+${webhookDeliveries.tenantId} = ${db.tenantId}`,
        sql`${webhookDeliveries.id} in (select value from json_each(${list}))`,
      ),
    );
}

function mine(db: TenantDb) {
  return eq(webhookDeliveries.tenantId, db.tenantId);
}
