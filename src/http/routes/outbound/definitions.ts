import * as z from "zod";
import { webhookDeliveryId, webhookEndpointId } from "../../../domain/ids.ts";
import { commonRefusals, refusal, security } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

export const reading = { tags: ["Webhooks"], security, middleware: requirePermission("webhooks:read") };
export const writing = { tags: ["Webhooks"], security, middleware: requirePermission("webhooks:write") };
export const oneEndpoint = { params: z.object({ endpointId: webhookEndpointId }) };
export const oneDelivery = { params: z.object({ deliveryId: webhookDeliveryId }) };
export const refusals = { 409: refusal("It cannot be done; `code` tells why."), ...commonRefusals };
