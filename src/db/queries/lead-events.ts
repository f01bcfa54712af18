import { and, desc, eq, type InferSelectModel } from "drizzle-orm";
import type { CustomerId, LeadId } from "../../domain/ids.ts";
import { leadEvents } from "../schema/leads.ts";
import type { TenantDb } from "../tenant-db.ts";
import { beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

export type LeadEventRow = Omit<InferSelectModel<typeof leadEvents>, "tenantId">;

/** A statement for a batch. The same event again is not stored. */
export function insertLeadEvent(db: TenantDb, row: LeadEventRow) {
  return db.orm
    .insert(leadEvents)
    .values({ ...row, tenantId: db.tenantId })
    .onConflictDoNothing();
}

export async function hasLeadEvent(db: TenantDb, id: string): Promise<boolean> {
  const mine = and(eq(leadEvents.tenantId, db.tenantId), eq(leadEvents.id, id));
  return (await db.orm.select({ id: leadEvents.id }).from(leadEvents).where(mine).get()) !== undefined;
}

/** Of a lead, or of a customer. Newest first. */
export async function listLeadEvents(
  db: TenantDb,
  of: { leadId: LeadId } | { customerId: CustomerId },
  page: Page,
): Promise<Paged<LeadEventRow>> {
  const theirs = "leadId" in of ? eq(leadEvents.leadId, of.leadId) : eq(leadEvents.customerId, of.customerId);
  const rows = await db.orm
    .select()
    .from(leadEvents)
    .where(
      and(eq(leadEvents.tenantId, db.tenantId), theirs, beforeCursor(page, { at: leadEvents.at, id: leadEvents.id })),
    )
    .orderBy(desc(leadEvents.at), desc(leadEvents.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ at, id }) => ({ at, id }));
}

/** A statement for a batch: nobody reads it any more. */
export function deleteLeadEvents(db: TenantDb, leadId: LeadId) {
  return db.orm.delete(leadEvents).where(and(eq(leadEvents.tenantId, db.tenantId), eq(leadEvents.leadId, leadId)));
}
