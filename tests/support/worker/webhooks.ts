import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { webhookCourier } from "../../../durable-objects/stubs.ts";
import { createdEndpointView, deliveryDetailView, deliveryView } from "../../../src/contracts/webhook-endpoints.ts";
import { webhookDeliveries, webhookEndpoints, webhookMessages } from "../../../src/db/schema/outbound.ts";
import type { WebhookEndpointId } from "../../../src/domain/ids.ts";
import { newWebhookSecret } from "../../../src/providers/outbound/sign.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import type { Client } from "./client.ts";
import { problemOf } from "./credentials.ts";
import { eventually } from "./eventually.ts";
import { receiverUrl } from "./receiver.ts";

export async function anEndpoint({ send }: Client, more: object = {}) {
  const body = { url: receiverUrl(), eventTypes: ["*"], ...more };
  const response = await send("/webhook-endpoints", { body });
  if (response.status !== 201) throw new Error(JSON.stringify(await problemOf(response)));
  return createdEndpointView.parse(await response.json());
}

export async function deliveriesOf({ send }: Client, query = "") {
  const response = await send(`/webhook-deliveries${query}`);
  const { items } = await response.json<{ items: unknown[] }>();
  return items.map((item) => deliveryView.parse(item));
}

export async function deliveryOf({ send }: Client, id: string) {
  return deliveryDetailView.parse(await (await send(`/webhook-deliveries/${id}`)).json());
}

/** Waits until the endpoint's object has made so many attempts in all. */
export function untilAttempted(client: Client, attempts: number, query = "") {
  return eventually(async () => {
    const deliveries = await deliveriesOf(client, query);
    const made = deliveries.reduce((sum, delivery) => sum + delivery.attempts, 0);
    if (made < attempts) throw new Error(`${made} of ${attempts} attempts`);
    return deliveries;
  });
}

/** Makes what waits for its hour due, and wakes the object. */
export async function hurry({ tenant }: Client, endpointId: WebhookEndpointId): Promise<void> {
  const { tenantId } = tenant;
  await env.DB.prepare(
    "UPDATE webhook_deliveries SET next_attempt_at = 1 WHERE tenant_id = ? AND endpoint_id = ? AND status = 'pending'",
  )
    .bind(tenantId, endpointId)
    .run();
  await env.DB.prepare("UPDATE webhook_endpoints SET paused_until = NULL WHERE tenant_id = ? AND id = ?")
    .bind(tenantId, endpointId)
    .run();
  const courier = webhookCourier(env, { tenantId, endpointId });
  await courier.wake({ tenantId, endpointId });
  await runDurableObjectAlarm(courier);
}

/** An endpoint that is told of little, with a delivery that failed. Its host never resolves. */
export async function aWebhook({ tenantId, vault }: TestTenant) {
  const [endpointId, deliveryId, messageId] = [newId("whk"), newId("whd"), newId("whm")];
  const sealedSecret = await vault.seal({ purpose: "webhook.secret", row: endpointId }, newWebhookSecret());
  const type = "call.analyzed";
  const common = { tenantId, createdAt: Date.now() };
  const endpoint = { ...common, id: endpointId, url: "https://receiver.example/", description: "", eventTypes: [type] };
  const states = { includesPersonalData: false, status: "enabled", sealedSecret, updatedAt: 1 } as const;
  const orm = drizzle(env.DB);
  await orm.batch([
    orm.insert(webhookEndpoints).values({ ...endpoint, ...states, eventTypes: [type] }),
    orm.insert(webhookMessages).values({ ...common, id: messageId, type, subjectId: newId("cal"), payload: "{}" }),
    orm.insert(webhookDeliveries).values({ ...common, id: deliveryId, endpointId, messageId, type, status: "failed" }),
  ]);
  return { endpointId, deliveryId };
}
