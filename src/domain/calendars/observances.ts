import { Temporal } from "temporal-polyfill";
import { DAY_MS, type EpochMs, instantsAt, offsetMsAt, toLocal } from "../time.ts";

/** From `startsAt` on the zone's clocks are `toMs` ahead of UTC; they were `fromMs` ahead before. */
export type Observance = { startsAt: EpochMs; fromMs: number; toMs: number; isDaylight: boolean };

/** Two a year for half a century. */
const MAX_OBSERVANCES = 100;
const YEAR_MS = 365 * DAY_MS;

/**
 * What a reader has to know of a zone to place every wall clock time in `[from, to]`: what holds at its beginning, and
 * each change until its end, by the platform's own data. Only what is needed: rules of later years may still change.
 */
export function observancesOf(timeZone: string, from: EpochMs, to: EpochMs): Observance[] {
  const found = [observanceAt(timeZone, transition(timeZone, from + 1, "previous") ?? 0)];
  for (let at = transition(timeZone, from, "next"); at !== null && at <= to; at = transition(timeZone, at, "next")) {
    if (found.length >= MAX_OBSERVANCES) break;
    found.push(observanceAt(timeZone, at));
  }
  return found;
}

/** Whether the wall clock shows `instant` first of all: what it shows twice, a local time means the first time only. */
export function isFirstOfItsTime(timeZone: string, instant: EpochMs): boolean {
  const { date, minute } = toLocal(timeZone, instant);
  return (instantsAt(timeZone, date, minute)[0] ?? instant) >= instant - (instant % 60_000);
}

function observanceAt(timeZone: string, startsAt: EpochMs): Observance {
  const toMs = offsetMsAt(timeZone, startsAt);
  const fromMs = startsAt === 0 ? toMs : offsetMsAt(timeZone, startsAt - 1);
  return { startsAt, fromMs, toMs, isDaylight: toMs > standardOffset(timeZone, startsAt) };
}

/** The least of the year around: a zone without changes has no summer. */
function standardOffset(timeZone: string, around: EpochMs): number {
  return Math.min(
    ...[0, YEAR_MS / 4, YEAR_MS / 2, (YEAR_MS * 3) / 4].map((ahead) => offsetMsAt(timeZone, around + ahead)),
  );
}

function transition(timeZone: string, after: EpochMs, direction: "next" | "previous"): EpochMs | null {
  const zoned = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone);
  return zoned.getTimeZoneTransition(direction)?.epochMilliseconds ?? null;
}
