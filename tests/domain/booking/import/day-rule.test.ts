import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { fallsOn, toDayRule } from "../../../../src/domain/booking/import/day-rule.ts";
import { DAY_MS } from "../../../../src/domain/time.ts";

const dayOf = (date: string) => Date.parse(date) / DAY_MS;

function ruleOf(text: string, first: string) {
  const rule = toDayRule(ICAL.Recur.fromString(text), dayOf(first));
  if (!rule.ok) throw new Error(rule.error);
  return rule.value;
}

function datesOf(text: string, first: string, count: number): string[] {
  const rule = ruleOf(text, first);
  const days = Array.from({ length: 2_000 }, (_, day) => dayOf(first) + day).filter((day) => fallsOn(rule, day));
  return days.slice(0, count).map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
}

describe("where ical.js is not asked", () => {
  it.each([
    ["FREQ=YEARLY", "2024-02-29", "2024-02-29 2028-02-29"],
    ["FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", "2026-11-30", "2026-11-30 2026-12-28"],
    ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2026-11-13", "2026-11-13 2027-08-13"],
    ["FREQ=DAILY;INTERVAL=7;BYDAY=TU", "2026-11-23", ""],
  ])("%s from %s", (text, first, dates) => {
    expect(datesOf(text, first, 2).join(" ")).toBe(dates);
  });
});

const interval = fc.integer({ min: 1, max: 4 });
const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const weekdays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 4 }).map((days) => days.join(","));
const rules = fc.oneof(
  interval.map((every) => `FREQ=DAILY;INTERVAL=${every}`),
  fc
    .tuple(interval, weekdays, weekday)
    .map(([every, days, start]) => `FREQ=WEEKLY;INTERVAL=${every};BYDAY=${days};WKST=${start}`),
  fc
    .tuple(interval, fc.integer({ min: 1, max: 28 }))
    .map(([every, day]) => `FREQ=MONTHLY;INTERVAL=${every};BYMONTHDAY=${day}`),
  fc.tuple(fc.constantFrom(1, 2, 3, 4, -1), weekday).map(([nth, day]) => `FREQ=MONTHLY;BYDAY=${nth}${day}`),
  fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 2, -1), weekday).map(([month, nth, day]) => {
    return `FREQ=YEARLY;BYMONTH=${month};BYDAY=${nth}${day}`;
  }),
);

it("agrees with the iterator of ical.js where that can be trusted", () => {
  const firsts = fc.integer({ min: dayOf("2024-01-01"), max: dayOf("2027-12-31") });
  fc.assert(
    fc.property(rules, firsts, (text, day) => {
      const iterator = ICAL.Recur.fromString(text).iterator(
        ICAL.Time.fromDateString(new Date(day * DAY_MS).toISOString().slice(0, 10)),
      );
      const first = iterator.next()?.toString() ?? "";
      const expected = [first, ...Array.from({ length: 4 }, () => iterator.next()?.toString() ?? "")];
      expect(datesOf(text, first, 5)).toEqual(expected.slice(0, datesOf(text, first, 5).length));
    }),
    { numRuns: 300 },
  );
});
