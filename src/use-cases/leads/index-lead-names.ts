import { indexNames, listUnindexedLeads, type Named } from "../../db/queries/names.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { LeadId, TenantId } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";
import { nameTokensOf } from "../customers/index-names.ts";
import { mapInSlices } from "../map-in-slices.ts";
import { tenantVault } from "../tenant-vault.ts";
import { openLead } from "./lead-place.ts";

const PAGE = 300;
/** One message's work: what is left comes with the next one. */
const MAX_PAGES = 7;

/** Makes the names of leads that came by a file searchable. Safe to repeat. `more`: there are others. */
export async function indexLeadNames(env: Env, tenantId: TenantId): Promise<"done" | "more"> {
  const db = tenantDb(env.DB, tenantId);
  for (let page = 0; page < MAX_PAGES; page++) {
    const rows = await listUnindexedLeads(db, PAGE);
    if (rows.length === 0) return "done";
    const vault = await tenantVault(env, db);
    await indexNames(db, "leads", await mapInSlices(rows, (row) => readTokens(vault, row)));
    if (rows.length < PAGE) return "done";
  }
  return "more";
}

type Unindexed = Awaited<ReturnType<typeof listUnindexedLeads>>[number];

/** A row that cannot be read must not keep those behind it waiting. */
async function readTokens(vault: Vault, row: Unindexed): Promise<Named<LeadId>> {
  try {
    const { name } = await openLead(vault, row);
    return { id: row.id, tokens: await nameTokensOf(vault, name) };
  } catch (error) {
    log("error", "lead_unreadable", { leadId: row.id, ...faultFacts(error) });
    return { id: row.id, tokens: [] };
  }
}
