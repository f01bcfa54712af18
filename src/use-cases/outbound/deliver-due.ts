import { type DeliveryRow, listDue, nextDueAt } from "../../db/queries/webhook-deliveries.ts";
import { cancelPending } from "../../db/queries/webhook-delivery-edits.ts";
import { type EndpointRow, findEndpoint } from "../../db/queries/webhook-endpoints.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { EndpointRef } from "../../domain/outbound/endpoint-ref.ts";
import type { EpochMs } from "../../domain/time.ts";
import { tenantVault } from "../tenant-vault.ts";
import { attemptDelivery, type Sender } from "./attempt-delivery.ts";

/** A round takes at most five times the timeout; then the object looks again what is due. */
const PER_ROUND = 20;
/** So many requests at once an endpoint must bear, and a slow one makes so many wait. */
const AT_ONCE = 4;

/** Delivers what is due at one endpoint. Tells when to come again; null when nothing is on its way. */
export async function deliverDue(
  env: Env,
  { tenantId, endpointId }: EndpointRef,
  now: EpochMs,
): Promise<EpochMs | null> {
  const db = tenantDb(env.DB, tenantId);
  const endpoint = await findEndpoint(db, endpointId);
  if (endpoint?.status !== "enabled") {
    await cancelPending(db, endpointId);
    return null;
  }
  if (isPaused(endpoint, now)) return endpoint.pausedUntil;
  const due = await listDue(db, endpointId, now, PER_ROUND);
  if (due.length > 0) await sendAll({ env, db, endpoint, vault: await tenantVault(env, db) }, due);
  const [after, next] = [await findEndpoint(db, endpointId), await nextDueAt(db, endpointId)];
  if (next === null || after?.status !== "enabled") return null;
  return Math.max(next, after.pausedUntil ?? 0);
}

function isPaused({ pausedUntil }: EndpointRow, now: EpochMs): boolean {
  return pausedUntil !== null && pausedUntil > now;
}

/** Stops taking up more when the endpoint asks for a pause or wants nothing any more. */
async function sendAll(sender: Sender, due: DeliveryRow[]): Promise<void> {
  const waiting = [...due];
  let isStopped = false;
  const lane = async () => {
    for (let next = waiting.shift(); next && !isStopped; next = waiting.shift()) {
      const { pausedUntil, isGone } = await attemptDelivery(sender, next);
      isStopped ||= isGone || pausedUntil !== null;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
