import type { JobMessage } from "../contracts/queue-messages.ts";
import { listDueSteps } from "../db/queries/enrolments.ts";
import { listStuckImports } from "../db/queries/lead-imports.ts";
import { listDueContacts } from "../db/queries/lead-settings.ts";
import { listMissedCalls } from "../db/queries/missed-calls.ts";
import { listSequencesByTrigger } from "../db/queries/sequences.ts";

const STUCK_AFTER_MS = 2 * 60_000;
/** Queues take at most 100 messages a call. */
const BATCH = 100;
/** Bounds one tick; the next one takes the rest, for what was done is not selected again. */
const MAX_A_TICK = 5_000;
const MAX_SEQUENCES = 1_000;

/** Imports that have not moved for a while have lost their wake-up. One too many finds the progress taken. */
export async function wakeStuckImports(env: Env, now: number): Promise<void> {
  const stuck = await listStuckImports(env.DB, now - STUCK_AFTER_MS, BATCH);
  await enqueue(
    env,
    stuck.map((ref) => ({ type: "import_leads", ...ref })),
  );
}

/** Who waited for the end of the quiet hours, and whose wake-up was lost. */
export async function wakeDueContacts(env: Env, now: number): Promise<void> {
  const due = await listDueContacts(env.DB, now, MAX_A_TICK);
  await enqueue(
    env,
    due.map((ref) => ({ type: "contact_lead", ...ref })),
  );
}

/** Selects and enqueues only. A missed tick heals with the next; of a doubled one the second message finds it taken. */
export async function enqueueDueSteps(env: Env, now: number): Promise<void> {
  const due = await listDueSteps(env.DB, now, MAX_A_TICK);
  await enqueue(
    env,
    due.map((step) => ({ type: "run_step", ...step })),
  );
}

export async function enqueueMissedCalls(env: Env, now: number): Promise<void> {
  const missed = await listMissedCalls(env.DB, now, MAX_A_TICK);
  await enqueue(
    env,
    missed.map((call) => ({ type: "enrol_missed_call", ...call })),
  );
}

/** Nightly. */
export async function enqueueRecalls(env: Env): Promise<void> {
  const recalls = await listSequencesByTrigger(env.DB, "recall", MAX_SEQUENCES);
  await enqueue(
    env,
    recalls.map((sequence) => ({ type: "enrol_recalls", ...sequence })),
  );
}

async function enqueue(env: Env, jobs: readonly JobMessage[]): Promise<void> {
  for (let from = 0; from < jobs.length; from += BATCH) {
    await env.JOBS.sendBatch(jobs.slice(from, from + BATCH).map((body) => ({ body })));
  }
}
