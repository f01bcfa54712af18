import { and, desc, eq, max, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { users } from "../schema/identity.ts";
import { webhookEvents } from "../schema/operations.ts";
import { tenants } from "../schema/tenants.ts";
import { connections } from "../schema/voice.ts";
import { beforeCursor, type Page, pageSize, toPage } from "./page.ts";

// For operators: over all tenants, and never anything that is sealed.

/** Tenant by tenant, so that each count reads an index of the tenant's and no table as a whole. */
const FIGURES = {
  tenants: "SELECT count(*) AS count FROM tenants WHERE ?1 >= 0",
  calls: "SELECT count(*) AS count FROM tenants t CROSS JOIN calls c ON c.tenant_id = t.id AND c.created_at >= ?1",
  ongoingCalls:
    "SELECT count(*) AS count FROM tenants t CROSS JOIN calls c ON c.tenant_id = t.id AND c.status = 'ongoing' AND c.created_at >= ?1",
  failedDeliveries: "SELECT count(*) AS count FROM webhook_deliveries WHERE created_at >= ?1 AND status = 'failed'",
} as const;
export type Figures = Record<keyof typeof FIGURES, number>;

export async function countSince(d1: D1Database, since: EpochMs): Promise<Figures> {
  const entries = Object.entries(FIGURES);
  const results = await d1.batch<{ count: number }>(entries.map(([, query]) => d1.prepare(query).bind(since)));
  return Object.fromEntries(entries.map(([name], index) => [name, results[index]?.results[0]?.count ?? 0])) as Figures; // its own keys
}

type Filter = { tenantId?: TenantId | undefined };

/** Newest first. */
export async function listAllUsers(d1: D1Database, { tenantId }: Filter, page: Page) {
  const keyset = { at: users.createdAt, id: users.id };
  const rows = await drizzle(d1)
    .select({
      id: users.id,
      tenantId: users.tenantId,
      tenantName: tenants.name,
      role: users.role,
      language: users.language,
      createdAt: users.createdAt,
      disabledAt: users.disabledAt,
      unverifiedSince: users.emailUnverifiedSince,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(tenantId ? eq(users.tenantId, tenantId) : undefined, beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export type ListedUser = Awaited<ReturnType<typeof listAllUsers>>["items"][number];

/** Newest first, each with the time of its last event. */
export async function listAllConnections(d1: D1Database, { tenantId }: Filter, page: Page) {
  const db = drizzle(d1);
  const keyset = { at: connections.createdAt, id: connections.id };
  const lastEvent = db
    .select({ at: max(webhookEvents.receivedAt) })
    .from(webhookEvents)
    .where(and(eq(webhookEvents.tenantId, connections.tenantId), eq(webhookEvents.connectionId, connections.id)));
  const rows = await db
    .select({
      id: connections.id,
      tenantId: connections.tenantId,
      tenantName: tenants.name,
      name: connections.name,
      provider: connections.provider,
      createdAt: connections.createdAt,
      disabledAt: connections.disabledAt,
      secretChangedAt: connections.secretChangedAt,
      lastEventAt: sql<EpochMs | null>`(${lastEvent})`,
    })
    .from(connections)
    .innerJoin(tenants, eq(tenants.id, connections.tenantId))
    .where(and(tenantId ? eq(connections.tenantId, tenantId) : undefined, beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export type ListedConnection = Awaited<ReturnType<typeof listAllConnections>>["items"][number];
