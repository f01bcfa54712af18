import type { JobMessage } from "../contracts/queue-messages.ts";
import { listScorableTenants } from "../db/queries/call-quality.ts";
import { listWantedRecordings } from "../db/queries/call-recordings.ts";
import { listTenantIds } from "../db/queries/platform.ts";
import type { TenantId } from "../domain/ids.ts";
import { MINUTE_MS } from "../domain/time.ts";

/** A vendor that was away is asked again; each attempt counts. */
const COPY_OVERDUE_MS = 10 * MINUTE_MS;
/** Queues take at most 100 messages a call. */
const BATCH = 100;
const MAX_BATCHES = 50;

/** Hourly: whoever has calls that nobody has scored. */
export async function enqueueScoring(env: Env, now: number): Promise<void> {
  const tenantIds = await listScorableTenants(env.DB, now, BATCH * MAX_BATCHES);
  await enqueue(
    env,
    tenantIds.map((tenantId) => ({ type: "score_calls", tenantId })),
  );
}

/** Nightly: each business says itself how long words are kept. */
export async function enqueueCallPruning(env: Env): Promise<void> {
  let after: TenantId | null = null;
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const tenantIds: TenantId[] = await listTenantIds(env.DB, after, BATCH);
    if (tenantIds.length === 0) return;
    await enqueue(
      env,
      tenantIds.map((tenantId) => ({ type: "prune_calls", tenantId })),
    );
    after = tenantIds.at(-1) ?? null;
  }
}

export async function wakeWantedRecordings(env: Env, now: number): Promise<void> {
  const wanted = await listWantedRecordings(env.DB, now - COPY_OVERDUE_MS, BATCH);
  await enqueue(
    env,
    wanted.map((call) => ({ type: "settle_call", ...call })),
  );
}

async function enqueue(env: Env, jobs: readonly JobMessage[]): Promise<void> {
  for (let from = 0; from < jobs.length; from += BATCH) {
    await env.JOBS.sendBatch(jobs.slice(from, from + BATCH).map((body) => ({ body })));
  }
}
