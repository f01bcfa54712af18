import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { formatRrule, parseRrule } from "../../../src/domain/booking/recurrence/rrule.ts";
import {
  checkSeries,
  MAX_OCCURRENCES,
  occurrencesOf,
  type RecurrenceRule,
  recurrenceRule,
} from "../../../src/domain/booking/recurrence.ts";
import { addDays } from "../../../src/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { BERLIN, minuteOf } from "./a-rulebook.ts";
import { aMinute, aZone, instantsThatShow, nextChange, zoned } from "./zones.ts";

/** A Tuesday. What a rule does not say of its days, it has from here. */
const FIRST = "2027-03-02";
const MIDNIGHT_IN_UTC = { timeZone: "UTC", minute: 0 };

function parse(text: string, first = FIRST) {
  return parseRrule(text, first, MIDNIGHT_IN_UTC);
}

/** A rule in RRULE's words, which are easier to read; the exceptions beside it. */
function ruleOf(text: string, exceptDates: string[] = []): RecurrenceRule {
  const rule = parse(text);
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  return { ...rule.value, exceptDates };
}

function datesOf(rule: RecurrenceRule, first: string): string[] {
  return occurrencesOf(rule, { date: first, minute: 600 }, "UTC").map(({ date }) => date);
}

/** Day of the month and time, `22T09:00`. */
function shownInUtc(instant: number | null): string {
  return instant === null ? "never" : new Date(instant).toISOString().slice(8, 16);
}

