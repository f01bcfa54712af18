import { addDays, dayBounds } from "./zoned-time.ts";

/** Monday to Sunday around a date. */
export function weekDates(date: string): string[] {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = addDays(date, -weekday);
  return Array.from({ length: 7 }, (_, day) => addDays(monday, day));
}

/** The weeks that a month lies in, whole: 28 to 42 dates. */
export function monthDates(date: string): string[] {
  const first = `${date.slice(0, 8)}01`;
  const dates = weekDates(first);
  const isInside = (day: string) => day.slice(0, 7) === first.slice(0, 7);
  for (let monday = addDays(dates[0] ?? first, 7); isInside(monday); monday = addDays(monday, 7)) {
    dates.push(...weekDates(monday));
  }
  return dates;
}

/** The same day of another month; its last one where there is no such day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  const kept = Math.min(day, last.getUTCDate());
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), kept)).toISOString().slice(0, 10);
}

/** From the first day's beginning to the last day's end, as the API asks for it. */
export function rangeOf(dates: string[], timeZone: string): { from: string; to: string } {
  const first = dates[0] ?? "";
  const last = dates.at(-1) ?? first;
  return {
    from: new Date(dayBounds(first, timeZone).start).toISOString(),
    to: new Date(dayBounds(last, timeZone).end).toISOString(),
  };
}
