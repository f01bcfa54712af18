import { webhookCourier } from "../../../durable-objects/stubs.ts";
import type { TenantId, WebhookEndpointId } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";

/** What is to be delivered is stored by now, so an object that cannot be reached only delays it. */
export async function wakeCouriers(
  env: Env,
  tenantId: TenantId,
  endpointIds: Iterable<WebhookEndpointId>,
): Promise<void> {
  await Promise.all([...new Set(endpointIds)].map((endpointId) => wakeCourier(env, tenantId, endpointId)));
}

async function wakeCourier(env: Env, tenantId: TenantId, endpointId: WebhookEndpointId): Promise<void> {
  try {
    await webhookCourier(env, { tenantId, endpointId }).wake({ tenantId, endpointId });
  } catch (error) {
    log("warn", "webhook_courier_not_woken", { endpointId, ...faultFacts(error) });
  }
}
