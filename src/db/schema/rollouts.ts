import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { RolloutChoice, RolloutName } from "../../contracts/rollouts.ts";
import { instant, tenantColumn } from "./columns.ts";

/** How many of a hundred tenants have what is rolled out. The platform's own. */
export const rollouts = sqliteTable("rollouts", {
  name: text("name").$type<RolloutName>().primaryKey(),
  percent: integer("percent").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Tenants that have it, or have it not, whatever the percentage. */
export const rolloutChoices = sqliteTable(
  "rollout_choices",
  {
    tenantId: tenantColumn(),
    name: text("name").$type<RolloutName>().notNull(),
    choice: text("choice").$type<Exclude<RolloutChoice, "auto">>().notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.name] }),
    index("rollout_choices_name").on(table.name, table.updatedAt, table.tenantId),
  ],
);
