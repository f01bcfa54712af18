import { listUnindexedLeads } from "../../db/queries/names.ts";
import type { TenantId } from "../../domain/ids.ts";
import { log } from "../../log.ts";
import { indexNamesOf, type NameSource } from "../customers/index-names.ts";
import { openLead } from "./lead-place.ts";

const source: NameSource<Awaited<ReturnType<typeof listUnindexedLeads>>[number]> = {
  table: "leads",
  list: listUnindexedLeads,
  readName: async (vault, row) => (await openLead(vault, row)).name,
  tellUnreadable: ({ id }, facts) => log("error", "lead_unreadable", { leadId: id, ...facts }),
};

/** Makes the names of leads that came by a file searchable. Safe to repeat. `more`: there are others. */
export function indexLeadNames(env: Env, tenantId: TenantId): Promise<"done" | "more"> {
  return indexNamesOf(source, env, tenantId);
}
