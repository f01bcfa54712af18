import { findEndpoint, updateEndpoint } from "../../db/queries/webhook-endpoints.ts";
import type { WebhookEndpointId } from "../../domain/ids.ts";
import { HOUR_MS } from "../../domain/time.ts";
import { newWebhookSecret } from "../../providers/outbound/sign.ts";
import { auditOf, type Clerk, dbOf } from "../clerk.ts";
import { tenantVault } from "../tenant-vault.ts";
import { sealSecret } from "./secrets.ts";
import { toInstant } from "./views.ts";

/**
 * A new secret, told once. The one before signs beside it for `overlapHours`, so that the receiver can change over in
 * peace; with 0 it ends at once, for a secret that got out. Null: there is no such endpoint.
 */
export async function rotateSecret(clerk: Clerk, id: WebhookEndpointId, overlapHours: number) {
  const db = dbOf(clerk);
  const endpoint = await findEndpoint(db, id);
  if (!endpoint) return null;
  const secret = newWebhookSecret();
  const sealedSecret = await sealSecret(await tenantVault(clerk.env, db), id, secret);
  const until = overlapHours > 0 ? clerk.now + overlapHours * HOUR_MS : null;
  const previous = { sealedPreviousSecret: until === null ? null : endpoint.sealedSecret, previousSecretUntil: until };
  await db.orm.batch([
    updateEndpoint(db, id, { sealedSecret, ...previous, updatedAt: clerk.now }),
    auditOf(clerk, "webhook_endpoint.secret_rotated", id, { overlapHours }),
  ]);
  return { secret, previousSecretUntil: toInstant(until) };
}
