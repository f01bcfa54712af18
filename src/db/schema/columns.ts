import { integer, text } from "drizzle-orm/sqlite-core";
import type { TenantId } from "../../domain/ids.ts";

/** Epoch milliseconds. Drizzle's own timestamp mode would turn them into Date objects. */
export const instant = (name: string) => integer(name, { mode: "number" });

/** First column of every tenant's table and first column of each of its indexes. */
export const tenantColumn = () => text("tenant_id").$type<TenantId>().notNull();
