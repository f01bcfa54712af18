import type { CronView } from "../../contracts/operations.ts";
import { type CronRun, listCronRuns } from "../../db/queries/operations-log.ts";
import { crons, dueTimes, nextDue } from "../../domain/operations/crons.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../domain/time.ts";

/** Cloudflare promises no minute, so a run is missed only when it is this late. */
const GRACE_MS = 10 * MINUTE_MS;
const LOOKED_AT_MS = 2 * DAY_MS;

/** Of each cron: how it ran last, when it is due next, and what it missed in the last day. */
export function viewCrons(env: Env, now: EpochMs): Promise<CronView[]> {
  return Promise.all(
    crons.map(async ({ cron, does }) => {
      const runs = await listCronRuns(env.DB, cron, now - LOOKED_AT_MS);
      const [last] = runs;
      const lastFailed = runs.find(({ status }) => status === "failed");
      const nextAt = nextDue(cron, now);
      return {
        cron,
        does,
        last: last ? toRunView(last) : null,
        lastFailed: lastFailed ? toRunView(lastFailed) : null,
        nextAt: nextAt === null ? null : toInstant(nextAt),
        missed: missedTimes(cron, runs, now).map(toInstant),
      };
    }),
  );
}

/** A deployment that is younger than a day has missed nothing before its first run. */
function missedTimes(cron: string, runs: readonly CronRun[], now: EpochMs): EpochMs[] {
  const first = runs.at(-1);
  if (!first) return [];
  const ran = new Set(runs.map(({ dueAt }) => dueAt));
  return dueTimes(cron, Math.max(first.dueAt, now - DAY_MS), now - GRACE_MS).filter((at) => !ran.has(at));
}

function toRunView({ dueAt, startedAt, endedAt, status, error }: CronRun) {
  return { dueAt: toInstant(dueAt), startedAt: toInstant(startedAt), endedAt: toInstant(endedAt), status, error };
}

function toInstant(at: EpochMs): string {
  return new Date(at).toISOString();
}
