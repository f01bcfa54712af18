import * as z from "zod";
import { webhookDeliveryId, webhookEndpointId, webhookMessageId } from "../domain/ids.ts";
import { instant } from "./booking.ts";
import { subscription, webhookEventType } from "./webhook-events.ts";

export const endpointStatus = z.enum(["enabled", "disabled"]);
/** `user`: somebody did. `gone`: it answered 410. `failing`: nothing arrived for days. */
export const disabledReason = z.enum(["user", "gone", "failing"]);

const url = z.string().min(1).max(2_000);
const description = z.string().trim().max(200);
const eventTypes = z.array(subscription).min(1).max(50);

export const endpointBody = z.strictObject({
  url,
  description: description.default(""),
  eventTypes,
  /** Names, numbers, notes and summaries are sent only when this is set. */
  includesPersonalData: z.boolean().default(false),
});

export const endpointPatch = z.strictObject({
  url: url.optional(),
  description: description.optional(),
  eventTypes: eventTypes.optional(),
  includesPersonalData: z.boolean().optional(),
  status: endpointStatus.optional(),
});

export const endpointView = z
  .object({
    id: webhookEndpointId,
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(subscription),
    includesPersonalData: z.boolean(),
    status: endpointStatus,
    disabledReason: disabledReason.nullable(),
    disabledAt: instant.nullable(),
    /** Since when every attempt has failed. */
    failingSince: instant.nullable(),
    /** Until then both secrets sign. */
    previousSecretUntil: instant.nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "WebhookEndpoint" });

/** Shown once: it cannot be read again. */
export const secretView = z
  .object({ secret: z.string(), previousSecretUntil: instant.nullable() })
  .meta({ id: "Secret" });
export const createdEndpointView = endpointView.extend({ secret: z.string() }).meta({ id: "CreatedEndpoint" });

export const deliveryStatus = z.enum(["pending", "delivered", "failed", "cancelled"]);

export const deliveryView = z
  .object({
    id: webhookDeliveryId,
    endpointId: webhookEndpointId,
    /** The `webhook-id` header: the same however often it is sent. */
    messageId: webhookMessageId,
    type: webhookEventType,
    status: deliveryStatus,
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    lastStatus: z.int().nullable(),
    lastError: z.string().nullable(),
    deliveredAt: instant.nullable(),
    createdAt: instant,
    /** Of the request that it came of; sent as `x-request-id`. Null when no request did it, or none is known. */
    requestId: z.string().nullable(),
  })
  .meta({ id: "WebhookDelivery" });

export const attemptView = z
  .object({
    at: instant,
    durationMs: z.int(),
    status: z.int().nullable(),
    error: z.string().nullable(),
    headers: z.record(z.string(), z.string()),
    /** The beginning of what came back, as text; of the last attempt only. Show it as text, never as HTML. */
    body: z.string().nullable(),
    isBodyCut: z.boolean(),
  })
  .meta({ id: "WebhookAttempt" });

export const deliveryDetailView = deliveryView
  .extend({
    request: z.object({
      url: z.string(),
      /** What is sent, without the personal data that is added at the last moment and kept nowhere. */
      body: z.string(),
      includesPersonalData: z.boolean(),
    }),
    attemptLog: z.array(attemptView),
  })
  .meta({ id: "DeliveryDetail" });

export const replayBody = z.strictObject({
  from: instant,
  to: instant,
  /** Also what was delivered already. */
  includesDelivered: z.boolean().default(false),
});

export type EndpointBody = z.infer<typeof endpointBody>;
export type EndpointPatch = z.infer<typeof endpointPatch>;
export type EndpointView = z.infer<typeof endpointView>;
export type DeliveryView = z.infer<typeof deliveryView>;
export type DeliveryDetailView = z.infer<typeof deliveryDetailView>;
export type DeliveryStatus = z.infer<typeof deliveryStatus>;
export type EndpointStatus = z.infer<typeof endpointStatus>;
export type DisabledReason = z.infer<typeof disabledReason>;
