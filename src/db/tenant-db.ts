import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import { PLATFORM, type TenantId } from "../domain/ids.ts";

export { PLATFORM };

declare const scoped: unique symbol;

/**
 * The database as one tenant may see it. Every query function takes it as first argument, so a query without a tenant
 * id does not compile; each of them filters by `tenantId`. Platform-wide look-ups (logins, connections, cron sweeps)
 * live in `queries/platform.ts` and take the raw binding.
 */
export type TenantDb = {
  readonly tenantId: TenantId;
  readonly orm: DrizzleD1Database;
  /** For the few statements that the query builder cannot express. */
  readonly client: D1Database;
  readonly [scoped]: true;
};

export function tenantDb(database: D1Database, tenantId: TenantId): TenantDb {
  // The symbol exists for the compiler alone: it keeps others from building a scope by hand.
  return { tenantId, orm: drizzle(database), client: database } as unknown as TenantDb;
}

/** What operators do is audited in the platform's name, and what they sign in with is stored under it. */
export function platformDb(database: D1Database): TenantDb {
  return tenantDb(database, PLATFORM);
}
