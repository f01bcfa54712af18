import ICAL from "ical.js";
import { err, ok, type Result } from "../../result.ts";
import { DAY_MS, type EpochMs } from "../../time.ts";
import { type DayRule, fallsOn, toDayRule } from "./day-rule.ts";
import { type DraftRule, MAX_IMPORT_ROWS } from "./draft.ts";
import { type IcsProperties, type IcsTime, readTime, timesOf, wallAt, wallMs } from "./ics-properties.ts";
import type { PlaceTime } from "./ics-zones.ts";

/** Of a series, what lies between. */
const BEFORE_MS = DAY_MS;
const AFTER_MS = 730 * DAY_MS;
const MAX_OCCURRENCES = 366;

/** What all events of a file share. Both only go down: `days` are those that may still be looked at. */
export type IcsBudget = { drafts: number; days: number };

export function createBudget(): IcsBudget {
  return { drafts: MAX_IMPORT_ROWS, days: 5_000_000 };
}

/** `problems` are of single occurrences, or of those that are too many. */
export type Occurrences = { starts: EpochMs[]; problems: DraftRule[] };

/**
 * When a series takes place in the time around `now`. Each occurrence has the wall-clock time of the first; exceptions,
 * and those that events of their own replace (`replaced`), are left out.
 */
export function readOccurrences(
  properties: IcsProperties,
  first: IcsTime,
  replaced: ReadonlySet<EpochMs>,
  place: PlaceTime,
  now: EpochMs,
  budget: IcsBudget,
): Result<Occurrences, DraftRule> {
  const series = readSeries(properties, first, place);
  if (!series.ok) return series;
  const { rule, isExcepted, isOver, time } = series.value;
  const window = { from: now - BEFORE_MS, to: now + AFTER_MS };
  const found: Occurrences = { starts: [], problems: [] };

  for (const day of daysOf(rule, window, budget)) {
    const wall = wallAt(day * DAY_MS + time);
    const start = place({ ...first, date: wall.date, wall });
    if (isOver(wall.date, start.ok ? start.value : null)) break;
    if (!start.ok) {
      if (!found.problems.includes(start.error)) found.problems.push(start.error);
      continue;
    }
    const isWanted = start.value >= window.from && start.value <= window.to;
    if (!isWanted || isExcepted(wall.date, start.value) || replaced.has(start.value)) continue;
    if (found.starts.length === MAX_OCCURRENCES || budget.drafts === 0) return ok(cut(found));
    found.starts.push(start.value);
    budget.drafts -= 1;
  }
  return ok(budget.days > 0 ? found : cut(found));
}

function cut(found: Occurrences): Occurrences {
  return { ...found, problems: [...found.problems, "cut"] };
}

/** A rule with a count must be followed from its first date; another need not be looked at before the window. */
function* daysOf(rule: DayRule, window: { from: EpochMs; to: EpochMs }, budget: IcsBudget): Generator<number> {
  const windowDay = Math.floor(window.from / DAY_MS) - 1;
  const lastDay = Math.floor(window.to / DAY_MS) + 1;
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  let day = rule.count === null ? Math.max(rule.first.number, windowDay) : rule.first.number;
  for (; day <= lastDay && left > 0 && budget.days > 0; day += 1) {
    budget.days -= 1;
    // The first date is an occurrence even where the rule would not fall on it.
    if (day !== rule.first.number && !fallsOn(rule, day)) continue;
    left -= 1;
    if (day >= windowDay) yield day;
  }
}

type Series = {
  rule: DayRule;
  /** Milliseconds since local midnight. */
  time: number;
  isExcepted(date: string, start: EpochMs): boolean;
  /** `start` is null for a time that the clocks skip. */
  isOver(date: string, start: EpochMs | null): boolean;
};

function readSeries(properties: IcsProperties, first: IcsTime, place: PlaceTime): Result<Series, DraftRule> {
  const rules = properties.get("RRULE") ?? [];
  const recur = rules[0]?.getFirstValue();
  if (rules.length > 1 || !(recur instanceof ICAL.Recur)) return err("unsupported");
  if (first.wall === null) return err("all_day");
  const start = wallMs(first.wall);
  const firstDay = Math.floor(start / DAY_MS);
  const rule = toDayRule(recur, firstDay);
  const isExcepted = readExceptions(properties, place);
  const isOver = readEnd(recur, first, place);
  if (!rule.ok) return rule;
  if (!isExcepted.ok) return isExcepted;
  if (!isOver.ok) return isOver;
  return ok({ rule: rule.value, time: start - firstDay * DAY_MS, isExcepted: isExcepted.value, isOver: isOver.value });
}

/** An exception without a time stands for all of its day. */
function readExceptions(properties: IcsProperties, place: PlaceTime): Result<Series["isExcepted"], DraftRule> {
  const dates = new Set<string>();
  const starts = new Set<EpochMs>();
  for (const time of (properties.get("EXDATE") ?? []).flatMap(timesOf)) {
    if (!time.ok) return time;
    const start = time.value.wall ? place(time.value) : null;
    if (start?.ok) starts.add(start.value);
    else if (!start) dates.add(time.value.date);
  }
  return ok((date, start) => dates.has(date) || starts.has(start));
}

/** The last occurrence may lie on UNTIL itself. Without a zone it is read in that of the first. */
function readEnd(recur: ICAL.Recur, first: IcsTime, place: PlaceTime): Result<Series["isOver"], DraftRule> {
  if (!recur.until) return ok(() => false);
  const until = readTime(recur.until.toString(), first.tzid);
  if (!until.ok) return until;
  const { date, wall, isUtc } = until.value;
  if (wall === null) return ok((day) => day > date);
  // Far ends cannot be placed, but compare by their date as well.
  const last = place({ ...until.value, isUtc: isUtc || first.isUtc });
  return ok((day, start) => (last.ok && start !== null ? start > last.value : day > date));
}
