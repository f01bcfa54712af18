import ICAL from "ical.js";
import { err, type Result } from "../../result.ts";
import { assertTimeZone, DAY_MS, type EpochMs } from "../../time.ts";
import { calendarDay, type DayRule, fallsOn, toDayRule } from "./day-rule.ts";
import type { DraftRule } from "./draft.ts";
import { type IcsComponent, partsOf } from "./ics-components.ts";
import {
  type IcsProperties,
  type IcsTime,
  readProperties,
  readTime,
  textOf,
  timesOf,
  wallMs,
} from "./ics-properties.ts";
import { resolveWall, withinRange } from "./wall-clock.ts";

/** Places the times of a file. `after` as in `resolveWall`. */
export type PlaceTime = (time: IcsTime, after?: EpochMs) => Result<EpochMs, DraftRule>;

/** When an offset (`to`) begins to hold, on the clock that it replaces (`from`). Milliseconds. */
type Observance = { start: number; from: number; to: number; dates: number[]; rule: DayRule | null; until: number };

const MAX_OBSERVANCES = 16;
/** Mozilla and others put their own path before the name of the zone. */
const PATHED_NAME = /(?<![A-Za-z_])[A-Za-z_]+\/[A-Za-z_+-]+$/;

/** Names that the runtime knows are its own; others, such as Outlook's, are looked up in the file. */
export function createPlacer(components: readonly IcsComponent[], branchZone: string): PlaceTime {
  const zones = new Map(components.slice(0, MAX_OBSERVANCES).map(readZone));
  const names = new Map<string, string | null>();
  return ({ wall, isUtc, tzid }, after) => {
    if (wall === null) return err("all_day");
    if (isUtc) return withinRange(wallMs(wall));
    if (tzid === null) return resolveWall(branchZone, wall, after);
    const name = names.get(tzid) ?? knownName(tzid);
    names.set(tzid, name);
    if (name !== null) return resolveWall(name, wall, after);
    const observances = zones.get(tzid) ?? [];
    return observances.length > 0 ? placeBy(observances, wallMs(wall)) : err("unknown_zone");
  };
}

function knownName(tzid: string): string | null {
  const pathed = PATHED_NAME.exec(tzid.slice(-60))?.[0];
  return [tzid, pathed].find((name) => name !== undefined && isKnown(name)) ?? null;
}

function isKnown(name: string): boolean {
  try {
    assertTimeZone(name);
    return true;
  } catch {
    return false;
  }
}

/** Of a time that the clocks show twice the first, as the second lies after the change. */
function placeBy(observances: readonly Observance[], wall: number): Result<EpochMs, DraftRule> {
  let current: { onset: number; observance: Observance } | null = null;
  for (const observance of observances) {
    const onset = lastOnset(observance, wall);
    if (onset !== null && (current === null || onset > current.onset)) current = { onset, observance };
  }
  if (current === null) return err("unknown_zone");
  const { from, to } = current.observance;
  return wall < current.onset + to - from ? err("no_such_time") : withinRange(wall - to);
}

function lastOnset({ start, from, dates, rule, until }: Observance, wall: number): number | null {
  const named = [start, ...dates].filter((onset) => onset <= wall);
  const yearly = rule ? lastYearly(rule, start, Math.min(wall, until + from)) : null;
  const onsets = yearly === null ? named : [...named, yearly];
  return onsets.length > 0 ? Math.max(...onsets) : null;
}

function lastYearly(rule: DayRule, start: number, latest: number): number | null {
  const timeOfDay = start - Math.floor(start / DAY_MS) * DAY_MS;
  const lastDay = Math.floor((latest - timeOfDay) / DAY_MS);
  const { year } = calendarDay(lastDay);
  const day = [...daysOfMonth(rule, year - 1), ...daysOfMonth(rule, year)].findLast((one) => {
    return one <= lastDay && one * DAY_MS + timeOfDay >= start && fallsOn(rule, one);
  });
  return day === undefined ? null : day * DAY_MS + timeOfDay;
}

/** The rules of zones name one month. */
function daysOfMonth({ months }: DayRule, year: number): number[] {
  const first = Date.UTC(year, (months?.[0] ?? 1) - 1) / DAY_MS;
  return Array.from({ length: 31 }, (_, days) => first + days);
}

/** Without observances when something in it is not understood. */
function readZone({ lines }: IcsComponent): [string, Observance[]] {
  const { own, inner } = partsOf(lines);
  const named = readProperties(own.slice(0, 20));
  const observances = inner.slice(0, MAX_OBSERVANCES + 1).map(readObservance);
  const isUnderstood = observances.length <= MAX_OBSERVANCES && observances.every((one) => one !== null);
  return [named.ok ? textOf(named.value, "TZID") : "", isUnderstood ? observances : []];
}

function readObservance(lines: readonly string[]): Observance | null {
  const read = readProperties(lines.slice(0, 200));
  if (!read.ok) return null;
  const properties = read.value;
  const [start] = wallsOf(properties, "DTSTART");
  const from = offsetOf(properties, "TZOFFSETFROM");
  const to = offsetOf(properties, "TZOFFSETTO");
  if (start === undefined || from === null || to === null) return null;
  const yearly = readYearly(properties, start);
  return yearly && { start, from, to, dates: wallsOf(properties, "RDATE"), ...yearly };
}

function readYearly(properties: IcsProperties, start: number): Pick<Observance, "rule" | "until"> | null {
  const recur = properties.get("RRULE")?.[0]?.getFirstValue();
  if (!(recur instanceof ICAL.Recur)) return { rule: null, until: Number.POSITIVE_INFINITY };
  const rule = toDayRule(recur, Math.floor(start / DAY_MS));
  if (!rule.ok || !isOfAZone(rule.value)) return null;
  const until = recur.until ? readTime(recur.until.toString(), null) : null;
  if (until && !until.ok) return null;
  const end = until ? wallMs(until.value.wall ?? { date: until.value.date, minute: 1_440, second: 0 }) : null;
  return { rule: rule.value, until: end ?? Number.POSITIVE_INFINITY };
}

function isOfAZone({ frequency, interval, months }: DayRule): boolean {
  return frequency === "YEARLY" && interval === 1 && months?.length === 1;
}

function wallsOf(properties: IcsProperties, name: string): number[] {
  return (properties.get(name) ?? [])
    .flatMap(timesOf)
    .flatMap((time) => (time.ok && time.value.wall ? [wallMs(time.value.wall)] : []));
}

function offsetOf(properties: IcsProperties, name: string): number | null {
  const value = properties.get(name)?.[0]?.getFirstValue();
  return value instanceof ICAL.UtcOffset ? value.toSeconds() * 1_000 : null;
}
