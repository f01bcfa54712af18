import { and, desc, eq, type InferSelectModel } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { WebhookEventStatus } from "../../contracts/quarantine.ts";
import type { EventId, TenantId } from "../../domain/ids.ts";
import { webhookEvents } from "../schema/operations.ts";
import { tenants } from "../schema/tenants.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";
import type { WebhookEventRow } from "./webhook-events.ts";

// For operators: over all tenants. Sealed payloads are never selected into a list.

export type EventFilter = { status?: WebhookEventStatus | undefined; tenantId?: TenantId | undefined };
type OpenColumns = Omit<InferSelectModel<typeof webhookEvents>, "sealedPayload" | "fileKey" | "dedupeKey">;
export type ListedEvent = OpenColumns & { tenantName: string };

const keyset = { at: webhookEvents.receivedAt, id: webhookEvents.id };

/** Newest first. */
export async function listEvents(d1: D1Database, filter: EventFilter, page: Page): Promise<Paged<ListedEvent>> {
  const { status, tenantId } = filter;
  const rows = await drizzle(d1)
    .select(listedColumns())
    .from(webhookEvents)
    .innerJoin(tenants, eq(tenants.id, webhookEvents.tenantId))
    .where(
      and(
        status && eq(webhookEvents.status, status),
        tenantId && eq(webhookEvents.tenantId, tenantId),
        beforeCursor(page, keyset),
      ),
    )
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.receivedAt, id: row.id }));
}

/** Whoever's it is. Its tenant then scopes all that follows. */
export async function findEventAnywhere(d1: D1Database, id: EventId): Promise<WebhookEventRow | null> {
  const row = await drizzle(d1).select().from(webhookEvents).where(eq(webhookEvents.id, id)).get();
  return row ?? null;
}

function listedColumns() {
  const { tenantId, id, connectionId, type, status, branchId, confidence, evidence } = webhookEvents;
  const { attempts, lastError, requestId, receivedAt, processedAt } = webhookEvents;
  const placed = { branchId, confidence, evidence };
  const told = { attempts, lastError, requestId, receivedAt, processedAt };
  return { tenantId, tenantName: tenants.name, id, connectionId, type, status, ...placed, ...told };
}
