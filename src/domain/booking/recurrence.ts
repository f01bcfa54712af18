import * as z from "zod";
import { err, ok, type Result } from "../result.ts";
import { addDays, DAY_MS, type EpochMs, instantsAt, type LocalDate, type LocalMinute, weekdayOf } from "../time.ts";

export const MAX_OCCURRENCES = 104;
/** How far after the first date the last may lie. */
export const MAX_SERIES_DAYS = 730;

/** ISO: Monday is 1. */
const weekday = z.int().min(1).max(7);
const dayOfMonth = z.strictObject({ kind: z.literal("date"), day: z.int().min(1).max(31) });
/** Ordinal -1 is the last one of the month. */
const weekdayOfMonth = z.strictObject({
  kind: z.literal("weekday"),
  weekday,
  ordinal: z.literal([1, 2, 3, 4, 5, -1]),
});

const common = {
  /** What ends it: so many dates, exceptions counted, or a last day that may itself be one. */
  end: z.union([
    z.strictObject({ count: z.int().min(1).max(MAX_OCCURRENCES) }),
    z.strictObject({ until: z.iso.date() }),
  ]),
  exceptDates: z.array(z.iso.date()).max(100).default([]),
};

/** RFC 5545 subset. Wall-clock rule: each occurrence has the same local time in the branch's zone. */
export const recurrenceRule = z.discriminatedUnion("frequency", [
  z.strictObject({ frequency: z.literal("daily"), interval: z.int().min(1).max(30), ...common }),
  z.strictObject({
    frequency: z.literal("weekly"),
    interval: z.int().min(1).max(12),
    weekdays: z.array(weekday).min(1).max(7).refine(isUnique, "must not repeat"),
    ...common,
  }),
  z.strictObject({
    frequency: z.literal("monthly"),
    interval: z.int().min(1).max(12),
    by: z.discriminatedUnion("kind", [dayOfMonth, weekdayOfMonth]),
    ...common,
  }),
]);
export type RecurrenceRule = z.infer<typeof recurrenceRule>;

/** `startsAt` is null when the clocks skip that time on that date. */
export type Occurrence = { date: LocalDate; startsAt: EpochMs | null };

/** `field` is the path of the part of the rule that does not fit the first date. */
export type SeriesProblem =
  | { field: PatternField; rule: "first_not_in_rule" }
  | { field: "end.until"; rule: "before_first" | "too_far" | "too_many" }
  | { field: "end.count"; rule: "too_far" };

type PatternField = "weekdays" | "by.day" | "by.weekday" | "by.ordinal";

/** Whether the rule fits its first date, and `occurrencesOf` lists all that it asks for. */
export function checkSeries(rule: RecurrenceRule, first: LocalDate): Result<void, SeriesProblem> {
  const field = contradictedBy(rule, first);
  if (field) return err({ field, rule: "first_not_in_rule" });
  const { end } = rule;
  if ("until" in end) return checkUntil(rule, first, end.until);
  const isComplete = datesOf(rule, first, end.count).length === end.count;
  return isComplete ? ok(undefined) : err({ field: "end.count", rule: "too_far" });
}

function checkUntil(rule: RecurrenceRule, first: LocalDate, until: LocalDate): Result<void, SeriesProblem> {
  if (until < first) return err({ field: "end.until", rule: "before_first" });
  if (until > addDays(first, MAX_SERIES_DAYS)) return err({ field: "end.until", rule: "too_far" });
  const isTooMany = datesOf(rule, first, MAX_OCCURRENCES + 1).length > MAX_OCCURRENCES;
  return isTooMany ? err({ field: "end.until", rule: "too_many" }) : ok(undefined);
}

/**
 * Sorted by date, within the limits above. `first` is one of them only if it matches the rule (`checkSeries`). Of a time
 * that the clocks repeat, the first instant. A time that they skip is listed and counted like any other.
 */
export function occurrencesOf(
  rule: RecurrenceRule,
  first: { date: LocalDate; minute: LocalMinute },
  timeZone: string,
): Occurrence[] {
  const limit = "count" in rule.end ? rule.end.count : MAX_OCCURRENCES;
  const excepted = new Set(rule.exceptDates);
  return datesOf(rule, first.date, limit)
    .filter((date) => !excepted.has(date))
    .map((date) => ({ date, startsAt: instantsAt(timeZone, date, first.minute)[0] ?? null }));
}

/** What the rule generates before exceptions are removed. */
function datesOf(rule: RecurrenceRule, first: LocalDate, limit: number): LocalDate[] {
  const horizon = addDays(first, MAX_SERIES_DAYS);
  const last = "until" in rule.end && rule.end.until < horizon ? rule.end.until : horizon;
  const dates: LocalDate[] = [];
  for (let date = first; date <= last && dates.length < limit; date = addDays(date, 1)) {
    const isInPeriod = periodsBetween(rule.frequency, first, date) % rule.interval === 0;
    if (isInPeriod && !contradictedBy(rule, date)) dates.push(date);
  }
  return dates;
}

/** Days, ISO weeks or calendar months. */
function periodsBetween(frequency: RecurrenceRule["frequency"], first: LocalDate, date: LocalDate): number {
  switch (frequency) {
    case "daily":
      return daysBetween(first, date);
    case "weekly":
      return Math.floor(daysBetween(addDays(first, 1 - weekdayOf(first)), date) / 7);
    case "monthly":
      return monthNumber(date) - monthNumber(first);
    default:
      return frequency satisfies never;
  }
}

/** The part of the pattern that a date on which the rule does not fall has against it. */
function contradictedBy(rule: RecurrenceRule, date: LocalDate): PatternField | null {
  if (rule.frequency === "daily") return null;
  if (rule.frequency === "weekly") return rule.weekdays.includes(weekdayOf(date)) ? null : "weekdays";
  const { by } = rule;
  if (by.kind === "date") return by.day === dayOf(date) ? null : "by.day";
  if (by.weekday !== weekdayOf(date)) return "by.weekday";
  const hasOrdinal = by.ordinal === -1 ? isLastOfItsKind(date) : by.ordinal === Math.ceil(dayOf(date) / 7);
  return hasOrdinal ? null : "by.ordinal";
}

function isLastOfItsKind(date: LocalDate): boolean {
  return monthNumber(addDays(date, 7)) !== monthNumber(date);
}

function daysBetween(from: LocalDate, to: LocalDate): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

function monthNumber(date: LocalDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}

function dayOf(date: LocalDate): number {
  return Number(date.slice(8));
}

function isUnique(values: readonly number[]): boolean {
  return new Set(values).size === values.length;
}
