import type ICAL from "ical.js";
import { err, ok, type Result } from "../../result.ts";
import { DAY_MS } from "../../time.ts";
import type { DraftRule } from "./draft.ts";

/** Days are counted from 1970-01-01. */
type DayNumber = number;

/** On which days an RRULE falls. All conditions that are not null must hold. */
export type DayRule = {
  frequency: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  interval: number;
  first: CalendarDay;
  /** Sunday is 0. */
  weekStart: number;
  /** Ordinal 0 is every such weekday, -1 the last of the month. */
  weekdays: { ordinal: number; weekday: number }[] | null;
  /** Negative ones count from the end of the month. */
  monthDays: number[] | null;
  months: number[] | null;
  count: number | null;
};

type CalendarDay = {
  number: DayNumber;
  year: number;
  month: number;
  day: number;
  weekday: number;
  lastOfMonth: number;
};

const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const PARTS = new Set(["BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"]);

/**
 * What calendars write for series of appointments; other rules are refused. The iterator of ical.js is not used: it never
 * returns from rules that fall on no day, and needs seconds for long ones.
 */
export function toDayRule(recur: ICAL.Recur, firstDay: DayNumber): Result<DayRule, DraftRule> {
  const frequency = FREQUENCIES.find((known) => known === recur.freq);
  const { parts } = recur;
  if (!frequency || Object.keys(parts).some((name) => !PARTS.has(name))) return err("unsupported");
  const months = numbersIn(parts["BYMONTH"]);
  const monthDays = numbersIn(parts["BYMONTHDAY"]);
  const weekdays = weekdaysIn(parts["BYDAY"], numbersIn(parts["BYSETPOS"]));
  if (weekdays === "unsupported") return err("unsupported");
  const isMonthly = frequency === "MONTHLY" || frequency === "YEARLY";
  if (!isMonthly && (monthDays !== null || weekdays?.some(({ ordinal }) => ordinal !== 0))) return err("unsupported");
  if (frequency === "YEARLY" && months === null && (monthDays ?? weekdays) !== null) return err("unsupported");
  if (recur.count !== null && recur.count < 1) return err("malformed");
  const { interval, count } = recur;
  const rule = { frequency, interval, count, weekStart: recur.wkst - 1, weekdays, monthDays, months };
  return ok(withDefaults(rule, calendarDay(firstDay)));
}

/** A rule without a pattern falls on the same weekday, or the same day of the month, as its first date. */
function withDefaults(rule: Omit<DayRule, "first">, first: CalendarDay): DayRule {
  const { frequency, weekdays, monthDays, months } = rule;
  const isBare = weekdays === null && monthDays === null;
  if (frequency === "DAILY") return { ...rule, first };
  if (frequency === "WEEKLY") {
    return { ...rule, first, weekdays: weekdays ?? [{ ordinal: 0, weekday: first.weekday }] };
  }
  const ownMonths = frequency === "YEARLY" ? [first.month] : null;
  return { ...rule, first, monthDays: isBare ? [first.day] : monthDays, months: months ?? ownMonths };
}

export function fallsOn(rule: DayRule, number: DayNumber): boolean {
  const day = calendarDay(number);
  if (periodsTo(rule, day) % rule.interval !== 0) return false;
  if (rule.months && !rule.months.includes(day.month)) return false;
  if (rule.monthDays && !rule.monthDays.some((one) => one === day.day || one === day.day - day.lastOfMonth - 1)) {
    return false;
  }
  return rule.weekdays === null || rule.weekdays.some((one) => isNth(one, day));
}

/** Days, weeks, months or years since the first date. */
function periodsTo({ frequency, first, weekStart }: DayRule, day: CalendarDay): number {
  switch (frequency) {
    case "DAILY":
      return day.number - first.number;
    case "WEEKLY":
      return Math.floor((day.number - first.number + ((first.weekday - weekStart + 7) % 7)) / 7);
    case "MONTHLY":
      return (day.year - first.year) * 12 + day.month - first.month;
    case "YEARLY":
      return day.year - first.year;
    default:
      return frequency satisfies never;
  }
}

function isNth({ ordinal, weekday }: { ordinal: number; weekday: number }, day: CalendarDay): boolean {
  if (weekday !== day.weekday) return false;
  if (ordinal === 0) return true;
  return ordinal > 0
    ? ordinal === Math.ceil(day.day / 7)
    : -ordinal === Math.floor((day.lastOfMonth - day.day) / 7) + 1;
}

export function calendarDay(number: DayNumber): CalendarDay {
  const date = new Date(number * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  const lastOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { number, year, month, day: date.getUTCDate(), weekday: date.getUTCDay(), lastOfMonth };
}

/** Outlook writes the second Monday as `BYDAY=MO;BYSETPOS=2`. */
function weekdaysIn(codes: unknown, positions: number[] | null): DayRule["weekdays"] | "unsupported" {
  const list = Array.isArray(codes) ? codes.map((code) => toWeekday(String(code))) : null;
  if (positions === null) return list;
  const [only, another] = list ?? [];
  const [position, otherPosition] = positions;
  const isOne = only && !another && only.ordinal === 0 && position !== undefined && otherPosition === undefined;
  return isOne ? [{ ordinal: position, weekday: only.weekday }] : "unsupported";
}

function toWeekday(code: string) {
  return { ordinal: Number(code.slice(0, -2) || 0), weekday: WEEKDAYS.indexOf(code.slice(-2)) };
}

function numbersIn(values: unknown): number[] | null {
  return Array.isArray(values) ? values.map(Number) : null;
}
