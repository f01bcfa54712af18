import { and, asc, eq, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { LeadId, TenantId } from "../../domain/ids.ts";
import type { FirstContactWay } from "../../domain/leads/first-contact.ts";
import type { EpochMs } from "../../domain/time.ts";
import { leads } from "../schema/leads.ts";
import { leadSettingsTable } from "../schema/sequences.ts";
import type { TenantDb } from "../tenant-db.ts";

export type LeadSettingsRow = { firstContact: FirstContactWay; wordsDe: string | null; wordsEn: string | null };

export const usualLeadSettings: LeadSettingsRow = { firstContact: "sms", wordsDe: null, wordsEn: null };

export async function findLeadSettings(db: TenantDb): Promise<LeadSettingsRow> {
  const { firstContact, wordsDe, wordsEn, tenantId } = leadSettingsTable;
  const mine = eq(tenantId, db.tenantId);
  const row = await db.orm.select({ firstContact, wordsDe, wordsEn }).from(leadSettingsTable).where(mine).get();
  return row ?? usualLeadSettings;
}

/** A statement for a batch. */
export function storeLeadSettings(db: TenantDb, settings: LeadSettingsRow, updatedAt: EpochMs) {
  const set = { ...settings, updatedAt };
  return db.orm
    .insert(leadSettingsTable)
    .values({ tenantId: db.tenantId, ...set })
    .onConflictDoUpdate({ target: leadSettingsTable.tenantId, set });
}

/** Platform-wide: whom to contact by now, the longest overdue first. */
export function listDueContacts(
  d1: D1Database,
  now: EpochMs,
  limit: number,
): Promise<{ tenantId: TenantId; leadId: LeadId }[]> {
  // In the words of the index: SQLite uses a partial one only when it can see that the condition is the same.
  const isOpen = sql`${leads.contactState} IN ('due', 'trying')`;
  return drizzle(d1)
    .select({ tenantId: leads.tenantId, leadId: leads.id })
    .from(leads)
    .where(and(isOpen, lte(leads.contactDueAt, now)))
    .orderBy(asc(leads.contactDueAt))
    .limit(limit)
    .all();
}
