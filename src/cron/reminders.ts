import type { JobMessage } from "../contracts/queue-messages.ts";
import { listDueReminders } from "../db/queries/due-reminders.ts";
import { REMINDER_MINUTES } from "../domain/messaging/reminders.ts";

/** Bounds one tick; the next one takes the rest, for what was stored is not selected again. */
const MAX_A_TICK = 5_000;
/** Queues take at most 100 messages a call. */
const BATCH = 100;

/** Selects and enqueues only. A missed tick heals with the next; of a doubled one the second message finds it stored. */
export async function enqueueDueReminders(env: Env, now: number): Promise<void> {
  for (const minutesBefore of REMINDER_MINUTES) {
    const due = await listDueReminders(env.DB, minutesBefore, now, MAX_A_TICK);
    const jobs = due.map((reminder) => ({ body: { type: "queue_reminder", ...reminder } satisfies JobMessage }));
    for (let from = 0; from < jobs.length; from += BATCH) await env.JOBS.sendBatch(jobs.slice(from, from + BATCH));
  }
}
