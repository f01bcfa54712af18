import type { EpochMs } from "../time.ts";

/** So many calendar months earlier; the 31st of a month without one is its last day. */
export function monthsBefore(now: EpochMs, months: number): EpochMs {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
