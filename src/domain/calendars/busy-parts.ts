import type { Interval } from "../booking/interval.ts";

/** More than anybody's calendar takes in half a year. */
export const MAX_OUTSIDE_BUSY = 20_000;

/**
 * Windows that together are the whole one, none with more than `size` of the intervals: a branch takes so many at once,
 * and what a calendar takes beyond that must block as well. The intervals are sorted and do not touch.
 */
export function busyParts(window: Interval, intervals: readonly Interval[], size: number) {
  const parts: { window: Interval; intervals: readonly Interval[] }[] = [];
  let { start } = window;
  for (let from = 0; ; from += size) {
    const next = intervals[from + size];
    const end = next?.start ?? window.end;
    parts.push({ window: { start, end }, intervals: intervals.slice(from, from + size) });
    if (!next) return parts;
    start = end;
  }
}
