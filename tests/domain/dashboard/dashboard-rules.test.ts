import { describe, expect, it } from "vitest";
import { PAGES } from "../../../src/dashboard/app/pages.ts";
import { addMonths, monthDates, weekDates } from "../../../src/dashboard/calendar/date-ranges.ts";
import { atClock } from "../../../src/dashboard/calendar/zoned-time.ts";
import { nextSpan, spansOf, toClock, withEnd, withSpans } from "../../../src/dashboard/catalogue/hours-spans.ts";
import { toRule } from "../../../src/dashboard/series/repeat.ts";
import { toCsv } from "../../../src/dashboard/ui/csv.ts";

it("no two pages are gone to by the same key", () => {
  const keys = PAGES.flatMap(({ key }) => key ?? []);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

describe("ranges of dates", () => {
  it("begin weeks on Monday", () => {
    expect(weekDates("2026-11-29")).toEqual(weekDates("2026-11-23"));
    expect(weekDates("2026-11-29")[0]).toBe("2026-11-23");
  });

  it("show a month in whole weeks", () => {
    expect(monthDates("2027-02-10")).toHaveLength(28);
    expect(monthDates("2026-11-15")).toHaveLength(42);
  });

  it("end on the last day where a month is shorter", () => {
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  });
});

describe("a time on the clock", () => {
  it("is the first of two, and none where clocks skip it", () => {
    expect(atClock("2026-10-25", "Europe/Berlin", "02:30")).toBe("2026-10-25T00:30:00.000Z");
    expect(atClock("2026-03-29", "Europe/Berlin", "02:30")).toBeNull();
    expect(atClock("2026-03-29", "Europe/Berlin", "10:07")).toBe("2026-03-29T08:07:00.000Z");
  });
});

describe("a rule that repeats", () => {
  const repeat = { interval: 2, count: 4, weekdays: [1] };

  it("always has its first date in it", () => {
    const common = { interval: 2, end: { count: 4 } };
    expect(toRule({ ...repeat, frequency: "weekly" }, "2026-11-29")).toEqual({
      frequency: "weekly",
      weekdays: [1, 7],
      ...common,
    });
    const monthly = { frequency: "monthly", by: { kind: "date", day: 29 }, ...common };
    expect(toRule({ ...repeat, frequency: "monthly" }, "2026-11-29")).toEqual(monthly);
    expect(toRule({ ...repeat, frequency: "daily" }, "2026-11-29")).toEqual({ frequency: "daily", ...common });
  });
});

describe("opening hours", () => {
  const summer = { weekday: 1, fromMinute: 600, toMinute: 900, validFrom: "2026-06-01", validUntil: "2026-08-31" };

  it("that end before they begin end on the next day", () => {
    expect(withEnd({ fromMinute: 1_080, toMinute: 1_200 }, 120)).toEqual({ fromMinute: 1_080, toMinute: 1_560 });
    expect(toClock(1_560)).toBe("02:00");
  });

  it("keep what holds for a season only", () => {
    const changed = withSpans([summer], 1, [{ fromMinute: 540, toMinute: 1_080 }]);
    expect(changed).toContainEqual(summer);
    expect(spansOf(changed, 1)).toEqual([{ fromMinute: 540, toMinute: 1_080 }]);
  });

  it("are proposed after what a day has", () => {
    expect(nextSpan([{ fromMinute: 540, toMinute: 720 }])).toEqual({ fromMinute: 780, toMinute: 960 });
  });
});

describe("CSV", () => {
  const columns = [
    { label: "name", text: ({ name }: { name: string }) => name },
    { label: "price", text: () => -3 },
  ];

  it("quotes what needs it, and turns what a spreadsheet would run into text", () => {
    const text = toCsv(columns, [{ name: '=HYPERLINK("x")' }, { name: "Keller, Anna" }]);
    expect(text).toBe('\uFEFFname,price\r\n"\'=HYPERLINK(""x"")",-3\r\n"Keller, Anna",-3\r\n');
  });
});
