import type { TenantId, WebhookEndpointId } from "../ids.ts";

/** One endpoint, by ids that come from a verified credential or a stored row. */
export type EndpointRef = { tenantId: TenantId; endpointId: WebhookEndpointId };
