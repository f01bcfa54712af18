import { type WebhookEventType, webhookCatalogue } from "../../contracts/webhook-events.ts";
import {
  insertDeliveries,
  insertMessages,
  type NewDelivery,
  type NewMessage,
} from "../../db/queries/webhook-delivery-edits.ts";
import type { EndpointRow } from "../../db/queries/webhook-endpoints.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { WebhookEndpointId, WebhookMessageId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { derivedId } from "../derived-id.ts";

/** Something that happened. The same `source` is the same message, however often it is announced. */
export type News = {
  source: string;
  type: WebhookEventType;
  at: EpochMs;
  subjectId: string;
  data: Record<string, unknown>;
  requestId: string | null;
};

/** What to store, and whom to wake once it is stored. */
export type Announcement = {
  statements: [ReturnType<typeof insertMessages>, ReturnType<typeof insertDeliveries>];
  endpointIds: WebhookEndpointId[];
};

export function wants({ eventTypes }: EndpointRow, type: WebhookEventType): boolean {
  return type !== "webhook.test" && eventTypes.some((each) => each === type || each === "*");
}

/**
 * The rows for the news that some endpoint wants; null when none does. A disabled endpoint gets no delivery, but the
 * message is kept, so that it can be replayed.
 */
export async function announce(
  db: TenantDb,
  endpoints: readonly EndpointRow[],
  news: readonly News[],
  now: EpochMs,
): Promise<Announcement | null> {
  const wanted = news.filter(({ type }) => endpoints.some((endpoint) => wants(endpoint, type)));
  if (wanted.length === 0) return null;
  const messages = await Promise.all(wanted.map((each) => toMessage(db, each, now)));
  const open = endpoints.filter(({ status }) => status === "enabled");
  const pairs = messages.flatMap((message) =>
    open.filter((each) => wants(each, message.type)).map((each) => ({ message, each })),
  );
  const deliveries = await Promise.all(pairs.map(({ message, each }) => toDelivery(message, each.id)));
  const statements: Announcement["statements"] = [insertMessages(db, messages), insertDeliveries(db, deliveries, now)];
  return { statements, endpointIds: deliveries.map(({ endpointId }) => endpointId) };
}

async function toMessage(
  db: TenantDb,
  { source, type, at, subjectId, data, requestId }: News,
  now: EpochMs,
): Promise<NewMessage> {
  const id = await derivedId("whm", `${db.tenantId}|${source}`);
  const timestamp = new Date(at).toISOString();
  const payload = JSON.stringify({ type, version: webhookCatalogue[type].version, timestamp, data });
  return { id, type, subjectId, payload, createdAt: now, requestId };
}

export async function toDelivery(
  { id: messageId, type, requestId }: { id: WebhookMessageId; type: WebhookEventType; requestId: string | null },
  endpointId: WebhookEndpointId,
): Promise<NewDelivery> {
  return { id: await derivedId("whd", `${messageId}|${endpointId}`), endpointId, messageId, type, requestId };
}
