import type { JobMessage } from "../contracts/queue-messages.ts";
import { listOpenOrders } from "../db/queries/numbers.ts";
import { listDueAlerts } from "../db/queries/on-call.ts";
import { listDueOutbound } from "../db/queries/outbound-requests.ts";
import { DAY_MS, MINUTE_MS } from "../domain/time.ts";

/** Queues take at most 100 messages a call; the next tick takes the rest. */
const BATCH = 100;

/** Emergencies whose wake-up was lost. One message too many finds the step counted. */
export async function wakeDueAlerts(env: Env, now: number): Promise<void> {
  const due = await listDueAlerts(env.DB, now, BATCH);
  if (due.length === 0) return;
  await env.JOBS.sendBatch(due.map((ref) => ({ body: { type: "run_alert", ...ref } satisfies JobMessage })));
}

/** Who is to be called again now, whose call was never heard of again, and whose wake-up was lost. */
export async function wakeDueOutbound(env: Env, now: number): Promise<void> {
  const due = await listDueOutbound(env.DB, now, BATCH);
  if (due.length === 0) return;
  await env.JOBS.sendBatch(due.map((ref) => ({ body: { type: "call_outbound", ...ref } satisfies JobMessage })));
}

/** An order is looked after for a week: some wait for papers. */
const ORDERS_WATCHED_MS = 7 * DAY_MS;

/** Numbers whose carrier has not told us what became of them. */
export async function checkOpenOrders(env: Env, now: number): Promise<void> {
  const open = await listOpenOrders(env.DB, { from: now - ORDERS_WATCHED_MS, to: now - MINUTE_MS }, BATCH);
  if (open.length === 0) return;
  await env.JOBS.sendBatch(open.map((ref) => ({ body: { type: "check_number_order", ...ref } satisfies JobMessage })));
}