describe("dates", () => {
  it.each([
    ["every day into a new year", "FREQ=DAILY;COUNT=3", "2026-12-30 2026-12-31 2027-01-01"],
    ["every day over a leap day", "FREQ=DAILY;COUNT=3", "2028-02-28 2028-02-29 2028-03-01"],
    ["every day where no leap day is", "FREQ=DAILY;COUNT=2", "2027-02-28 2027-03-01"],
    ["every 30 days", "FREQ=DAILY;INTERVAL=30;COUNT=3", "2028-01-31 2028-03-01 2028-03-31"],
    ["up to a last day that is one", "FREQ=DAILY;INTERVAL=2;UNTIL=20260105", "2026-01-01 2026-01-03 2026-01-05"],
    ["up to a last day that is none", "FREQ=DAILY;INTERVAL=2;UNTIL=20260104", "2026-01-01 2026-01-03"],
    ["every week", "FREQ=WEEKLY;BYDAY=TU;COUNT=3", "2026-11-24 2026-12-01 2026-12-08"],
    [
      "every other week over the 53rd",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;COUNT=3",
      "2026-12-17 2026-12-28 2026-12-31",
    ],
    [
      "every other week from a Sunday on",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=3",
      "2026-11-29 2026-12-07 2026-12-13",
    ],
    [
      "the 31st where there is one",
      "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4",
      "2026-01-31 2026-03-31 2026-05-31 2026-07-31",
    ],
    ["the 29th of February in a leap year only", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29;COUNT=1", "2028-02-29"],
    ["the 29th, in February too", "FREQ=MONTHLY;BYMONTHDAY=29;COUNT=3", "2028-01-29 2028-02-29 2028-03-29"],
    ["the 29th, but in no short February", "FREQ=MONTHLY;BYMONTHDAY=29;COUNT=2", "2027-01-29 2027-03-29"],
    ["every fourth month", "FREQ=MONTHLY;INTERVAL=4;BYMONTHDAY=15;COUNT=2", "2026-10-15 2027-02-15"],
    ["the first Monday", "FREQ=MONTHLY;BYDAY=1MO;COUNT=3", "2026-06-01 2026-07-06 2026-08-03"],
    ["the second Tuesday", "FREQ=MONTHLY;BYDAY=2TU;COUNT=2", "2026-12-08 2027-01-12"],
    ["the fifth Friday", "FREQ=MONTHLY;BYDAY=5FR;COUNT=4", "2026-01-30 2026-05-29 2026-07-31 2026-10-30"],
    ["the last Friday", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-01-30 2026-02-27 2026-03-27"],
  ])("%s", (_, text, dates) => {
    const [first = "", ...rest] = dates.split(" ");
    expect(datesOf(ruleOf(text), first)).toEqual([first, ...rest]);
    expect(checkSeries(ruleOf(text), first)).toEqual({ ok: true, value: undefined });
  });

  it("that are excepted were counted", () => {
    const rule = ruleOf("FREQ=DAILY;COUNT=4", ["2026-01-01", "2026-01-03", "2026-01-09"]);
    expect(datesOf(rule, "2026-01-01")).toEqual(["2026-01-02", "2026-01-04"]);
  });

  it("reach no further than 730 days, nor than 104 dates", () => {
    expect(datesOf(ruleOf("FREQ=DAILY;INTERVAL=10;UNTIL=20991231"), "2026-01-01").at(-1)).toBe("2028-01-01");
    expect(datesOf(ruleOf("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=104"), "2026-01-01")).toHaveLength(25);
    expect(datesOf(ruleOf("FREQ=DAILY;UNTIL=20991231"), "2026-01-01")).toHaveLength(104);
  });
});

describe("a first date", () => {
  it.each([
    ["FREQ=WEEKLY;BYDAY=MO,TH;COUNT=5", "weekdays", "first_not_in_rule"],
    ["FREQ=MONTHLY;BYMONTHDAY=15;COUNT=5", "by.day", "first_not_in_rule"],
    ["FREQ=MONTHLY;BYDAY=4MO;COUNT=5", "by.weekday", "first_not_in_rule"],
    ["FREQ=MONTHLY;BYDAY=2TU;COUNT=5", "by.ordinal", "first_not_in_rule"],
    ["FREQ=MONTHLY;BYDAY=-1TU;COUNT=5", "by.ordinal", "first_not_in_rule"],
    ["FREQ=DAILY;UNTIL=20261116", "end.until", "before_first"],
    ["FREQ=DAILY;INTERVAL=30;UNTIL=20281117", "end.until", "too_far"],
    ["FREQ=DAILY;UNTIL=20270301", "end.until", "too_many"],
    ["FREQ=DAILY;INTERVAL=8;COUNT=93", "end.count", "too_far"],
  ])("of 17 November 2026, a Tuesday, with %s: %s %s", (text, field, rule) => {
    expect(checkSeries(ruleOf(text), "2026-11-17")).toEqual({ ok: false, error: { field, rule } });
  });

  it.each([
    ["a last day", "FREQ=DAILY;UNTIL=20261117 FREQ=DAILY;INTERVAL=30;UNTIL=20281116 FREQ=DAILY;UNTIL=20270228"],
    ["a count", "FREQ=WEEKLY;BYDAY=TU;COUNT=104 FREQ=DAILY;INTERVAL=8;COUNT=92"],
  ])("may be at the limit with %s", (_, texts) => {
    for (const text of texts.split(" ")) expect(checkSeries(ruleOf(text), "2026-11-17").ok).toBe(true);
  });

  it("that is not in the rule is not made an occurrence", () => {
    expect(datesOf(ruleOf("FREQ=WEEKLY;BYDAY=MO;COUNT=2"), "2026-11-17")).toEqual(["2026-11-23", "2026-11-30"]);
  });
});

describe("instants", () => {
  it.each([
    ["keep the hour in spring", BERLIN, "2026-03-22 10:00", "22T09:00 29T08:00 05T08:00"],
    ["keep the hour in autumn", BERLIN, "2026-10-18 10:00", "18T08:00 25T09:00 01T09:00"],
    ["tell of the hour skipped", BERLIN, "2026-03-22 02:30", "22T01:30 never 05T00:30"],
    ["take the first of an hour repeated", BERLIN, "2026-10-18 02:30", "18T00:30 25T00:30 01T01:30"],
    ["tell of the half hour skipped", "Australia/Lord_Howe", "2026-09-27 02:15", "26T15:45 never 10T15:15"],
    ["know where that ends", "Australia/Lord_Howe", "2026-09-27 02:30", "26T16:00 03T15:30 10T15:30"],
    ["take the first of a half hour repeated", "Australia/Lord_Howe", "2026-03-29 01:45", "28T14:45 04T14:45 11T15:15"],
    ["tell of an odd hour skipped", "Pacific/Chatham", "2026-09-20 03:00", "19T14:15 never 03T13:15"],
    ["take the first of an odd hour repeated", "Pacific/Chatham", "2026-03-29 03:00", "28T13:15 04T13:15 11T14:15"],
    ["have an odd offset", "Asia/Kathmandu", "2026-03-22 10:00", "22T04:15 29T04:15 05T04:15"],
    ["tell of a day skipped", "Pacific/Apia", "2011-12-23 10:00", "23T20:00 never 05T20:00"],
  ])("%s: %s, weekly from %s", (_, zone, first, shown) => {
    const [date = "", time = ""] = first.split(" ");
    const occurrences = occurrencesOf(ruleOf("FREQ=DAILY;INTERVAL=7;COUNT=3"), { date, minute: minuteOf(time) }, zone);
    expect(occurrences.map(({ startsAt }) => shownInUtc(startsAt)).join(" ")).toBe(shown);
    expect(occurrences.map((occurrence) => occurrence.date)).toEqual([date, addDays(date, 7), addDays(date, 14)]);
  });

  it("past midnight belong to the date before", () => {
    const [occurrence] = occurrencesOf(ruleOf("FREQ=DAILY;COUNT=1"), { date: "2026-11-17", minute: 1_500 }, "UTC");
    expect(occurrence).toEqual({ date: "2026-11-17", startsAt: Date.parse("2026-11-18T01:00Z") });
  });

  it("are the earliest that show the time, around any clock change", () => {
    const nearby = fc.integer({ min: -180, max: 180 });
    fc.assert(
      fc.property(aZone, aMinute, nearby, (zone, from, minutes) => {
        const wall = zoned(zone, nextChange(zone, from)).toPlainDateTime().add({ minutes });
        const [date, minute] = [wall.toPlainDate().subtract({ days: 1 }).toString(), wall.hour * 60 + wall.minute];
        for (const occurrence of occurrencesOf(ruleOf("FREQ=DAILY;COUNT=3"), { date, minute }, zone))
          expect(occurrence.startsAt).toBe(instantsThatShow(zone, occurrence.date, minute)[0] ?? null);
      }),
      { numRuns: runs(100) },
    );
  });
});

const aWeekday = fc.integer({ min: 1, max: 7 });
const aPattern = fc.oneof(
  fc.record({ kind: fc.constant("date"), day: fc.integer({ min: 1, max: 31 }) }),
  fc.record({ kind: fc.constant("weekday"), weekday: aWeekday, ordinal: fc.constantFrom(1, 2, 3, 4, 5, -1) }),
);
const aSeries = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => addDays("1999-12-01", days))
  .chain((first) => fc.record({ first: fc.constant(first), rule: aRuleFrom(first) }));

function aRuleFrom(first: string): fc.Arbitrary<RecurrenceRule> {
  const near = fc.integer({ min: -5, max: 900 }).map((days) => addDays(first, days));
  const count = fc.integer({ min: 1, max: MAX_OCCURRENCES });
  const end = fc.oneof(fc.record({ count }), fc.record({ until: near }));
  const common = { interval: fc.integer({ min: 1, max: 12 }), end, exceptDates: fc.array(near, { maxLength: 100 }) };
  const weekdays = fc.uniqueArray(aWeekday, { minLength: 1 });
  return fc
    .oneof(
      fc.record({ frequency: fc.constant("daily"), ...common, interval: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ frequency: fc.constant("weekly"), ...common, weekdays }),
      fc.record({ frequency: fc.constant("monthly"), ...common, by: aPattern }),
    )
    .map((rule) => recurrenceRule.parse(rule));
}

/** The oracle: builds the dates of period after period, where the subject asks about each day. */
function expectedDates(rule: RecurrenceRule, first: string): string[] {
  const start = Temporal.PlainDate.from(first);
  const periods = { daily: 731, weekly: 106, monthly: 25 }[rule.frequency];
  const built = Array.from({ length: periods }, (_, index) => datesOfPeriod(rule, start, index * rule.interval));
  const { count = MAX_OCCURRENCES, until = "9999-12-31" }: { count?: number; until?: string } = rule.end;
  const last = [until, start.add({ days: 730 }).toString()].sort()[0] ?? "";
  const dates = built.flat().map(String).sort();
  const inRange = dates.filter((date) => date >= first && date <= last).slice(0, count);
  return inRange.filter((date) => !rule.exceptDates.includes(date));
}

function datesOfPeriod(rule: RecurrenceRule, first: Temporal.PlainDate, index: number): Temporal.PlainDate[] {
  if (rule.frequency === "daily") return [first.add({ days: index })];
  if (rule.frequency === "weekly")
    return rule.weekdays.map((weekday) => first.add({ days: index * 7 + weekday - first.dayOfWeek }));
  const month = first.toPlainYearMonth().add({ months: index });
  const days = Array.from({ length: month.daysInMonth }, (_, day) => month.toPlainDate({ day: day + 1 }));
  const { by } = rule;
  if (by.kind === "date") return days.slice(by.day - 1, by.day);
  const candidates = days.filter(({ dayOfWeek }) => dayOfWeek === by.weekday);
  return by.ordinal === -1 ? candidates.slice(-1) : candidates.slice(by.ordinal - 1, by.ordinal);
}

describe("any rule", () => {
  it("lists what it says: sorted, each once, no more than its count, none past its end, none excepted", () => {
    fc.assert(
      fc.property(aSeries, ({ rule, first }) => {
        const dates = datesOf(rule, first);
        expect(dates).toEqual(expectedDates(rule, first));
        expect(dates).toEqual([...new Set(dates)].sort());
      }),
      { numRuns: runs(300) },
    );
  });

  it("is read back from its text, but for the exceptions", () => {
    fc.assert(
      fc.property(aSeries, ({ rule }) => {
        expect(parse(formatRrule(rule))).toEqual({ ok: true, value: { ...rule, exceptDates: [] } });
      }),
    );
  });

  it.each([
    { end: { count: 1, until: "2026-12-01" } },
    { end: {} },
    { end: { count: 105 } },
    { end: { until: "2027-02-29" } },
    { interval: 0 },
    { weekdays: [] },
    { weekdays: [1, 1] },
    { exceptDates: Array<string>(101).fill("2026-12-01") },
    { by: { kind: "date", day: 1 } },
  ])("is refused with %o", (part) => {
    const rule = { frequency: "weekly", interval: 1, weekdays: [1], end: { count: 1 } };
    expect(recurrenceRule.parse(rule)).toEqual({ ...rule, exceptDates: [] });
    expect(recurrenceRule.safeParse({ ...rule, ...part }).success).toBe(false);
  });
});

describe("RRULE", () => {
  const once = { interval: 1, end: { count: 1 }, exceptDates: [] };
  const weekly = { ...once, frequency: "weekly" };
  const monthly = { ...once, frequency: "monthly" };

  it.each([
    ["FREQ=DAILY;INTERVAL=30;COUNT=1", { ...once, frequency: "daily", interval: 30 }],
    ["FREQ=DAILY;UNTIL=20280229", { ...once, frequency: "daily", end: { until: "2028-02-29" } }],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;COUNT=1", { ...weekly, weekdays: [4, 1], interval: 2 }],
    ["FREQ=MONTHLY;BYMONTHDAY=5;COUNT=1", { ...monthly, by: { kind: "date", day: 5 } }],
    ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=1", { ...monthly, by: { kind: "weekday", weekday: 5, ordinal: -1 } }],
  ])("%s is read and written", (text, rule) => {
    expect(parse(text)).toEqual({ ok: true, value: rule });
    expect(formatRrule(ruleOf(text))).toBe(text);
  });

  it.each([
    ["FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;BYDAY=TU;COUNT=3"],
    ["FREQ=MONTHLY;INTERVAL=2;COUNT=3", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=2;COUNT=3"],
    ["rrule:count=3;wkst=mo;byday=su;freq=weekly", "FREQ=WEEKLY;BYDAY=SU;COUNT=3"],
    ["FREQ=DAILY;INTERVAL=01;UNTIL=20280229T235959Z", "FREQ=DAILY;UNTIL=20280229"],
    ["FREQ=MONTHLY;BYDAY=+2SU;COUNT=1", "FREQ=MONTHLY;BYDAY=2SU;COUNT=1"],
  ])("%s is the same as %s", (text, written) => {
    expect(formatRrule(ruleOf(text))).toBe(written);
  });

  it.each([
    ["RRULE malformed", "", ["", "FREQ=DAILY;COUNT=1;", "FREQ=DAILY; COUNT=1", "FREQ=DAILY;\u0131NTERVAL=2;COUNT=1"]],
    ["RRULE:FREQ unsupported_part", "RRULE:RRULE:FREQ=DAILY;COUNT=1", [""]],
    ["BYHOUR unsupported_part", "FREQ=DAILY;COUNT=1;BYHOUR", ["=9", "=", ""]],
    ["COUNT repeated_part", "FREQ=DAILY;COUNT=1;COUNT=", ["1", "2"]],
    ["FREQ missing_part", "COUNT=1", ["", ";BYDAY=MO"]],
    ["FREQ unsupported_value", "COUNT=1;FREQ", ["=YEARLY", "=", ""]],
    ["COUNT missing_part", "FREQ=DAILY", ["", ";INTERVAL=2"]],
    ["COUNT unsupported_value", "FREQ=DAILY;COUNT=", ["0", "105", "-1", "+1", "1e1", "5=6", "", "9".repeat(400)]],
    ["INTERVAL unsupported_value", "FREQ=DAILY;COUNT=1;INTERVAL=", ["0", "31", "1.5", ""]],
    ["UNTIL conflicting_part", "FREQ=DAILY;COUNT=1;UNTIL=", ["20270101"]],
    ["UNTIL unsupported_value", "FREQ=DAILY;UNTIL=", ["20270229", "2027-01-01", "20270229T100000", "20270101T", ""]],
    [
      "UNTIL unsupported_value",
      "FREQ=DAILY;UNTIL=20270101T",
      ["250000Z", "236000Z", "100000ZZ", "1000", "240000", "100060"],
    ],
    ["WKST unsupported_value", "FREQ=WEEKLY;BYDAY=MO;COUNT=1;WKST=", ["SU", ""]],
    ["BYDAY unsupported_part", "FREQ=DAILY;COUNT=1;BYDAY=", ["MO"]],
    ["BYDAY unsupported_value", "FREQ=WEEKLY;COUNT=1;BYDAY=", ["MO,MO", "XX", "1MO", "MO,", ""]],
    ["BYDAY unsupported_value", "FREQ=MONTHLY;COUNT=1;BYDAY=", ["MO", "0MO", "6MO", "-2MO", "1MO,2MO", "1", ""]],
    ["BYMONTHDAY unsupported_part", "FREQ=WEEKLY;BYDAY=MO;COUNT=1;BYMONTHDAY=", ["1"]],
    ["BYMONTHDAY conflicting_part", "FREQ=MONTHLY;BYDAY=1MO;COUNT=1;BYMONTHDAY=", ["1"]],
    ["BYMONTHDAY unsupported_value", "FREQ=MONTHLY;COUNT=1;BYMONTHDAY=", ["0", "32", "-1", "1,2", ""]],
  ])("is refused as %s: %s%j", (problem, start, ends) => {
    const [field, rule] = problem.split(" ");
    for (const end of ends) expect(parse(start + end)).toEqual({ ok: false, error: { field, rule } });
  });

  it.each(["1", ";", "=", "RRULE:", "MO,", "FREQ=DAILY;"])("of 100 kB of %j is refused unread", (piece) => {
    const text = `FREQ=WEEKLY;BYDAY=${piece.repeat(100_000 / piece.length)}`;
    expect(parse(text)).toEqual({ ok: false, error: { field: "RRULE", rule: "too_long" } });
  });
});

describe("an end in UTC", () => {
  it.each([
    ["the evening of a day in New York, as calendars write it", "America/New_York", "20270106T045959Z", "2027-01-05"],
    ["the very start of the last", "America/New_York", "20270105T150000Z", "2027-01-05"],
    ["a moment before it", "America/New_York", "20270105T145959Z", "2027-01-04"],
    ["midnight in Berlin, which is the day before in UTC", "Europe/Berlin", "20270104T230000Z", "2027-01-04"],
    ["the evening of a day in Auckland", "Pacific/Auckland", "20270105T105959Z", "2027-01-05"],
  ])("at %s lets in what has begun by then", (_, zone, until, last) => {
    const rule = parseRrule(`FREQ=DAILY;UNTIL=${until}`, "2027-01-01", { timeZone: zone, minute: 600 });
    expect(rule).toMatchObject({ ok: true, value: { end: { until: last } } });
  });
});

describe("an end without a zone is local time, wherever the branch is:", () => {
  it.each([
    ["the evening of a day, as calendars write it", "20270131T235959", "2027-01-31"],
    ["the very start of the last", "20270131T100000", "2027-01-31"],
    ["a moment before it", "20270131T095959", "2027-01-30"],
    ["the first moment of a year", "20270101T000000", "2026-12-31"],
    ["a date, with all of its day", "20270131", "2027-01-31"],
  ])("%s", (_, until, last) => {
    for (const timeZone of ["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu"]) {
      const rule = parseRrule(`FREQ=DAILY;UNTIL=${until}`, "2026-12-01", { timeZone, minute: 600 });
      expect(rule).toMatchObject({ ok: true, value: { end: { until: last } } });
    }
  });

  it("what begins late on the last day is let in by that day, and not by an earlier hour of it", () => {
    const lateAt = (until: string) =>
      parseRrule(`FREQ=DAILY;UNTIL=${until}`, "2026-12-01", { timeZone: BERLIN, minute: 1_425 });
    expect(lateAt("20270131")).toMatchObject({ value: { end: { until: "2027-01-31" } } });
    expect(lateAt("20270131T235959")).toMatchObject({ value: { end: { until: "2027-01-31" } } });
    expect(lateAt("20270131T220000")).toMatchObject({ value: { end: { until: "2027-01-30" } } });
  });
});
