import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { SetupState, SetupStep } from "../../contracts/setup.ts";
import { instant, tenantColumn } from "./columns.ts";

/** What a new business is led through, step by step. A business without rows has nothing to be led through. */
export const setupSteps = sqliteTable(
  "setup_steps",
  {
    tenantId: tenantColumn(),
    step: text("step").$type<SetupStep>().notNull(),
    state: text("state").$type<SetupState>().notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.step] })],
);
