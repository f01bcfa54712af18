import type { QuarantinedEventView } from "../../../contracts/quarantine.ts";
import { listEvents } from "../../../db/queries/operations.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import type { TenantId } from "../../../domain/ids.ts";

const NONE = { suggestion: null, number: null, clues: [] };

export async function listQuarantine(
  env: Env,
  tenantId: TenantId | undefined,
  page: Page,
): Promise<Paged<QuarantinedEventView>> {
  const { items, nextCursor } = await listEvents(env.DB, { status: "quarantined", tenantId }, page);
  const views = items.map(({ id, tenantId, connectionId, type, confidence, evidence, requestId, receivedAt }) => {
    const found = { confidence: confidence ?? 0, evidence: evidence ?? NONE };
    return { id, tenantId, connectionId, type, ...found, requestId, receivedAt: new Date(receivedAt).toISOString() };
  });
  return { items: views, nextCursor };
}
