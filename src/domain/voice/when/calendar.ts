import { addDays, type LocalDate, weekdayOf } from "../../time.ts";
import type { Section, Token } from "./token.ts";

const FIRST_YEAR = 2_000;
const LAST_YEAR = 2_100;
/** From one leap day to the next, even around 2100. */
const YEARS_TO_LOOK = 8;

/** Null when the calendar has no such day. */
export function dateOf(year: number, month: number, day: number): LocalDate | null {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12)) return null;
  if (!(Number.isInteger(day) && day >= 1 && day <= monthLength(year, month))) return null;
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** The next such day, today included. Without a month: in the first month that has that day. */
export function nextDate(today: LocalDate, day: number, month?: number): LocalDate | null {
  const { year, month: thisMonth } = partsOf(today);
  const step = month === undefined ? 1 : 12;
  const start = year * 12 + (month ?? thisMonth) - 1;
  for (let months = start; months < start + 12 * YEARS_TO_LOOK; months += step) {
    const found = dateOf(Math.floor(months / 12), (months % 12) + 1, day);
    if (found && found >= today) return found;
  }
  return null;
}

/** The same day so many months on, or the last one of a shorter month. */
export function addMonths(date: LocalDate, count: number): LocalDate {
  const { year, month } = partsOf(date);
  const months = year * 12 + month - 1 + count;
  const [inYear, inMonth] = [Math.floor(months / 12), (months % 12) + 1];
  return dateOf(inYear, inMonth, Math.min(Number(date.slice(8)), monthLength(inYear, inMonth))) ?? date;
}

/** The Monday of the week. */
export function weekStart(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** The Monday of the ISO week with that number that is not over yet. */
export function isoWeekStart(week: number, today: LocalDate): LocalDate {
  const { year } = partsOf(today);
  const inYear = (wanted: number) => addDays(weekStart(`${wanted}-01-04`), (week - 1) * 7);
  const thisYear = inYear(year);
  return addDays(thisYear, 6) >= today ? thisYear : inYear(year + 1);
}

const MONTH_OFFSET = { this: 0, coming: 1, next: 1, afterNext: 2, last: -1 } as const;

/** "im Dezember", "nächsten Monat", "Mitte Januar". */
export function monthSpan(token: Token, today: LocalDate): { first: LocalDate; last: LocalDate } {
  const months = token.kind === "monthUnit" ? relativeMonth(token, today) : namedMonth(token, today);
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  const [from, to] = sectionDays(token.section, monthLength(year, month));
  return {
    first: `${year}-${twoDigits(month)}-${twoDigits(from)}`,
    last: `${year}-${twoDigits(month)}-${twoDigits(to)}`,
  };
}

/** Months are counted from year 0 here. */
function relativeMonth({ which = "this" }: Token, today: LocalDate): number {
  const { year, month } = partsOf(today);
  return year * 12 + month - 1 + MONTH_OFFSET[which];
}

function namedMonth({ value, which }: Token, today: LocalDate): number {
  const { year, month } = partsOf(today);
  const isOver = value < month || (value === month && which === "next");
  return (isOver ? year + 1 : year) * 12 + value - 1;
}

function sectionDays(section: Section | undefined, length: number): [number, number] {
  if (section === "begin") return [1, 10];
  if (section === "middle") return [11, 20];
  return section === "end" ? [21, length] : [1, length];
}

function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function partsOf(date: LocalDate) {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)) };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
