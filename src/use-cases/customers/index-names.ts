import { customerDetails } from "../../contracts/customers.ts";
import { indexNames, listUnindexed, type Named, type NamedTable } from "../../db/queries/names.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { nameBeginnings } from "../../domain/customers/name-beginnings.ts";
import type { CustomerId, LeadId, TenantId } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";
import { mapInSlices } from "../map-in-slices.ts";
import { tenantVault } from "../tenant-vault.ts";
import { customerPlace } from "./customer-place.ts";

/** A page's two trips to D1 take as long as the names of some customers, and its rows hold up what else D1 is asked. */
const PAGE = 100;
/** One message's work: what is left comes with the next one. */
const MAX_PAGES = 20;

type Unindexed = { id: CustomerId | LeadId };

/** Whose names are found, which of them are not yet, and how one is read. */
export type NameSource<Row extends Unindexed> = {
  table: NamedTable;
  list(db: TenantDb, limit: number): Promise<Row[]>;
  readName(vault: Vault, row: Row): Promise<string>;
  tellUnreadable(row: Row, facts: ReturnType<typeof faultFacts>): void;
};

const source: NameSource<Awaited<ReturnType<typeof listUnindexed>>[number]> = {
  table: "customers",
  list: listUnindexed,
  readName: async (vault, { id, sealedContact }) =>
    customerDetails.parse(JSON.parse(await vault.open(customerPlace(id), sealedContact))).name,
  tellUnreadable: ({ id }, facts) => log("error", "customer_unreadable", { customerId: id, ...facts }),
};

/** Makes the names of new customers searchable. Behind the bookings, for it may fail and be repeated. `more`: there are others. */
export function indexCustomerNames(env: Env, tenantId: TenantId): Promise<"done" | "more"> {
  return indexNamesOf(source, env, tenantId);
}

/** Makes the names of those searchable that still are not. Safe to repeat. `more`: there are others. */
export async function indexNamesOf<Row extends Unindexed>(
  { table, list, ...reading }: NameSource<Row>,
  env: Env,
  tenantId: TenantId,
): Promise<"done" | "more"> {
  const db = tenantDb(env.DB, tenantId);
  for (let page = 0; page < MAX_PAGES; page++) {
    const rows = await list(db, PAGE);
    if (rows.length === 0) return "done";
    const vault = await tenantVault(env, db);
    await indexNames(db, table, await mapInSlices(rows, (row) => readTokens(reading, vault, row)));
    if (rows.length < PAGE) return "done";
  }
  return "more";
}

export function nameTokensOf(vault: Vault, name: string): Promise<string[]> {
  return vault.nameTokens(nameBeginnings(name));
}

/** A row that cannot be read must not keep those behind it waiting. */
async function readTokens<Row extends Unindexed>(
  { readName, tellUnreadable }: Pick<NameSource<Row>, "readName" | "tellUnreadable">,
  vault: Vault,
  row: Row,
): Promise<Named> {
  try {
    return { id: row.id, tokens: await nameTokensOf(vault, await readName(vault, row)) };
  } catch (error) {
    tellUnreadable(row, faultFacts(error));
    return { id: row.id, tokens: [] };
  }
}
