import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { CircuitId } from "../../domain/ids.ts";
import type { CircuitState } from "../../domain/vendors/gate.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Copies of circuits that ever opened, for lists. Each is owned by its `ProviderGate` object. */
export const providerCircuits = sqliteTable(
  "provider_circuits",
  {
    tenantId: tenantColumn(),
    /** The connection's id, or a vendor's name for an account of the platform. */
    connection: text("connection").notNull(),
    id: text("id").$type<CircuitId>().notNull(),
    provider: text("provider").notNull(),
    state: text("state").$type<CircuitState>().notNull(),
    openings: integer("openings").notNull(),
    retryAt: instant("retry_at"),
    changedAt: instant("changed_at").notNull(),
    /** A status or our own word for what went wrong. */
    lastError: text("last_error"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.connection] }),
    uniqueIndex("provider_circuits_id").on(table.id),
    index("provider_circuits_changed").on(table.changedAt, table.id),
  ],
);
