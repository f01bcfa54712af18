import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { LeadId } from "../../domain/ids.ts";
import { leadNameTokens, leads } from "../schema/leads.ts";
import type { TenantDb } from "../tenant-db.ts";
import { type Named, storeNameTokens } from "./name-tokens.ts";

export type NamedLead = Named<LeadId>;

export function listUnindexedLeads(db: TenantDb, limit: number): Promise<{ id: LeadId; sealed: string }[]> {
  return db.orm
    .select({ id: leads.id, sealed: leads.sealed })
    .from(leads)
    .where(and(eq(leads.tenantId, db.tenantId), sql`is_name_indexed = 0`)) // the words of the partial index
    .orderBy(asc(leads.id))
    .limit(limit)
    .all();
}

const INDEX = { table: "leads", tokens: "lead_name_tokens", owner: "lead_id" } as const;

export function indexLeads(db: TenantDb, named: readonly NamedLead[]): Promise<void> {
  return storeNameTokens(db, INDEX, named);
}

/** Two statements for the batch that names or renames a lead. */
export function replaceLeadTokens(db: TenantDb, { id, tokens }: NamedLead) {
  // As a select: a name may have more tokens than a statement takes parameters.
  const rows = sql`SELECT ${db.tenantId}, value, ${id} FROM json_each(${JSON.stringify(tokens)}) WHERE true`;
  return [deleteLeadTokens(db, id), db.orm.insert(leadNameTokens).select(rows).onConflictDoNothing()] as const;
}

/** A statement for a batch. */
export function deleteLeadTokens(db: TenantDb, id: LeadId) {
  return db.orm
    .delete(leadNameTokens)
    .where(and(eq(leadNameTokens.tenantId, db.tenantId), eq(leadNameTokens.leadId, id)));
}

/** For each word, tokens of which the lead must have one. */
export function leadsNamed(db: TenantDb, words: readonly string[][]) {
  return words.map((tokens) => inArray(leads.id, holders(db, tokens)));
}

function holders(db: TenantDb, tokens: string[]) {
  return db.orm
    .select({ id: leadNameTokens.leadId })
    .from(leadNameTokens)
    .where(and(eq(leadNameTokens.tenantId, db.tenantId), inArray(leadNameTokens.token, tokens)));
}
