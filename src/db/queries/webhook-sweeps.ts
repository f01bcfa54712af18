import { and, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { EndpointRef } from "../../domain/outbound/endpoint-ref.ts";
import type { EpochMs } from "../../domain/time.ts";
import { webhookDeliveries } from "../schema/outbound.ts";
import { isPending } from "./webhook-deliveries.ts";

/** Platform-wide: endpoints whose object has missed its hour. */
export function listOverdueEndpoints(database: D1Database, before: EpochMs, limit: number): Promise<EndpointRef[]> {
  const { tenantId, endpointId, nextAttemptAt } = webhookDeliveries;
  return (
    drizzle(database)
      .select({ tenantId, endpointId })
      .from(webhookDeliveries)
      .where(and(isPending, lt(nextAttemptAt, before)))
      // The plus keeps SQLite from walking everything that is on its way, in the order of its tenants.
      .groupBy(sql`+${tenantId}`, sql`+${endpointId}`)
      .limit(limit)
      .all()
  );
}

/** Platform-wide: what is older goes, at most `limit` rows of each table. Tells how many went of the fullest. */
export async function deleteOldWebhooks(database: D1Database, before: EpochMs, limit: number): Promise<number> {
  const prune = (table: string, column: string) =>
    database
      .prepare(
        `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${column} < ?1 ORDER BY ${column} LIMIT ?2)`,
      )
      .bind(before, limit);
  const results = await database.batch([
    prune("webhook_attempts", "at"),
    prune("webhook_deliveries", "created_at"),
    prune("webhook_messages", "created_at"),
  ]);
  return Math.max(...results.map(({ meta }) => meta.changes));
}
