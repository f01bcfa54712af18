import { insertCronRun } from "../../db/queries/operations-log.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import { faultFacts, log } from "../../log.ts";
import { maskText } from "../../mask.ts";

/** Runs a cron's work and notes how it went. What it throws goes on to the platform. */
export async function recordCronRun(env: Env, cron: string, now: number, work: () => Promise<void>): Promise<void> {
  const startedAt = Date.now();
  const dueAt = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  try {
    await work();
    await note(env, { cron, dueAt, startedAt, endedAt: Date.now(), status: "ok", error: null });
  } catch (error) {
    const facts = maskText(faultFacts(error).error);
    log("error", "cron_failed", { cron, ...faultFacts(error) });
    await note(env, { cron, dueAt, startedAt, endedAt: Date.now(), status: "failed", error: facts });
    throw error;
  }
}

/** The work is done, whether or not it could be noted. */
async function note(env: Env, run: Parameters<typeof insertCronRun>[1]): Promise<void> {
  try {
    await insertCronRun(env.DB, run);
  } catch (error) {
    log("warn", "cron_run_not_noted", { cron: run.cron, ...faultFacts(error) });
  }
}
