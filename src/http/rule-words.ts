import type { listOccurrences } from "../domain/booking/groups/series.ts";
import type { RruleProblem } from "../domain/booking/recurrence/rrule.ts";
import { MAX_OCCURRENCES, MAX_SERIES_DAYS } from "../domain/booking/recurrence.ts";

type DatesProblem = Extract<ReturnType<typeof listOccurrences>, { ok: false }>["error"];

/** What is wrong with a rule that was written as an RRULE: its part, and what that must be. */
export function rruleWords({ field, rule }: RruleProblem): string {
  switch (rule) {
    case "too_long":
      return `${field} must be at most 500 characters long`;
    case "malformed":
      return `${field} must be parts such as FREQ=WEEKLY, with a semicolon between them`;
    case "unsupported_part":
      return `${field} cannot be part of this rule`;
    case "unsupported_value":
      return `${field} must be ${VALUES[field] ?? "written as RFC 5545 has it"}`;
    case "missing_part":
      return field === "COUNT" ? "COUNT or UNTIL is required" : `${field} is required`;
    case "repeated_part":
      return `${field} must not be there twice`;
    case "conflicting_part":
      return `${field} cannot stand beside ${field === "UNTIL" ? "COUNT" : "BYDAY"}`;
    default:
      return rule satisfies never;
  }
}

const VALUES: Record<string, string> = {
  FREQ: "DAILY, WEEKLY or MONTHLY",
  INTERVAL: "a number from 1 to 12 (DAILY: to 30)",
  BYDAY: "weekdays such as MO,TH (MONTHLY: one such as 2MO or -1FR)",
  BYMONTHDAY: "one day from 1 to 31",
  COUNT: `a number from 1 to ${MAX_OCCURRENCES}`,
  UNTIL: "a date such as 20271231, or a time: 20271231T170000 on the branch's clock, 20271231T170000Z in UTC",
  WKST: "MO",
};

/** What is wrong with the dates that a rule makes. */
export function datesWords({ rule }: DatesProblem): string {
  switch (rule) {
    case "first_not_in_rule":
      return "does not fit the first date";
    case "before_first":
      return "must not lie before the first date";
    case "too_far":
      return `the last date must lie at most ${MAX_SERIES_DAYS} days after the first`;
    case "too_many":
      return `must make at most ${MAX_OCCURRENCES} dates`;
    case "leaves_none":
      return "must leave at least one date";
    default:
      return rule satisfies never;
  }
}

/** The part of an RRULE that a field of the rule is written as. */
export const PART_OF: Record<DatesProblem["field"], string> = {
  weekdays: "BYDAY",
  "by.day": "BYMONTHDAY",
  "by.weekday": "BYDAY",
  "by.ordinal": "BYDAY",
  "end.until": "UNTIL",
  "end.count": "COUNT",
  exceptDates: "EXDATE",
};
