import type { Interval } from "../booking/interval.ts";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";

export const MAX_SUBSCRIPTIONS = 50;
export const MAX_FEEDS = 100;
export const SYNC_EVERY_MS = 10 * MINUTE_MS;
/** So many failures in a row, about an hour, are worth a person's attention. */
export const FAILING_AFTER = 3;
/** While somebody asks, nobody else does. Longer than any answer takes. */
export const SYNC_LEASE_MS = 2 * MINUTE_MS;
/** The window of busy time moves on with the days, so an unchanged calendar is still read in full once a day. */
export const REREAD_MS = DAY_MS;

const AHEAD_MS = 180 * DAY_MS;
const LONGEST_WAIT_MS = 6 * HOUR_MS;

/** What of an outside calendar counts: from yesterday on, half a year ahead. */
export function busyWindow(now: EpochMs): Interval {
  return { start: now - DAY_MS, end: now + AHEAD_MS };
}

/** When to ask again after so many failures in a row: twice as long each time, up to six hours. */
export function nextSyncAfter(failures: number, now: EpochMs): EpochMs {
  return now + Math.min(SYNC_EVERY_MS * 2 ** Math.min(failures, 10), LONGEST_WAIT_MS);
}
