import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { LeadId } from "../../domain/ids.ts";
import { leadNameTokens, leads } from "../schema/leads.ts";
import type { TenantDb } from "../tenant-db.ts";

/** The tokens of a lead's name. None: the name has no letters, or cannot be read. */
export type NamedLead = { id: LeadId; tokens: string[] };

export function listUnindexedLeads(db: TenantDb, limit: number): Promise<{ id: LeadId; sealed: string }[]> {
  return db.orm
    .select({ id: leads.id, sealed: leads.sealed })
    .from(leads)
    .where(and(eq(leads.tenantId, db.tenantId), sql`is_name_indexed = 0`)) // the words of the partial index
    .orderBy(asc(leads.id))
    .limit(limit)
    .all();
}

/** Stores the tokens of leads that still have none: a name that was changed meanwhile has brought its own. */
export async function indexLeads(db: TenantDb, named: readonly NamedLead[]): Promise<void> {
  if (named.length === 0) return;
  const list = JSON.stringify(named);
  await db.client.batch([
    db.client.prepare(INSERT_TOKENS).bind(db.tenantId, list),
    db.client.prepare(MARK_INDEXED).bind(db.tenantId, list),
  ]);
}

const INSERT_TOKENS = `
  INSERT INTO lead_name_tokens (tenant_id, token, lead_id)
  SELECT l.tenant_id, t.value, l.id
  FROM json_each(?2) AS n
  CROSS JOIN leads AS l ON l.id = n.value->>'id' AND l.tenant_id = ?1 AND l.is_name_indexed = 0
  CROSS JOIN json_each(n.value->'tokens') AS t
  WHERE true ON CONFLICT DO NOTHING`;

// The `+` keeps the tenant's index out: by it, every lead would be walked for these few.
const MARK_INDEXED = `
  UPDATE leads SET is_name_indexed = 1
  WHERE +tenant_id = ?1 AND id IN (SELECT value->>'id' FROM json_each(?2))`;

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
