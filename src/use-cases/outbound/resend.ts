import type { DeliveryView } from "../../contracts/webhook-endpoints.ts";
import { findDelivery } from "../../db/queries/webhook-deliveries.ts";
import { restartDelivery } from "../../db/queries/webhook-delivery-edits.ts";
import { findEndpoint } from "../../db/queries/webhook-endpoints.ts";
import type { WebhookDeliveryId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { auditOf, type Clerk, dbOf } from "../clerk.ts";
import type { WebhookRefusal } from "./refusal.ts";
import { toDeliveryView } from "./views.ts";
import { wakeCouriers } from "./wake-couriers.ts";

/** Once more, under the same message id: a receiver that has seen it can tell. */
export async function resend(clerk: Clerk, id: WebhookDeliveryId): Promise<Result<DeliveryView, WebhookRefusal>> {
  const db = dbOf(clerk);
  const delivery = await findDelivery(db, id);
  if (!delivery) return err({ reason: "not_found", what: "webhook delivery" });
  const endpoint = await findEndpoint(db, delivery.endpointId);
  if (endpoint?.status !== "enabled") return err({ reason: "endpoint_disabled" });
  const { endpointId, status } = delivery;
  await db.orm.batch([
    restartDelivery(db, id, clerk.now),
    auditOf(clerk, "webhook_delivery.resent", id, { endpointId, status }),
  ]);
  await wakeCouriers(clerk.env, db.tenantId, [endpointId]);
  const restarted = { status: "pending", failures: 0, nextAttemptAt: clerk.now } as const;
  return ok(toDeliveryView({ ...delivery, ...restarted }));
}
