import { customerDetails } from "../../contracts/customers.ts";
import { indexNames, listUnindexed, type Named } from "../../db/queries/names.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { nameBeginnings } from "../../domain/customers/name-beginnings.ts";
import type { CustomerId, TenantId } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";
import { mapInSlices } from "../map-in-slices.ts";
import { tenantVault } from "../tenant-vault.ts";
import { customerPlace } from "./customer-place.ts";

/** A page's two trips to D1 take as long as the names of some customers, and its rows hold up what else D1 is asked. */
const PAGE = 100;
/** One message's work: what is left comes with the next one. */
const MAX_PAGES = 20;

/** Makes the names of new customers searchable. Behind the bookings, for it may fail and be repeated. `more`: there are others. */
export async function indexCustomerNames(env: Env, tenantId: TenantId): Promise<"done" | "more"> {
  const db = tenantDb(env.DB, tenantId);
  for (let page = 0; page < MAX_PAGES; page++) {
    const rows = await listUnindexed(db, PAGE);
    if (rows.length === 0) return "done";
    const vault = await tenantVault(env, db);
    await indexNames(db, "customers", await mapInSlices(rows, (row) => readTokens(vault, row)));
    if (rows.length < PAGE) return "done";
  }
  return "more";
}

export function nameTokensOf(vault: Vault, name: string): Promise<string[]> {
  return vault.nameTokens(nameBeginnings(name));
}

/** A row that cannot be read must not keep those behind it waiting. */
async function readTokens(
  vault: Vault,
  { id, sealedContact }: Awaited<ReturnType<typeof listUnindexed>>[number],
): Promise<Named<CustomerId>> {
  try {
    const { name } = customerDetails.parse(JSON.parse(await vault.open(customerPlace(id), sealedContact)));
    return { id, tokens: await nameTokensOf(vault, name) };
  } catch (error) {
    log("error", "customer_unreadable", { customerId: id, ...faultFacts(error) });
    return { id, tokens: [] };
  }
}
