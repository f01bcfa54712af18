import * as z from "zod";
import { appointmentId, branchId, callId, connectionId, eventId, tenantId } from "../domain/ids.ts";

/** `events`: something happened on a branch's calendar and stands in the read model. A wake-up: the row is the truth. */
export const eventMessage = z.object({
  type: z.enum(["appointment_booked", "appointment_rescheduled", "appointment_cancelled"]),
  tenantId,
  branchId,
  seq: z.int(),
  at: z.int(),
  appointmentId,
  callId: callId.nullable(),
});

/** `webhooks`: a provider's event waits in `webhook_events`, or travels here sealed while D1 cannot take it. */
export const webhookMessage = z.object({
  type: z.literal("webhook_received"),
  tenantId,
  eventId,
  undelivered: z
    .object({
      connectionId,
      type: z.string(),
      dedupeKey: z.string(),
      sealedPayload: z.string(),
      fileKey: z.null(),
      receivedAt: z.int(),
    })
    .optional(),
});

/** `jobs`: what cron triggers select. */
export const jobMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("check_drift"), tenantId, branchId }),
  z.object({ type: z.literal("prune_sessions") }),
]);

export type EventMessage = z.infer<typeof eventMessage>;
export type WebhookMessage = z.infer<typeof webhookMessage>;
export type JobMessage = z.infer<typeof jobMessage>;
