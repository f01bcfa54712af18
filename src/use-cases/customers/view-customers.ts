import { type CustomerSummaryView, type CustomerView, customerDetails } from "../../contracts/customers.ts";
import {
  type CustomerCounts,
  type CustomerRow,
  countAppointments,
  findCustomer,
  listCustomers,
} from "../../db/queries/customers.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { Sight } from "../../domain/identity/sight.ts";
import type { CustomerId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { tenantVault } from "../tenant-vault.ts";
import { customerPlace } from "./customer-place.ts";
import { readSearch } from "./read-search.ts";

/** Whose customers, and which of them are seen. */
type Seer = { tenantId: TenantId; sight: Sight };

/** Newest first; with `query` those whose number or address it is, or whose names begin like its words. */
export async function listCustomerViews(
  env: Env,
  { tenantId, sight }: Seer,
  query: string | null,
  page: Page,
): Promise<Paged<CustomerSummaryView>> {
  const db = tenantDb(env.DB, tenantId);
  const vault = await tenantVault(env, db);
  const search = query === null ? null : await readSearch(db, vault, query);
  if (search === "nobody") return { items: [], nextCursor: null };
  const { items, nextCursor } = await listCustomers(db, { search, sight }, page);
  return { items: await Promise.all(items.map((row) => toSummary(vault, row))), nextCursor };
}

/** Null when this tenant has no such customer, or the actor does not see them. */
export async function findCustomerView(
  env: Env,
  { tenantId, sight }: Seer,
  id: CustomerId,
  now: EpochMs,
): Promise<CustomerView | null> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findCustomer(db, id, sight);
  return row && toView(await tenantVault(env, db), row, await countAppointments(db, { id, sight, now }));
}

export async function readDetails(vault: Vault, { id, sealedContact }: Pick<CustomerRow, "id" | "sealedContact">) {
  return customerDetails.parse(JSON.parse(await vault.open(customerPlace(id), sealedContact)));
}

async function toSummary(vault: Vault, row: CustomerRow): Promise<CustomerSummaryView> {
  const { notes: _, preferredChannel: __, ...details } = await readDetails(vault, row);
  const { id, language, createdAt, updatedAt } = row;
  return { id, ...details, language, createdAt: toInstant(createdAt), updatedAt: toInstant(updatedAt) };
}

async function toView(vault: Vault, row: CustomerRow, counts: CustomerCounts): Promise<CustomerView> {
  const { notes, ...details } = await readDetails(vault, row);
  const { id, language, createdAt, updatedAt, version } = row;
  const times = { createdAt: toInstant(createdAt), updatedAt: toInstant(updatedAt) };
  const lastVisitAt = counts.lastVisitAt === null ? null : toInstant(counts.lastVisitAt);
  const nextVisitAt = counts.nextVisitAt === null ? null : toInstant(counts.nextVisitAt);
  return { id, ...details, notes, language, version, ...times, counts: { ...counts, lastVisitAt, nextVisitAt } };
}

function toInstant(at: EpochMs): string {
  return new Date(at).toISOString();
}
