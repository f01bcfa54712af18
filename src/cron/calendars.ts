import { listConnectedAccounts, listStuckReconciles } from "../db/queries/calendar-reconciles.ts";
import type { CalendarAccountId } from "../domain/ids.ts";
import { MINUTE_MS } from "../domain/time.ts";

/** Queues take at most 100 messages a call. */
const BATCH = 100;
const MAX_BATCHES = 50;
/** Longer than a step waits for its vendor. */
const STUCK_MS = 15 * MINUTE_MS;

/** Every night all accounts are compared with what shall stand there. */
export async function enqueueReconciles(env: Env): Promise<void> {
  let after: CalendarAccountId | null = null;
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const accounts = await listConnectedAccounts(env.DB, after, BATCH);
    const last = accounts.at(-1);
    if (!last) return;
    await env.CALENDARS.sendBatch(accounts.map((ref) => ({ body: { type: "reconcile_account", ...ref } })));
    after = last.accountId;
  }
}

/** Whose next message was lost. */
export async function wakeStuckReconciles(env: Env, now: number): Promise<void> {
  const stuck = await listStuckReconciles(env.DB, now - STUCK_MS, BATCH);
  if (stuck.length === 0) return;
  await env.CALENDARS.sendBatch(stuck.map((ref) => ({ body: { type: "go_on_reconciling", ...ref } })));
}
