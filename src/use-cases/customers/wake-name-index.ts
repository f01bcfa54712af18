import type { JobMessage } from "../../contracts/queue-messages.ts";
import type { TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";

/** A busy moment's new customers are indexed together: alone, each would cost more than its booking. */
const DELAY_SECONDS = 1;
const MAX_REMEMBERED = 1_000;
const wokenAt = new Map<TenantId, EpochMs>();

/**
 * Asks the jobs queue to make new customers searchable. A wake-up that is still on its way covers those who come
 * meanwhile; one that is lost is made up for by the cron. Throws when the queue does.
 */
export async function wakeNameIndex(env: Env, tenantId: TenantId, now: EpochMs): Promise<void> {
  if (now - (wokenAt.get(tenantId) ?? 0) < DELAY_SECONDS * 1_000) return;
  if (wokenAt.size >= MAX_REMEMBERED) wokenAt.clear();
  await env.JOBS.send({ type: "index_customers", tenantId } satisfies JobMessage, { delaySeconds: DELAY_SECONDS });
  wokenAt.set(tenantId, now);
}
