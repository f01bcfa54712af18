import type { DeliveryView, EndpointView } from "../../contracts/webhook-endpoints.ts";
import type { DeliveryRow } from "../../db/queries/webhook-deliveries.ts";
import type { EndpointRow } from "../../db/queries/webhook-endpoints.ts";
import type { EpochMs } from "../../domain/time.ts";

export function toEndpointView(row: EndpointRow): EndpointView {
  const { id, url, description, eventTypes, includesPersonalData, status, disabledReason } = row;
  return {
    id,
    url,
    description,
    eventTypes,
    includesPersonalData,
    status,
    disabledReason,
    disabledAt: toInstant(row.disabledAt),
    failingSince: toInstant(row.failingSince),
    previousSecretUntil: toInstant(row.previousSecretUntil),
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

export function toDeliveryView(row: DeliveryRow): DeliveryView {
  const { id, endpointId, messageId, type, status, attempts, lastStatus, lastError } = row;
  return {
    id,
    endpointId,
    messageId,
    type,
    status,
    attempts,
    nextAttemptAt: toInstant(row.nextAttemptAt),
    lastStatus,
    lastError,
    deliveredAt: toInstant(row.deliveredAt),
    createdAt: new Date(row.createdAt).toISOString(),
    requestId: row.requestId,
  };
}

export function toInstant(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
