import type { DeliveryView } from "../../contracts/webhook-endpoints.ts";
import { webhookCatalogue } from "../../contracts/webhook-events.ts";
import { findDelivery } from "../../db/queries/webhook-deliveries.ts";
import { insertDeliveries, insertMessages } from "../../db/queries/webhook-delivery-edits.ts";
import { findEndpoint } from "../../db/queries/webhook-endpoints.ts";
import type { WebhookEndpointId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { auditOf, type Clerk, dbOf } from "../clerk.ts";
import { newId } from "../new-id.ts";
import { toDelivery } from "./announce.ts";
import type { WebhookRefusal } from "./refusal.ts";
import { toDeliveryView } from "./views.ts";
import { wakeCouriers } from "./wake-couriers.ts";

/** An event of its own for one endpoint, whatever it subscribes to. */
export async function sendTest(
  clerk: Clerk,
  endpointId: WebhookEndpointId,
): Promise<Result<DeliveryView, WebhookRefusal>> {
  const { now, requestId } = clerk;
  const db = dbOf(clerk);
  const endpoint = await findEndpoint(db, endpointId);
  if (!endpoint) return err({ reason: "not_found", what: "webhook endpoint" });
  if (endpoint.status !== "enabled") return err({ reason: "endpoint_disabled" });
  const [id, type] = [newId("whm"), "webhook.test"] as const;
  const data = { endpointId, note: "A test from Frontdesk. Nothing has happened." };
  const { version } = webhookCatalogue[type];
  const payload = JSON.stringify({ type, version, timestamp: new Date(now).toISOString(), data });
  const delivery = await toDelivery({ id, type, requestId }, endpointId);
  await db.orm.batch([
    insertMessages(db, [{ id, type, subjectId: endpointId, payload, createdAt: now, requestId }]),
    insertDeliveries(db, [delivery], now),
    auditOf(clerk, "webhook_endpoint.tested", endpointId, { messageId: id }),
  ]);
  await wakeCouriers(clerk.env, db.tenantId, [endpointId]);
  const stored = await findDelivery(db, delivery.id);
  if (!stored) throw new Error("a delivery that was just stored is gone");
  return ok(toDeliveryView(stored));
}
