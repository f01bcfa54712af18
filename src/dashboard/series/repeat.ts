export const FREQUENCIES = ["daily", "weekly", "monthly"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** How often something repeats. `weekdays` count for weeks alone: ISO, Monday is 1. */
export type Repeat = { frequency: Frequency; interval: number; count: number; weekdays: number[] };

/** The rule as the API takes it. The first date is always one of its dates: its weekday or day of the month is in it. */
export function toRule({ frequency, interval, count, weekdays }: Repeat, date: string) {
  const common = { interval, end: { count } };
  if (frequency === "daily") return { frequency, ...common };
  if (frequency === "monthly")
    return { frequency, by: { kind: "date", day: Number(date.slice(8)) } as const, ...common };
  const days = [...new Set([weekdayOf(date), ...weekdays])].sort((one, other) => one - other);
  return { frequency, weekdays: days, ...common };
}

export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
