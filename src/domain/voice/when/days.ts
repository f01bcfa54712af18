import { addDays, type LocalDate, weekdayOf } from "../../time.ts";
import { addMonths, dateOf, isoWeekStart, monthSpan, nextDate, weekStart } from "./calendar.ts";
import { weeksInDays } from "./date-rules.ts";
import type { Facts } from "./facts.ts";
import type { Token } from "./token.ts";

/** Whole days, both ends included. */
export type DaySpan = {
  first: LocalDate;
  last: LocalDate;
  /** A bare weekday: when its time has passed today, the same day next week is meant. */
  rolls: boolean;
};

const WEEK = 7;

/** The days that were said. Null: none. `"impossible"`: they are not in the calendar ("31. November"). */
export function resolveDays(facts: Facts, today: LocalDate): DaySpan | null | "impossible" {
  if (facts.dayRange) return resolveRange(facts.dayRange, today);
  const anchor = resolveAnchor(facts, today);
  if (anchor === "impossible") return anchor;
  const other = anchor && facts.orDay ? resolveOne(facts.orDay, today) : null;
  // "heute oder morgen" is one span; "Montag oder Donnerstag" is not, and the first named stands.
  const joins = anchor && other && other !== "impossible" && other.first === addDays(anchor.last, 1);
  return joins ? { ...anchor, last: other.last, rolls: false } : anchor;
}

function resolveAnchor(facts: Facts, today: LocalDate): DaySpan | null | "impossible" {
  const { date, weekday, span, day, shift } = facts;
  if (date) return resolveOne(date, today);
  if (weekday && span) return weekdayWithin(weekday, span, today);
  const base = weekday ?? day ?? span;
  if (!base) return shift ? onDay(shifted(today, shift, shift.value)) : null;
  const found = resolveOne(base, today);
  if (!shift || found === null || found === "impossible") return found;
  // "Dienstag in acht Tagen" counts from the coming Tuesday, and eight days are a week.
  return onDay(shifted(found.first, shift, weeksInDays(shift.value)));
}

function resolveOne(token: Token, today: LocalDate): DaySpan | null | "impossible" {
  switch (token.kind) {
    case "date":
    case "ordinal":
      return resolveDate(token, today);
    case "weekday":
      return resolveWeekday(token, today);
    case "day":
      return onDay(addDays(today, token.value));
    case "weekUnit":
      return resolveWeek(token, today);
    case "weekend":
      return resolveWeekend(token, today);
    case "month":
    case "monthUnit":
      return { ...monthSpan(token, today), rolls: false };
    case "isoWeek":
      return days(isoWeekStart(token.value, today), WEEK);
    default:
      return null;
  }
}

function resolveDate({ value: day, month, year }: Token, today: LocalDate): DaySpan | "impossible" {
  const found = year !== undefined && month !== undefined ? dateOf(year, month, day) : nextDate(today, day, month);
  return found ? onDay(found) : "impossible";
}

/**
 * - "Tuesday": the next one, today included as long as the time said still lies ahead.
 * - "this Tuesday": of this week, if not over; "coming Tuesday": the next one after today.
 * - "next Tuesday", "nächsten Dienstag": of the next calendar week (Monday first). Said on a Saturday it is three days
 *   away, said on a Monday it is eight: whoever means tomorrow says "tomorrow" or "this Tuesday". Speakers differ, and
 *   so every answer repeats the date.
 */
function resolveWeekday({ value, which }: Token, today: LocalDate): DaySpan {
  const thisWeek = addDays(weekStart(today), value - 1);
  const ahead = (value - weekdayOf(today) + WEEK) % WEEK;
  switch (which) {
    case "next":
      return onDay(addDays(thisWeek, WEEK));
    case "afterNext":
      return onDay(addDays(thisWeek, 2 * WEEK));
    case "coming":
      return onDay(addDays(today, ahead || WEEK));
    case "last":
      return onDay(addDays(today, ahead - WEEK));
    case "this":
      return onDay(addDays(today, ahead));
    default:
      return { ...onDay(addDays(today, ahead)), rolls: true };
  }
}

/** "Dienstag nächster Woche", "a Tuesday in December". */
function weekdayWithin(weekday: Token, span: Token, today: LocalDate): DaySpan | "impossible" | null {
  const found = resolveOne(span, today);
  if (found === null || found === "impossible") return found;
  const start = found.first < today && span.kind !== "weekUnit" ? today : found.first;
  return onDay(addDays(start, (weekday.value - weekdayOf(start) + WEEK) % WEEK));
}

const WEEK_OFFSET = { this: 0, coming: 1, next: 1, afterNext: 2, last: -1 } as const;

function resolveWeek({ which = "this", section }: Token, today: LocalDate): DaySpan {
  const monday = addDays(weekStart(today), WEEK_OFFSET[which] * WEEK);
  switch (section) {
    case "begin":
      return days(monday, 2);
    case "middle":
      return days(addDays(monday, 1), 3);
    case "end":
      return days(addDays(monday, 3), 3);
    default:
      return days(monday, WEEK);
  }
}

/** "This weekend" during a weekend is the rest of it; the coming one is then a week away. */
function resolveWeekend({ which = "this" }: Token, today: LocalDate): DaySpan {
  const isWeekend = weekdayOf(today) >= 6;
  const offset = which === "coming" && !isWeekend ? 0 : WEEK_OFFSET[which];
  return days(addDays(weekStart(today), 5 + offset * WEEK), 2);
}

/** "Montag bis Mittwoch", "24. bis 26. November". The end is read from the start on. */
function resolveRange([from, to]: [Token, Token], today: LocalDate): DaySpan | null | "impossible" {
  const start = resolveOne(shareMonth(from, to), today);
  if (start === null || start === "impossible") return start;
  const isBareDay = to.kind === "num" || (to.kind === "ordinal" && to.month === undefined);
  const end = isBareDay ? resolveDate({ ...to, kind: "ordinal" }, start.first) : resolveOne(to, start.first);
  if (end === null || end === "impossible") return end;
  return end.last < start.first ? "impossible" : { first: start.first, last: end.last, rolls: false };
}

/** In "24. bis 26. November" the month stands at the end only. */
function shareMonth(from: Token, to: Token): Token {
  if (from.kind !== "ordinal" || to.kind !== "date" || to.month === undefined) return from;
  return to.year === undefined ? { ...from, month: to.month } : { ...from, month: to.month, year: to.year };
}

function shifted(from: LocalDate, shift: Token, dayCount: number): LocalDate {
  if (shift.month === undefined) return addDays(from, dayCount);
  return addDays(addMonths(from, shift.month), dayCount);
}

function onDay(date: LocalDate): DaySpan {
  return days(date, 1);
}

function days(first: LocalDate, count: number): DaySpan {
  return { first, last: addDays(first, count - 1), rolls: false };
}
