import type { TenantDetailView, TenantView } from "../../contracts/operations.ts";
import { findTenant, type TenantRow } from "../../db/queries/identity.ts";
import { countTenant, listTenants } from "../../db/queries/operations-views.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { TenantId } from "../../domain/ids.ts";

export async function viewTenants(env: Env, page: Page): Promise<Paged<TenantView>> {
  const { items, nextCursor } = await listTenants(env.DB, page);
  return { items: items.map(toView), nextCursor };
}

/** Null when there is no such tenant. */
export async function viewTenant(env: Env, id: TenantId): Promise<TenantDetailView | null> {
  const row = await findTenant(tenantDb(env.DB, id));
  return row && { ...toView(row), counts: await countTenant(env.DB, id) };
}

function toView({ id, name, slug, language, createdAt }: TenantRow): TenantView {
  return { id, name, slug, language, createdAt: new Date(createdAt).toISOString() };
}
