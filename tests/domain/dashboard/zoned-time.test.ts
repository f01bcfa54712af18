import { describe, expect, it } from "vitest";
import { addDays, dayBounds, isDate, localDate } from "../../../src/dashboard/calendar/zoned-time.ts";

const HOUR = 3_600_000;

describe("dayBounds", () => {
  it.each([
    { name: "an ordinary day", date: "2026-11-24", zone: "Europe/Berlin", start: "2026-11-23T23:00:00Z", hours: 24 },
    {
      name: "the day that loses an hour",
      date: "2026-03-29",
      zone: "Europe/Berlin",
      start: "2026-03-28T23:00:00Z",
      hours: 23,
    },
    {
      name: "the day that gains one",
      date: "2026-10-25",
      zone: "Europe/Berlin",
      start: "2026-10-24T22:00:00Z",
      hours: 25,
    },
    {
      name: "a zone west of UTC",
      date: "2026-03-08",
      zone: "America/New_York",
      start: "2026-03-08T05:00:00Z",
      hours: 23,
    },
    {
      name: "a zone far to the east",
      date: "2026-06-01",
      zone: "Pacific/Kiritimati",
      start: "2026-05-31T10:00:00Z",
      hours: 24,
    },
    {
      name: "half an hour of summer time",
      date: "2026-10-04",
      zone: "Australia/Lord_Howe",
      start: "2026-10-03T13:30:00Z",
      hours: 23.5,
    },
    {
      name: "a day without midnight",
      date: "2026-09-06",
      zone: "America/Santiago",
      start: "2026-09-06T04:00:00Z",
      hours: 23,
    },
  ])("$name", ({ date, zone, start, hours }) => {
    const bounds = dayBounds(date, zone);
    expect(new Date(bounds.start).toISOString()).toBe(new Date(start).toISOString());
    expect((bounds.end - bounds.start) / HOUR).toBe(hours);
  });
});

it("tells the date on the branch's calendar, not the viewer's", () => {
  expect(localDate(Date.parse("2026-11-24T23:30:00Z"), "Europe/Berlin")).toBe("2026-11-25");
  expect(localDate(Date.parse("2026-11-24T23:30:00Z"), "America/New_York")).toBe("2026-11-24");
});

it("steps over the ends of months and years", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
});

it("knows a date from what only looks like one", () => {
  expect(isDate("2026-02-28")).toBe(true);
  for (const text of ["2026-02-30", "2026-13-01", "2026-2-3", "today", ""]) expect(isDate(text)).toBe(false);
});
