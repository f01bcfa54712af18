import { describe, expect, it } from "vitest";
import { readForeignCalendar } from "../../../src/domain/calendars/foreign-calendar.ts";
import { DAY_MS } from "../../../src/domain/time.ts";

const NOW = Date.parse("2026-10-20T08:00:00Z");
const BERLIN = "Europe/Berlin";

/** Lines of events, one list each. */
function aFile(...events: string[][]): string {
  const all = events.flatMap((lines, index) => ["BEGIN:VEVENT", `UID:${index}`, ...lines, "END:VEVENT"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...all, "END:VCALENDAR", ""].join("\r\n");
}

function read(text: string, window = { start: NOW - DAY_MS, end: NOW + 30 * DAY_MS }) {
  const found = readForeignCalendar(text, { timeZone: BERLIN, window, now: NOW });
  if (!found.ok) return found.error;
  const iso = (at: number) => new Date(at).toISOString().replace(":00.000Z", "Z");
  return { unread: found.value.unread, busy: found.value.busy.map(({ start, end }) => `${iso(start)}/${iso(end)}`) };
}

describe("a calendar that is kept elsewhere", () => {
  it.each([
    {
      name: "a time in UTC",
      lines: ["DTSTART:20261021T100000Z", "DTEND:20261021T110000Z"],
      busy: ["2026-10-21T10:00Z/2026-10-21T11:00Z"],
    },
    {
      name: "a time in a zone, with a duration",
      lines: ["DTSTART;TZID=Europe/London:20261021T100000", "DURATION:PT90M"],
      busy: ["2026-10-21T09:00Z/2026-10-21T10:30Z"],
    },
    {
      name: "a time without a zone, which is the branch's",
      lines: ["DTSTART:20261021T100000", "DTEND:20261021T103000"],
      busy: ["2026-10-21T08:00Z/2026-10-21T08:30Z"],
    },
    {
      name: "a whole day, which is the branch's day",
      lines: ["DTSTART;VALUE=DATE:20261021"],
      busy: ["2026-10-20T22:00Z/2026-10-21T22:00Z"],
    },
    {
      name: "the 25 hours of the day on which the clocks go back",
      lines: ["DTSTART;VALUE=DATE:20261025", "DTEND;VALUE=DATE:20261026"],
      busy: ["2026-10-24T22:00Z/2026-10-25T23:00Z"],
    },
    {
      name: "each occurrence of a series, on its wall clock across the change",
      lines: ["DTSTART;TZID=Europe/Berlin:20261024T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"],
      busy: ["2026-10-24T07:00Z/2026-10-24T08:00Z", "2026-10-25T08:00Z/2026-10-25T09:00Z"],
    },
    {
      name: "whole days in a series, as long as each day is, without its exceptions",
      lines: ["DTSTART;VALUE=DATE:20261024", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261024"],
      busy: ["2026-10-24T22:00Z/2026-10-26T23:00Z"],
    },
  ])("takes $name", ({ lines, busy }) => {
    expect(read(aFile(lines))).toEqual({ unread: 0, busy });
  });

  it.each([
    { name: "free", line: "TRANSP:TRANSPARENT" },
    { name: "called off", line: "STATUS:CANCELLED" },
    { name: "of no length", line: "SUMMARY:A reminder" },
  ])("takes no time for what is $name", ({ line }) => {
    const length = line.startsWith("SUMMARY") ? [] : ["DURATION:PT1H"];
    expect(read(aFile(["DTSTART:20261021T100000Z", ...length, line]))).toEqual({ unread: 0, busy: [] });
  });

  it("takes an occurrence that was moved where it is now, and one that was called off not at all", () => {
    const series = ["DTSTART:20261021T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"];
    const moved = ["UID:0", "RECURRENCE-ID:20261022T100000Z", "DTSTART:20261022T150000Z", "DURATION:PT1H"];
    const gone = ["UID:0", "RECURRENCE-ID:20261023T100000Z", "DTSTART:20261023T100000Z", "STATUS:CANCELLED"];
    const found = read(aFile(series, moved, gone).replaceAll(/UID:[12]\r\n/g, ""));
    expect(found).toEqual({
      unread: 0,
      busy: ["2026-10-21T10:00Z/2026-10-21T11:00Z", "2026-10-22T15:00Z/2026-10-22T16:00Z"],
    });
  });

  it("counts what it does not understand, and takes the rest", () => {
    const good = ["DTSTART:20261021T100000Z", "DURATION:PT1H"];
    const found = read(aFile(good, ["DTSTART:2026"], ["DTSTART;TZID=Nowhere:20261021T100000", "DURATION:PT1H"]));
    expect(found).toEqual({ unread: 2, busy: ["2026-10-21T10:00Z/2026-10-21T11:00Z"] });
  });

  it("makes one stretch of what overlaps, and cuts at the window", () => {
    const window = { start: Date.parse("2026-10-21T10:30:00Z"), end: Date.parse("2026-10-21T12:00:00Z") };
    const one = ["DTSTART:20261021T100000Z", "DURATION:PT1H"];
    const other = ["DTSTART:20261021T105000Z", "DURATION:PT5H"];
    expect(read(aFile(one, other), window)).toEqual({ unread: 0, busy: ["2026-10-21T10:30Z/2026-10-21T12:00Z"] });
  });

  it.each([
    { name: "empty: nobody is busy", text: aFile(), is: { unread: 0, busy: [] } },
    { name: "a web page", text: "<!doctype html><title>Sign in</title>", is: "not_a_calendar" },
    { name: "far too long", text: aFile([`DESCRIPTION:${"x".repeat(2 * 1024 * 1024)}`]), is: "too_large" },
  ])("may be $name", ({ text, is }) => {
    expect(read(text)).toEqual(is);
  });

  it("is bounded in what a series may ask", () => {
    const endless = ["DTSTART:20200101T000000Z", "DURATION:PT1M", "RRULE:FREQ=DAILY"];
    const found = read(aFile(...Array.from({ length: 200 }, () => endless)));
    expect(found).toMatchObject({ busy: expect.any(Array) });
  });
});
