import type { WebhookEventView } from "../../../contracts/operations.ts";
import type { QuarantinedEventView } from "../../../contracts/quarantine.ts";
import { type EventFilter, type ListedEvent, listEvents } from "../../../db/queries/operations.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import type { TenantId } from "../../../domain/ids.ts";
import { maskText } from "../../../mask.ts";

const NONE = { suggestion: null, number: null, clues: [] };

export async function listQuarantine(
  env: Env,
  tenantId: TenantId | undefined,
  page: Page,
): Promise<Paged<QuarantinedEventView>> {
  const { items, nextCursor } = await listEvents(env.DB, { status: "quarantined", tenantId }, page);
  return { items: items.map(toQuarantined), nextCursor };
}

/** Providers' events, whatever became of them. */
export async function viewEvents(env: Env, filter: EventFilter, page: Page): Promise<Paged<WebhookEventView>> {
  const { items, nextCursor } = await listEvents(env.DB, filter, page);
  return { items: items.map(toView), nextCursor };
}

function toQuarantined(event: ListedEvent): QuarantinedEventView {
  const { id, tenantId, tenantName, connectionId, type, confidence, evidence, requestId, receivedAt } = event;
  const told = { id, tenantId, tenantName, connectionId, type, requestId };
  const found = { confidence: confidence ?? 0, evidence: evidence ?? NONE };
  return { ...told, ...found, receivedAt: new Date(receivedAt).toISOString() };
}

function toView(event: ListedEvent): WebhookEventView {
  const { id, tenantId, tenantName, connectionId, type, status, branchId, attempts, lastError, requestId } = event;
  const told = { id, tenantId, tenantName, connectionId, type, status, branchId, attempts, requestId };
  return {
    ...told,
    lastError: lastError && maskText(lastError),
    receivedAt: new Date(event.receivedAt).toISOString(),
    processedAt: event.processedAt === null ? null : new Date(event.processedAt).toISOString(),
  };
}
