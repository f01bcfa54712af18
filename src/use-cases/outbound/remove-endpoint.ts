import { cancelPending } from "../../db/queries/webhook-delivery-edits.ts";
import { findEndpoint, updateEndpoint } from "../../db/queries/webhook-endpoints.ts";
import type { WebhookEndpointId } from "../../domain/ids.ts";
import { auditOf, type Clerk, dbOf } from "../clerk.ts";

/** Forgets its secrets and sends it nothing any more; what it was sent stays in the log. False: there is none. */
export async function removeEndpoint(clerk: Clerk, id: WebhookEndpointId): Promise<boolean> {
  const db = dbOf(clerk);
  const endpoint = await findEndpoint(db, id);
  if (!endpoint) return false;
  const { now } = clerk;
  const gone = { status: "disabled", sealedSecret: "", sealedPreviousSecret: null, removedAt: now } as const;
  await db.orm.batch([
    cancelPending(db, id),
    updateEndpoint(db, id, { ...gone, updatedAt: now }),
    auditOf(clerk, "webhook_endpoint.removed", id, { host: new URL(endpoint.url).hostname }),
  ]);
  return true;
}
