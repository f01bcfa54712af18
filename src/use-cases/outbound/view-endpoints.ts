import type { EndpointView } from "../../contracts/webhook-endpoints.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { findEndpoint, listEndpoints } from "../../db/queries/webhook-endpoints.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { TenantId, WebhookEndpointId } from "../../domain/ids.ts";
import { toEndpointView } from "./views.ts";

export async function listEndpointViews(env: Env, tenantId: TenantId, page: Page): Promise<Paged<EndpointView>> {
  const { items, nextCursor } = await listEndpoints(tenantDb(env.DB, tenantId), page);
  return { items: items.map(toEndpointView), nextCursor };
}

/** Null when this tenant has no such endpoint. */
export async function viewEndpoint(env: Env, tenantId: TenantId, id: WebhookEndpointId): Promise<EndpointView | null> {
  const row = await findEndpoint(tenantDb(env.DB, tenantId), id);
  return row && toEndpointView(row);
}
