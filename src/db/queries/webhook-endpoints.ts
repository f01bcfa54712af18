import { and, asc, eq, type InferSelectModel, isNull, sql } from "drizzle-orm";
import type { WebhookEndpointId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { webhookEndpoints } from "../schema/outbound.ts";
import type { TenantDb } from "../tenant-db.ts";
import { afterCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type EndpointRow = InferSelectModel<typeof webhookEndpoints>;
export type EndpointChange = Partial<Omit<EndpointRow, "tenantId" | "id" | "createdAt">>;

/** Bounds what one event can set going. */
export const MAX_ENDPOINTS = 20;

const keyset = { at: webhookEndpoints.createdAt, id: webhookEndpoints.id };

/** Oldest first. */
export async function listEndpoints(db: TenantDb, page: Page): Promise<Paged<EndpointRow>> {
  const rows = await db.orm
    .select()
    .from(webhookEndpoints)
    .where(and(mine(db), afterCursor(page, keyset)))
    .orderBy(asc(keyset.at), asc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

/** All of a tenant's, disabled ones too: what they miss is kept for a replay. */
export function allEndpoints(db: TenantDb): Promise<EndpointRow[]> {
  return db.orm.select().from(webhookEndpoints).where(mine(db)).limit(MAX_ENDPOINTS).all();
}

export async function findEndpoint(db: TenantDb, id: WebhookEndpointId): Promise<EndpointRow | null> {
  const row = await db.orm
    .select()
    .from(webhookEndpoints)
    .where(and(mine(db), eq(webhookEndpoints.id, id)))
    .get();
  return row ?? null;
}

/** Also one that was removed: for the log of what it was sent. */
export async function findAnyEndpoint(db: TenantDb, id: WebhookEndpointId): Promise<EndpointRow | null> {
  const row = await db.orm
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.tenantId, db.tenantId), eq(webhookEndpoints.id, id)))
    .get();
  return row ?? null;
}

export function insertEndpoint(db: TenantDb, row: Omit<EndpointRow, "tenantId">) {
  return db.orm.insert(webhookEndpoints).values({ ...row, tenantId: db.tenantId });
}

export function updateEndpoint(db: TenantDb, id: WebhookEndpointId, change: EndpointChange) {
  return db.orm
    .update(webhookEndpoints)
    .set(change)
    .where(and(mine(db), eq(webhookEndpoints.id, id)));
}

/** Something arrived. */
export function noteSuccess(db: TenantDb, id: WebhookEndpointId) {
  return updateEndpoint(db, id, { failingSince: null, failures: 0, pausedUntil: null });
}

/** Nothing arrived. A pause that was asked for lasts to its end. */
export function noteFailure(db: TenantDb, id: WebhookEndpointId, at: EpochMs, pausedUntil: EpochMs | null) {
  return db.orm
    .update(webhookEndpoints)
    .set({
      failingSince: sql`coalesce(${webhookEndpoints.failingSince}, ${at})`,
      failures: sql`${webhookEndpoints.failures} + 1`,
      pausedUntil: sql`coalesce(${pausedUntil}, ${webhookEndpoints.pausedUntil})`,
    })
    .where(and(mine(db), eq(webhookEndpoints.id, id)));
}

function mine(db: TenantDb) {
  return and(eq(webhookEndpoints.tenantId, db.tenantId), isNull(webhookEndpoints.removedAt));
}
