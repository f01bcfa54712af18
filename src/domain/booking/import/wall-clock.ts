import { err, ok, type Result } from "../../result.ts";
import { type EpochMs, instantsAt, type LocalDate, type LocalMinute } from "../../time.ts";
import type { DraftRule } from "./draft.ts";

/** What is kept must be shown again, and a day's neighbours must have four-digit years for that. */
const LAST_INSTANT = Date.UTC(2200, 0);

export type WallTime = { date: LocalDate; minute: LocalMinute; second: number };

/**
 * The instant at which the clocks of a zone show `wall`. Of a time that they show twice, the first; for an end, the
 * first that is `after` the start.
 */
export function resolveWall(timeZone: string, wall: WallTime, after = 0): Result<EpochMs, DraftRule> {
  if (!isNearYear(wall.date)) return err("out_of_range");
  const instants = instantsAt(timeZone, wall.date, wall.minute).map((instant) => instant + wall.second * 1_000);
  const first = instants.find((instant) => instant > after) ?? instants[0];
  return first === undefined ? err("no_such_time") : withinRange(first);
}

export function withinRange(instant: EpochMs): Result<EpochMs, DraftRule> {
  return instant >= 0 && instant < LAST_INSTANT ? ok(instant) : err("out_of_range");
}

/** Null for a day that the calendar does not have. */
export function toLocalDate(year: number, month: number, day: number): LocalDate | null {
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) {
    return null;
  }
  return [String(year).padStart(4, "0"), twoDigits(month), twoDigits(day)].join("-");
}

function isNearYear(date: LocalDate): boolean {
  return date >= "1969-12-31" && date < "2200-01-02";
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
