import * as z from "zod";
import { keptInstant } from "../../../contracts/booking.ts";
import { deliveryStatus } from "../../../contracts/webhook-endpoints.ts";
import { webhookEventType } from "../../../contracts/webhook-events.ts";
import { webhookDeliveryId, webhookEndpointId } from "../../../domain/ids.ts";
import { commonRefusals, refusal, security } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

export const reading = { tags: ["Webhooks"], security, middleware: requirePermission("webhooks:read") };
export const writing = { tags: ["Webhooks"], security, middleware: requirePermission("webhooks:write") };
export const oneEndpoint = { params: z.object({ endpointId: webhookEndpointId }) };
export const oneDelivery = { params: z.object({ deliveryId: webhookDeliveryId }) };
export const refusals = { 409: refusal("It cannot be done; `code` tells why."), ...commonRefusals };

export const deliveryFilter = {
  endpointId: webhookEndpointId.optional(),
  status: deliveryStatus.optional(),
  type: webhookEventType.optional(),
  from: keptInstant.optional(),
  to: keptInstant.optional(),
};

/** The filter of a query, with instants as numbers. */
export function toFilter({ from, to, ...filter }: z.infer<z.ZodObject<typeof deliveryFilter>>) {
  const at = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  return { ...filter, from: at(from), to: at(to) };
}
