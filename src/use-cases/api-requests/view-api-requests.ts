import type { ApiFailureView, ApiRequestView } from "../../contracts/api-requests.ts";
import { type ApiRequestFilter, listApiFailures, listApiRequests } from "../../db/queries/api-requests.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { TenantId } from "../../domain/ids.ts";
import { DAY_MS, type EpochMs } from "../../domain/time.ts";

const MOST_KINDS = 20;

/** Newest first. */
export async function listApiRequestViews(
  env: Env,
  tenantId: TenantId,
  filter: ApiRequestFilter,
  page: Page,
): Promise<Paged<ApiRequestView>> {
  const { items, nextCursor } = await listApiRequests(tenantDb(env.DB, tenantId), filter, page);
  return { items: items.map(({ at, ...row }) => ({ ...row, at: toInstant(at) })), nextCursor };
}

/** What failed within a day. */
export async function listApiFailureViews(env: Env, tenantId: TenantId, now: EpochMs): Promise<ApiFailureView[]> {
  const failures = await listApiFailures(tenantDb(env.DB, tenantId), now - DAY_MS, MOST_KINDS);
  return failures.map(({ lastAt, ...failure }) => ({ ...failure, lastAt: toInstant(lastAt) }));
}

function toInstant(at: EpochMs): string {
  return new Date(at).toISOString();
}
