import { and, eq, isNull } from "drizzle-orm";
import type { CustomerId } from "../../domain/ids.ts";
import { customers } from "../schema/customers.ts";
import { leads } from "../schema/leads.ts";
import { messages } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";

// Statements for the batch that makes a customer of somebody who has only written so far.

export function insertCustomer(db: TenantDb, row: Omit<typeof customers.$inferInsert, "tenantId">) {
  return db.orm.insert(customers).values({ ...row, tenantId: db.tenantId });
}

/** What they wrote, and what they were told, is the customer's. */
export function adoptMessages(db: TenantDb, addressIndex: string, customerId: CustomerId) {
  const theirs = and(eq(messages.addressIndex, addressIndex), isNull(messages.customerId));
  return db.orm
    .update(messages)
    .set({ customerId })
    .where(and(eq(messages.tenantId, db.tenantId), theirs));
}

/** What they asked for as well. By each index in turn: of an OR, SQLite would walk all leads. */
export function adoptLeads(db: TenantDb, index: string, customerId: CustomerId) {
  const by = (column: typeof leads.phoneIndex | typeof leads.emailIndex) =>
    db.orm
      .update(leads)
      .set({ customerId })
      .where(and(eq(leads.tenantId, db.tenantId), eq(column, index), isNull(leads.customerId)));
  return [by(leads.phoneIndex), by(leads.emailIndex)] as const;
}
