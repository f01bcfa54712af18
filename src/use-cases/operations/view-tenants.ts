import type { TenantDetailView, TenantView } from "../../contracts/operations.ts";
import { listBranches } from "../../db/queries/catalogue.ts";
import { findTenant, type TenantRow } from "../../db/queries/identity.ts";
import { countTenant, listTenants } from "../../db/queries/operations-views.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { ERASED_KEY, masterVersionOf } from "../../db/vault.ts";
import type { TenantId } from "../../domain/ids.ts";

export async function viewTenants(env: Env, page: Page): Promise<Paged<TenantView>> {
  const { items, nextCursor } = await listTenants(env.DB, page);
  return { items: items.map(toView), nextCursor };
}

/** Null when there is no such tenant. */
export async function viewTenant(env: Env, id: TenantId): Promise<TenantDetailView | null> {
  const db = tenantDb(env.DB, id);
  const row = await findTenant(db);
  if (!row) return null;
  const [counts, branches] = await Promise.all([countTenant(env.DB, id), listBranches(db)]);
  const keyVersion = row.wrappedKey === ERASED_KEY ? null : String(masterVersionOf(row.wrappedKey));
  const places = branches.map((branch) => ({ id: branch.id, name: branch.name, timeZone: branch.timeZone }));
  return { ...toView(row), counts, tier: row.tier, keyVersion, branches: places };
}

function toView({ id, name, slug, language, createdAt }: TenantRow): TenantView {
  return { id, name, slug, language, createdAt: new Date(createdAt).toISOString() };
}
