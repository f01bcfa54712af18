import type { DeliveryDetailView, DeliveryView } from "../../contracts/webhook-endpoints.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import {
  type AttemptRow,
  type DeliveryFilter,
  findDelivery,
  findMessage,
  listAttempts,
  listDeliveries,
} from "../../db/queries/webhook-deliveries.ts";
import { findAnyEndpoint } from "../../db/queries/webhook-endpoints.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { TenantId, WebhookDeliveryId } from "../../domain/ids.ts";
import { tenantVault } from "../tenant-vault.ts";
import { toDeliveryView } from "./views.ts";

const SHOWN_ATTEMPTS = 50;

/** Newest first. */
export async function viewDeliveries(
  env: Env,
  tenantId: TenantId,
  filter: DeliveryFilter,
  page: Page,
): Promise<Paged<DeliveryView>> {
  const { items, nextCursor } = await listDeliveries(tenantDb(env.DB, tenantId), filter, page);
  return { items: items.map(toDeliveryView), nextCursor };
}

/** One delivery with what was sent and what came back. Null when this tenant has no such delivery. */
export async function viewDelivery(
  env: Env,
  tenantId: TenantId,
  id: WebhookDeliveryId,
): Promise<DeliveryDetailView | null> {
  const db = tenantDb(env.DB, tenantId);
  const delivery = await findDelivery(db, id);
  if (!delivery) return null;
  const [message, endpoint, attempts, vault] = await Promise.all([
    findMessage(db, delivery.messageId),
    findAnyEndpoint(db, delivery.endpointId),
    listAttempts(db, id, SHOWN_ATTEMPTS),
    tenantVault(env, db),
  ]);
  const attemptLog = await Promise.all(attempts.map((attempt) => toAttemptView(vault, attempt)));
  const includesPersonalData = endpoint?.includesPersonalData ?? false;
  const request = { url: endpoint?.url ?? "", body: message?.payload ?? "", includesPersonalData };
  return { ...toDeliveryView(delivery), request, attemptLog };
}

async function toAttemptView(vault: Vault, attempt: AttemptRow) {
  const { id, at, durationMs, status, error, headers, sealedBody, isBodyCut } = attempt;
  const body = sealedBody === null ? null : await vault.open({ purpose: "webhook.response", row: id }, sealedBody);
  return { at: new Date(at).toISOString(), durationMs, status, error, headers, body, isBodyCut };
}
