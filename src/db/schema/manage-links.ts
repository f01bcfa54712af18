import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AppointmentId, BranchId } from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** Links by which a customer sees, moves and cancels one appointment without an account. */
export const manageLinks = sqliteTable(
  "manage_links",
  {
    tenantId: tenantColumn(),
    /** SHA-256 of the token; the token itself is in the customer's hands alone. */
    tokenHash: text("token_hash").primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    appointmentId: text("appointment_id").$type<AppointmentId>().notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("manage_links_appointment").on(table.tenantId, table.appointmentId),
    index("manage_links_expiry").on(table.expiresAt),
  ],
);
