import type { WebhookEventType } from "../../contracts/webhook-events.ts";
import { webhookEventTypes } from "../../contracts/webhook-events.ts";
import { listReplayable } from "../../db/queries/webhook-deliveries.ts";
import { insertDeliveries, restartDeliveries } from "../../db/queries/webhook-delivery-edits.ts";
import { type EndpointRow, findEndpoint } from "../../db/queries/webhook-endpoints.ts";
import type { WebhookEndpointId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { DAY_MS, type EpochMs } from "../../domain/time.ts";
import { auditOf, type Clerk, dbOf } from "../clerk.ts";
import { toDelivery, wants } from "./announce.ts";
import type { WebhookRefusal } from "./refusal.ts";
import { wakeCouriers } from "./wake-couriers.ts";

/** Bounds one request; `hasMore` asks for another. */
export const MAX_REPLAYED = 500;
const MAX_SPAN_MS = 31 * DAY_MS;

export type Span = { from: EpochMs; to: EpochMs; includesDelivered: boolean };
export type Replayed = { queued: number; hasMore: boolean };

/** Sends what an endpoint has missed in a span of time: what failed, and what came while it was switched off. */
export async function replay(
  clerk: Clerk,
  endpointId: WebhookEndpointId,
  span: Span,
): Promise<Result<Replayed, WebhookRefusal>> {
  const db = dbOf(clerk);
  const endpoint = await findEndpoint(db, endpointId);
  if (!endpoint) return err({ reason: "not_found", what: "webhook endpoint" });
  if (span.to <= span.from || span.to - span.from > MAX_SPAN_MS) {
    return err({ reason: "invalid", errors: [{ field: "to", rule: "must be after from, by 31 days at most" }] });
  }
  if (endpoint.status !== "enabled") return err({ reason: "endpoint_disabled" });
  const found = await listReplayable(db, { endpointId, types: typesOf(endpoint), ...span }, MAX_REPLAYED + 1);
  const taken = found.slice(0, MAX_REPLAYED);
  const deliveries = await Promise.all(taken.map(({ messageId: id, ...of }) => toDelivery({ id, ...of }, endpointId)));
  const { now } = clerk;
  // The one begins anew those that there are, the other adds those that are missing.
  const ids = deliveries.map(({ id }) => id);
  const facts = { ...span, queued: taken.length };
  await db.orm.batch([
    restartDeliveries(db, ids, now),
    insertDeliveries(db, deliveries, now),
    auditOf(clerk, "webhook_endpoint.replayed", endpointId, facts),
  ]);
  if (taken.length > 0) await wakeCouriers(clerk.env, db.tenantId, [endpointId]);
  return ok({ queued: taken.length, hasMore: found.length > taken.length });
}

function typesOf(endpoint: EndpointRow): WebhookEventType[] {
  return webhookEventTypes.filter((type) => wants(endpoint, type));
}
