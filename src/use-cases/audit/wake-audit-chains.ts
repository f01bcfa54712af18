import type { JobMessage } from "../../contracts/queue-messages.ts";
import { takeUnchained } from "../../db/queries/audit.ts";
import type { TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { faultFacts, log } from "../../log.ts";

/** A busy tenant's entries are chained together, so a wake-up waits a little for more of them. */
const DELAY_SECONDS = 2;
const MAX_REMEMBERED = 1_000;
const wokenAt = new Map<TenantId, EpochMs>();

/**
 * Asks the jobs queue to chain what this isolate has written. Called behind the answer. A wake-up that is still on its
 * way covers what was written meanwhile; one that is lost is made up for by the cron.
 */
export async function wakeAuditChains(env: Env, now: EpochMs): Promise<void> {
  const due = takeUnchained().filter((owner) => now - (wokenAt.get(owner) ?? 0) >= DELAY_SECONDS * 1_000);
  if (due.length === 0) return;
  if (wokenAt.size >= MAX_REMEMBERED) wokenAt.clear();
  for (const owner of due) wokenAt.set(owner, now);
  try {
    const messages = due.slice(0, 100).map((owner) => ({ body: { type: "chain_audit", owner } satisfies JobMessage }));
    await env.JOBS.sendBatch(messages, { delaySeconds: DELAY_SECONDS });
  } catch (error) {
    log("warn", "audit_wake_up_failed", faultFacts(error));
  }
}
