import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../../../src/domain/time.ts";

/** Whole hours, halves, quarters; changes of an hour and of half an hour, at night and at midnight; a skipped day. */
export const ODD_ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Asia/Beirut",
  "Africa/Cairo",
  "Pacific/Apia",
];

/** The odd ones often, any other IANA zone now and then. */
export const aZone = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD_ZONES) },
  { weight: 1, arbitrary: fc.constantFrom(...Intl.supportedValuesOf("timeZone")) },
);

/** Any minute between 1990 and 2038: what clocks did, and what their rules say. */
export const aMinute = fc
  .integer({ min: Date.parse("1990-01-01") / MINUTE_MS, max: Date.parse("2038-01-01") / MINUTE_MS })
  .map((minutes) => minutes * MINUTE_MS);

/** Within a day of a clock change, where mistakes live. */
const nearAChange = fc
  .tuple(aZone, aMinute, fc.integer({ min: -1_500, max: 1_500 }))
  .map(([zone, from, minutes]): [string, EpochMs] => [zone, nextChange(zone, from) + minutes * MINUTE_MS]);

export const aZonedMinute = fc.oneof(fc.tuple(aZone, aMinute), nearAChange);

/** The next clock change, or a day later where there is none. */
export function nextChange(zone: string, from: EpochMs): EpochMs {
  return zoned(zone, from).getTimeZoneTransition("next")?.epochMilliseconds ?? from + DAY_MS;
}

/** The oracle: of all offsets in use within two days, those that put the wall clock on an instant that shows it. */
export function instantsThatShow(zone: string, date: string, minute: number): EpochMs[] {
  const wall = Date.parse(date) + minute * MINUTE_MS;
  const around = Array.from({ length: 97 }, (_, hours) => wall + (hours - 48) * HOUR_MS);
  const offsets = new Set(around.map((instant) => zoned(zone, instant).offsetNanoseconds / 1_000_000));
  const shown = new Date(wall).toISOString().slice(0, 19);
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((instant) => zoned(zone, instant).toPlainDateTime().toString() === shown)
    .sort((a, b) => a - b);
}

export function zoned(zone: string, instant: EpochMs): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
