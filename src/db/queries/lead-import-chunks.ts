import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { CustomerId, LeadId } from "../../domain/ids.ts";
import { leadImportRows } from "../schema/lead-imports.ts";
import { leadEvents, leads } from "../schema/leads.ts";
import { optOuts } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";
import { findCustomersByIndexes } from "./customers.ts";
import type { LeadEventRow } from "./lead-events.ts";
import type { ImportedRow, LeadImportRow } from "./lead-imports.ts";
import type { NewLead } from "./leads.ts";
import { listedRows } from "./listed-rows.ts";
import { listedIds } from "./page.ts";

type Indexed = { phoneIndex: string | null; emailIndex: string | null };

/** What is known by these numbers and addresses: leads, customers, opt-outs, and rows before in the same run. */
export async function findKnown(db: TenantDb, { id, run }: LeadImportRow, indexes: readonly string[]) {
  const listed = listedIds(indexes);
  const leadsBy = (column: typeof leads.phoneIndex | typeof leads.emailIndex) =>
    db.orm
      .select({ id: leads.id, phoneIndex: leads.phoneIndex, emailIndex: leads.emailIndex })
      .from(listed.table)
      .crossJoin(leads)
      .where(and(eq(leads.tenantId, db.tenantId), eq(column, listed.value)));
  const rowsBy = (column: typeof leadImportRows.phoneIndex | typeof leadImportRows.emailIndex) => {
    const { tenantId, importId, run: ofRun, outcome } = leadImportRows;
    const mine = and(eq(tenantId, db.tenantId), eq(importId, id), eq(ofRun, run), eq(outcome, "created"));
    return db.orm
      .select({ index: column })
      .from(listed.table)
      .crossJoin(leadImportRows)
      .where(and(mine, eq(column, listed.value)));
  };
  const outOf = (channel: string) =>
    db.orm
      .select({ index: optOuts.addressIndex })
      .from(listed.table)
      .crossJoin(optOuts)
      .where(and(eq(optOuts.tenantId, db.tenantId), sql`${optOuts.channel} = ${channel}`, outBy(listed.value)));
  const [byPhone, byEmail, earlierPhones, earlierEmails, ...out] = await db.orm.batch([
    leadsBy(leads.phoneIndex),
    leadsBy(leads.emailIndex),
    rowsBy(leadImportRows.phoneIndex),
    rowsBy(leadImportRows.emailIndex),
    outOf("sms"),
    outOf("whatsapp"),
    outOf("email"),
  ]);
  return {
    leads: byIndex<LeadId>([...byEmail, ...byPhone]),
    customers: byIndex<CustomerId>(await findCustomersByIndexes(db, indexes)),
    optedOut: new Set(out.flat().map(({ index }) => index)),
    earlier: new Set([...earlierPhones, ...earlierEmails].flatMap(({ index }) => index ?? [])),
  };
}

function outBy(value: SQL) {
  return and(eq(optOuts.addressIndex, value), isNull(optOuts.endedAt));
}

function byIndex<Id>(rows: readonly ({ id: Id } & Indexed)[]): Map<string, Id> {
  const map = new Map<string, Id>();
  for (const { id, phoneIndex, emailIndex } of rows) {
    for (const index of [emailIndex, phoneIndex]) if (index !== null) map.set(index, id);
  }
  return map;
}

// Statements for a batch, each of as many rows as a chunk has: as a select, for D1 takes 100 parameters at most.

export function insertLeads(db: TenantDb, rows: readonly NewLead[]) {
  return db.orm.insert(leads).select(listedRows(db, leads, rows));
}

export function insertLeadEvents(db: TenantDb, rows: readonly LeadEventRow[]) {
  const texts = rows.map((row) => ({ ...row, facts: JSON.stringify(row.facts) }));
  return db.orm.insert(leadEvents).select(listedRows(db, leadEvents, texts));
}

export function insertImportRows(db: TenantDb, { id, run }: LeadImportRow, rows: readonly ImportedRow[]) {
  const whole = rows.map((row) => ({ ...row, importId: id, run }));
  return db.orm.insert(leadImportRows).select(listedRows(db, leadImportRows, whole));
}
