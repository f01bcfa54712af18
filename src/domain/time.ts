import { Temporal } from "temporal-polyfill";

/** An instant: integer milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number;
/** A calendar day without zone, `YYYY-MM-DD`. */
export type LocalDate = string;
/** Minutes since local midnight. Above 1,440 it lies in the next day. */
export type LocalMinute = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const DAY_MINUTES = 1_440;

/** What the arithmetic of one local day needs. `shift` is null on the days (nearly all) when no clock is changed. */
type Day = { start: EpochMs; shift: { at: EpochMs } | null };

/** What was worked out about a zone. An offset is null on the days (UTC) within which it changes. */
type Zone = { days: Map<LocalDate, Day>; offsets: Map<number, number | null> };

// Every answer names dozens of times, nearly all within a few weeks: Date and Temporal would cost more than all the rest.
const zones = new Map<string, Zone>();
const dateNames = new Map<number, LocalDate>();
const MAX_CACHED_DAYS = 2_000;
const MAX_CACHED_ZONES = 50;

/**
 * The instants that show `minute` on the wall clock of `date`: one on ordinary days, none inside the gap of a
 * spring-forward, two (earlier first) inside the repeated hour of a fall-back.
 */
export function instantsAt(timeZone: string, date: LocalDate, minute: LocalMinute): EpochMs[] {
  if (minute >= DAY_MINUTES) return instantsAt(timeZone, addDays(date, 1), minute - DAY_MINUTES);
  const day = dayOf(timeZone, date);
  if (!day.shift) return [day.start + minute * MINUTE_MS];

  const wall = wallClock(date, minute);
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = wall.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return [earlier.epochMilliseconds];
  const exists = earlier.toPlainDateTime().equals(wall);
  return exists ? [earlier.epochMilliseconds, later.epochMilliseconds] : [];
}

/**
 * The first instant at or after which the wall clock of `date` has reached `minute`; `"last"` takes the second pass of
 * a repeated hour. A time inside the gap resolves to the moment of the change. For the edges of opening hours.
 */
export function edgeAt(timeZone: string, date: LocalDate, minute: LocalMinute, pass: "first" | "last"): EpochMs {
  const instants = instantsAt(timeZone, date, minute);
  const found = pass === "first" ? instants[0] : instants.at(-1);
  if (found !== undefined) return found;
  const day = dayOf(timeZone, addDays(date, Math.floor(minute / DAY_MINUTES)));
  return day.shift?.at ?? day.start; // only a day with a shift has a gap
}

export function localDateOf(timeZone: string, instant: EpochMs): LocalDate {
  return toLocal(timeZone, instant).date;
}

/** The wall clock at `instant`. */
export function toLocal(timeZone: string, instant: EpochMs): { date: LocalDate; minute: LocalMinute } {
  const wall = instant + offsetMsAt(timeZone, instant);
  const day = Math.floor(wall / DAY_MS);
  return { date: dateOfDay(day), minute: Math.floor((wall - day * DAY_MS) / MINUTE_MS) };
}

/** Milliseconds to add to UTC for the local time at `instant`. */
export function offsetMsAt(timeZone: string, instant: EpochMs): number {
  const { offsets } = zoneOf(timeZone);
  const day = Math.floor(instant / DAY_MS);
  const known = offsets.get(day);
  const offset = known === undefined ? keep(offsets, day, offsetOfDay(timeZone, day)) : known;
  return offset ?? exactOffsetMs(timeZone, instant);
}

/** RFC 3339 with the zone's offset at that instant, for example `2026-11-23T10:00:00+01:00`. */
export function toRfc3339(timeZone: string, instant: EpochMs): string {
  const offsetMs = offsetMsAt(timeZone, instant);
  const offsetMinutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  const wall = instant + offsetMs;
  const day = Math.floor(wall / DAY_MS);
  const seconds = Math.floor((wall - day * DAY_MS) / 1_000);
  const sign = offsetMs < 0 ? "-" : "+";
  const time = `${clock(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}`;
  return `${dateOfDay(day)}T${time}${sign}${clock(offsetMinutes)}`;
}

export function addDays(date: LocalDate, count: number): LocalDate {
  return dateOfDay(Date.parse(date) / DAY_MS + count);
}

/** Both included. */
export function datesBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return Array.from({ length: Math.max(0, days) }, (_, day) => addDays(from, day));
}

/** ISO weekday: Monday is 1, Sunday is 7. */
export function weekdayOf(date: LocalDate): number {
  return ((Math.floor(Date.parse(date) / DAY_MS) + 3) % 7) + 1;
}

/** Throws RangeError when the runtime does not know the zone. */
export function assertTimeZone(timeZone: string): void {
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
}

function dayOf(timeZone: string, date: LocalDate): Day {
  const { days } = zoneOf(timeZone);
  return days.get(date) ?? keep(days, date, readDay(timeZone, date));
}

function zoneOf(timeZone: string): Zone {
  return zones.get(timeZone) ?? keep(zones, timeZone, { days: new Map(), offsets: new Map() }, MAX_CACHED_ZONES);
}

function keep<K, V>(cache: Map<K, V>, key: K, value: V, limit = MAX_CACHED_DAYS): V {
  if (cache.size >= limit) cache.clear();
  cache.set(key, value);
  return value;
}

/** The offset of a day in UTC when it is one all day long. */
function offsetOfDay(timeZone: string, day: number): number | null {
  const first = exactOffsetMs(timeZone, day * DAY_MS);
  return first === exactOffsetMs(timeZone, (day + 1) * DAY_MS - 1) ? first : null;
}

function readDay(timeZone: string, date: LocalDate): Day {
  const midnight = wallClock(date, 0);
  const start = Temporal.PlainDate.from(date).toZonedDateTime(timeZone);
  // Of two next midnights the later: a change right after the first takes this evening back as well.
  const end = midnight.add({ days: 1 }).toZonedDateTime(timeZone, { disambiguation: "later" });
  const startsAtMidnight = start.toPlainDateTime().equals(midnight); // not after a gap, nor on a day left out
  if (startsAtMidnight && end.offsetNanoseconds === start.offsetNanoseconds) {
    return { start: start.epochMilliseconds, shift: null };
  }
  const change = startsAtMidnight ? start.getTimeZoneTransition("next") : start;
  return { start: start.epochMilliseconds, shift: { at: (change ?? start).epochMilliseconds } };
}

function wallClock(date: LocalDate, minute: LocalMinute): Temporal.PlainDateTime {
  return Temporal.PlainDate.from(date).toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
}

function exactOffsetMs(timeZone: string, instant: EpochMs): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return zoned.offsetNanoseconds / 1_000_000;
}

/** `day` counts from 1970-01-01. */
function dateOfDay(day: number): LocalDate {
  return dateNames.get(day) ?? keep(dateNames, day, new Date(day * DAY_MS).toISOString().slice(0, 10));
}

/** Minutes as `HH:MM`. */
function clock(minutes: number): string {
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** RFC 3339 in UTC, for what happens at no branch. */
export function toUtc(instant: EpochMs): string {
  return new Date(instant).toISOString();
}
