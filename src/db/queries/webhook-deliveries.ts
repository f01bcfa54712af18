import { and, asc, desc, eq, gte, type InferSelectModel, inArray, lt, lte, or, sql } from "drizzle-orm";
import type { DeliveryStatus } from "../../contracts/webhook-endpoints.ts";
import type { WebhookEventType } from "../../contracts/webhook-events.ts";
import type { WebhookDeliveryId, WebhookEndpointId, WebhookMessageId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { webhookAttempts, webhookDeliveries, webhookMessages } from "../schema/outbound.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type DeliveryRow = InferSelectModel<typeof webhookDeliveries>;
export type MessageRow = InferSelectModel<typeof webhookMessages>;
export type AttemptRow = InferSelectModel<typeof webhookAttempts>;

export type DeliveryFilter = {
  endpointId?: WebhookEndpointId | undefined;
  status?: DeliveryStatus | undefined;
  type?: WebhookEventType | undefined;
  from?: EpochMs | undefined;
  to?: EpochMs | undefined;
};

const keyset = { at: webhookDeliveries.createdAt, id: webhookDeliveries.id };

/** Newest first. */
export async function listDeliveries(db: TenantDb, filter: DeliveryFilter, page: Page): Promise<Paged<DeliveryRow>> {
  const rows = await db.orm
    .select()
    .from(webhookDeliveries)
    .where(and(mine(db), ...matching(filter), beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export async function findDelivery(db: TenantDb, id: WebhookDeliveryId): Promise<DeliveryRow | null> {
  const row = await db.orm
    .select()
    .from(webhookDeliveries)
    .where(and(mine(db), eq(webhookDeliveries.id, id)))
    .get();
  return row ?? null;
}

export async function findMessage(db: TenantDb, id: WebhookMessageId): Promise<MessageRow | null> {
  const row = await db.orm
    .select()
    .from(webhookMessages)
    .where(and(eq(webhookMessages.tenantId, db.tenantId), eq(webhookMessages.id, id)))
    .get();
  return row ?? null;
}

/** Newest first. A delivery has few: the schedule ends, and each resend begins it anew. */
export function listAttempts(db: TenantDb, id: WebhookDeliveryId, limit: number): Promise<AttemptRow[]> {
  return db.orm
    .select()
    .from(webhookAttempts)
    .where(and(eq(webhookAttempts.tenantId, db.tenantId), eq(webhookAttempts.deliveryId, id)))
    .orderBy(desc(webhookAttempts.at), desc(webhookAttempts.id))
    .limit(limit)
    .all();
}

/** What an endpoint should get by now, longest due first. */
export function listDue(db: TenantDb, id: WebhookEndpointId, now: EpochMs, limit: number): Promise<DeliveryRow[]> {
  return db.orm
    .select()
    .from(webhookDeliveries)
    .where(and(pendingOf(db, id), lte(webhookDeliveries.nextAttemptAt, now)))
    .orderBy(asc(webhookDeliveries.nextAttemptAt))
    .limit(limit)
    .all();
}

/** When an endpoint should next get something. Null: nothing is on its way. */
export async function nextDueAt(db: TenantDb, id: WebhookEndpointId): Promise<EpochMs | null> {
  const row = await db.orm
    .select({ at: webhookDeliveries.nextAttemptAt })
    .from(webhookDeliveries)
    .where(pendingOf(db, id))
    .orderBy(asc(webhookDeliveries.nextAttemptAt))
    .limit(1)
    .get();
  return row?.at ?? null;
}

export type ReplayRange = {
  endpointId: WebhookEndpointId;
  from: EpochMs;
  to: EpochMs;
  types: readonly WebhookEventType[];
  includesDelivered: boolean;
};
export type ReplayItem = Pick<MessageRow, "type" | "requestId"> & { messageId: WebhookMessageId };

/** Messages of a span that an endpoint has not got, oldest first; with `includesDelivered` also those that it has. */
export function listReplayable(db: TenantDb, range: ReplayRange, limit: number): Promise<ReplayItem[]> {
  const { tenantId, createdAt, type, id } = webhookMessages;
  const ofEndpoint = and(
    eq(webhookDeliveries.tenantId, db.tenantId),
    eq(webhookDeliveries.messageId, id),
    eq(webhookDeliveries.endpointId, range.endpointId),
  );
  const settled = range.includesDelivered ? ["pending"] : ["pending", "delivered"];
  const { status } = webhookDeliveries;
  return db.orm
    .select({ messageId: id, type, requestId: webhookMessages.requestId })
    .from(webhookMessages)
    .leftJoin(webhookDeliveries, ofEndpoint)
    .where(
      and(
        eq(tenantId, db.tenantId),
        gte(createdAt, range.from),
        lt(createdAt, range.to),
        inArray(type, [...range.types]),
        or(sql`${status} is null`, sql`${status} not in ${settled}`),
      ),
    )
    .orderBy(asc(createdAt), asc(id))
    .limit(limit)
    .all();
}

function matching({ endpointId, status, type, from, to }: DeliveryFilter) {
  return [
    endpointId && eq(webhookDeliveries.endpointId, endpointId),
    status && eq(webhookDeliveries.status, status),
    type && eq(webhookDeliveries.type, type),
    from === undefined ? undefined : gte(webhookDeliveries.createdAt, from),
    to === undefined ? undefined : lt(webhookDeliveries.createdAt, to),
  ].filter((condition) => typeof condition === "object");
}

/** Written out: SQLite takes a partial index only when it can read its condition in the query. */
export const isPending = sql`${webhookDeliveries.status} = 'pending'`;

/** What is on its way to an endpoint. */
export function pendingOf(db: TenantDb, id: WebhookEndpointId) {
  return and(mine(db), eq(webhookDeliveries.endpointId, id), isPending);
}

function mine(db: TenantDb) {
  return eq(webhookDeliveries.tenantId, db.tenantId);
}
