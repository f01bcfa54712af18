import {
  addDays,
  type EpochMs,
  edgeAt,
  instantsAt,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  toLocal,
  weekdayOf,
} from "../time.ts";
import { type Holiday, holidayOn } from "./holidays.ts";
import { type Interval, intersect, merge, subtract } from "./interval.ts";
import type { OpeningHours, Rulebook, StaffRules, WeeklySpan } from "./rulebook.ts";

const DAY_MINUTES = 1_440;
const WHOLE_DAY = { fromMinute: 0, toMinute: DAY_MINUTES };

/** One open span of one local day, as wall-clock minutes. */
type LocalSpan = { date: LocalDate; fromMinute: number; toMinute: number };

/** The spans that begin on `date`: its exception when there is one, nothing on a holiday, else the weekly pattern. */
export function spansOn(hours: OpeningHours, date: LocalDate): LocalSpan[] {
  const exception = hours.exceptions.find((candidate) => candidate.date === date);
  const spans = exception?.spans ?? (closingHoliday(hours, date) ? [] : weeklySpansOn(hours, date));
  return spans.map(({ fromMinute, toMinute }) => ({ date, fromMinute, toMinute }));
}

/** The public holiday that closes on `date`. Null when there is none, or special hours take its place. */
export function closingHoliday({ holidayRegion, exceptions }: OpeningHours, date: LocalDate): Holiday | null {
  if (!holidayRegion || exceptions.some((exception) => exception.date === date)) return null;
  return holidayOn(holidayRegion, date);
}

function weeklySpansOn({ weekly }: OpeningHours, date: LocalDate): WeeklySpan[] {
  const weekday = weekdayOf(date);
  return weekly.filter(
    ({ weekday: on, validFrom, validUntil }) =>
      on === weekday && (validFrom === null || validFrom <= date) && (validUntil === null || date <= validUntil),
  );
}

/** A span as instants. On the day of a clock change it is as long as the wall clock really takes to pass it. */
function toInterval(timeZone: string, { date, fromMinute, toMinute }: LocalSpan): Interval {
  return { start: edgeAt(timeZone, date, fromMinute, "first"), end: edgeAt(timeZone, date, toMinute, "last") };
}

/** Open intervals that begin on `date`, sorted. */
export function openOn(timeZone: string, hours: OpeningHours, date: LocalDate): Interval[] {
  return spansOn(hours, date)
    .map((span) => toInterval(timeZone, span))
    .filter((interval) => interval.start < interval.end)
    .sort((a, b) => a.start - b.start);
}

/** Open intervals that begin on one of the dates, in one piece where spans meet: at midnight, or as they overlap. */
export function openOver(timeZone: string, hours: OpeningHours, dates: readonly LocalDate[]): Interval[] {
  return merge(dates.flatMap((date) => openOn(timeZone, hours, date)));
}

/** Whether the branch is open at all in the window. */
export function opensWithin({ timeZone, hours }: Rulebook, window: Interval): boolean {
  return intersect(openOver(timeZone, hours, datesReaching(timeZone, window)), [window]).length > 0;
}

/** When a staff member can be booked: own hours, if any, within those of the branch, without time off. */
export function workingOn(rules: Rulebook, member: StaffRules, date: LocalDate): Interval[] {
  const branch = openOn(rules.timeZone, rules.hours, date);
  return intersect(workingOver(rules, member, [date]), branch);
}

/** The member's own hours on these dates (those of the branch when there are none), without time off. */
export function workingOver(rules: Rulebook, member: StaffRules, dates: readonly LocalDate[]): Interval[] {
  const hours = openOver(rules.timeZone, member.hours ?? rules.hours, dates);
  return member.timeOff.length === 0 ? hours : subtract(hours, timeOffOver(rules.timeZone, member, dates));
}

/** Time off that reaches into these dates or the day after the last, for hours that run past midnight. */
function timeOffOver(timeZone: string, { timeOff }: StaffRules, dates: readonly LocalDate[]): Interval[] {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const after = addDays(last, 1);
  return [...dates, after].flatMap((date) =>
    timeOff
      .filter(({ fromDate, toDate }) => fromDate <= date && date <= toDate)
      .map(({ span }) => toInterval(timeZone, { date, ...(span ?? WHOLE_DAY) })),
  );
}

/** The start times that a span offers: every `stepMinutes` on the wall clock, none in a gap, two in a repeated hour. */
export function gridStarts(timeZone: string, span: LocalSpan, stepMinutes: number): EpochMs[] {
  const starts: EpochMs[] = [];
  for (let minute = span.fromMinute; minute < span.toMinute; minute += stepMinutes) {
    starts.push(...instantsAt(timeZone, span.date, minute));
  }
  return starts.sort((a, b) => a - b);
}

/** Whether the span offers this start time: what `gridStarts` lists. */
export function isOnGrid(timeZone: string, span: LocalSpan, stepMinutes: number, startsAt: EpochMs): boolean {
  const local = toLocal(timeZone, startsAt);
  const minute = local.date === span.date ? local.minute : local.minute + DAY_MINUTES;
  const isInside = span.fromMinute <= minute && minute < span.toMinute;
  return isInside && startsAt % MINUTE_MS === 0 && (minute - span.fromMinute) % stepMinutes === 0;
}

/** Local dates whose spans can reach into the window: one earlier than it, for hours that run past midnight. */
export function datesReaching(timeZone: string, window: Interval): LocalDate[] {
  const last = localDateOf(timeZone, window.end - 1);
  const dates: LocalDate[] = [];
  for (let date = addDays(localDateOf(timeZone, window.start), -1); date <= last; date = addDays(date, 1)) {
    dates.push(date);
  }
  return dates;
}
