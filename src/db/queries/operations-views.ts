import { asc } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { tenants } from "../schema/tenants.ts";
import type { TenantRow } from "./identity.ts";
import { afterCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

/** Of each table, how many rows a tenant has. Names of our own, so they may stand in the statement. */
const COUNTED = [
  "branches",
  "staff",
  "services",
  "customers",
  "appointments",
  "calls",
  "users",
  "api_keys",
  "connections",
  "webhook_endpoints",
] as const;

/** Oldest first. */
export async function listTenants(d1: D1Database, page: Page): Promise<Paged<TenantRow>> {
  const keyset = { at: tenants.createdAt, id: tenants.id };
  const rows = await drizzle(d1)
    .select()
    .from(tenants)
    .where(afterCursor(page, keyset))
    .orderBy(asc(keyset.at), asc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

export async function countTenant(d1: D1Database, tenantId: TenantId): Promise<Record<string, number>> {
  const statements = COUNTED.map((table) =>
    d1.prepare(`SELECT count(*) AS count FROM ${table} WHERE tenant_id = ?1`).bind(tenantId),
  );
  const results = await d1.batch<{ count: number }>(statements);
  return Object.fromEntries(COUNTED.map((table, index) => [table, results[index]?.results[0]?.count ?? 0]));
}

const WAITING = {
  openEvents: "webhook_events WHERE status = 'received'",
  quarantinedEvents: "webhook_events WHERE status = 'quarantined'",
  failedEvents: "webhook_events WHERE status = 'failed'",
  deadLetters: "dead_letters",
  pendingDeliveries: "webhook_deliveries WHERE status = 'pending'",
  overdueDeliveries: "webhook_deliveries WHERE status = 'pending' AND next_attempt_at < ?1",
} as const;
export type Waiting = Record<keyof typeof WAITING, number>;

/** What waits in all, counted no further than a thousand of each. */
export async function countWaiting(d1: D1Database, overdueBefore: EpochMs): Promise<Waiting> {
  const entries = Object.entries(WAITING);
  const statements = entries.map(([, from]) => {
    const statement = d1.prepare(`SELECT count(*) AS count FROM (SELECT 1 FROM ${from} LIMIT 1000)`);
    return from.includes("?1") ? statement.bind(overdueBefore) : statement;
  });
  const results = await d1.batch<{ count: number }>(statements);
  return Object.fromEntries(entries.map(([name], index) => [name, results[index]?.results[0]?.count ?? 0])) as Waiting;
}

/** As wrangler notes them, newest first. */
export async function listMigrations(d1: D1Database, limit: number): Promise<{ name: string; appliedAt: string }[]> {
  const query = "SELECT name, applied_at AS appliedAt FROM d1_migrations ORDER BY id DESC LIMIT ?1";
  return (await d1.prepare(query).bind(limit).all<{ name: string; appliedAt: string }>()).results;
}
