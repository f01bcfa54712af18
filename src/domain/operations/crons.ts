import { DAY_MS, type EpochMs, MINUTE_MS } from "../time.ts";

/** The crons of wrangler.toml, in UTC. */
export const SWEEP_CRON = "*/5 * * * *";
export const NIGHTLY_CRON = "17 3 * * *";
export const QUALITY_CRON = "37 * * * *";

export const crons = [
  {
    cron: SWEEP_CRON,
    does: "Wakes what is overdue: provider events, outbound webhooks, audit chains, outside calendars.",
  },
  { cron: NIGHTLY_CRON, does: "Compares calendars with the read model, prunes, and anchors the audit log." },
  { cron: QUALITY_CRON, does: "Scores the calls that have ended." },
] as const;

const MAX_AHEAD_MS = 8 * DAY_MS;
type Field = (value: number) => boolean;

/** The minutes in [from, to) at which a cron is due. Understands numbers, lists, `*` and steps of `*`. */
export function dueTimes(cron: string, from: EpochMs, to: EpochMs): EpochMs[] {
  const isDue = readCron(cron);
  const times: EpochMs[] = [];
  for (let at = Math.ceil(from / MINUTE_MS) * MINUTE_MS; at < to; at += MINUTE_MS) if (isDue(at)) times.push(at);
  return times;
}

/** When it is due next after `now`. Null: not within a week. */
export function nextDue(cron: string, now: EpochMs): EpochMs | null {
  const isDue = readCron(cron);
  const first = Math.floor(now / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  for (let at = first; at < now + MAX_AHEAD_MS; at += MINUTE_MS) if (isDue(at)) return at;
  return null;
}

function readCron(cron: string): (at: EpochMs) => boolean {
  const fields = cron.split(" ").map(readField);
  return (at) => {
    const date = new Date(at);
    const clock = [date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate()];
    const parts = [...clock, date.getUTCMonth() + 1, date.getUTCDay()];
    return fields.every((matches, index) => matches(parts[index] ?? -1));
  };
}

function readField(text: string): Field {
  if (text === "*") return () => true;
  const step = /^\*\/(\d+)$/.exec(text)?.[1];
  if (step) return (value) => value % Number(step) === 0;
  const values = new Set(text.split(",").map(Number));
  return (value) => values.has(value);
}
