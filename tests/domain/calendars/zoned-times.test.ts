import ICAL from "ical.js";
import { generateIcsCalendar } from "ts-ics";
import { describe, expect, it } from "vitest";
import { observancesOf } from "../../../src/domain/calendars/observances.ts";
import { timezonesOf, zonedTime } from "../../../src/use-cases/calendars/zoned-times.ts";

const HOUR = 3_600_000;

/** One event an hour long, written and read again by another program's rules: by the file's own zones alone. */
function readBack(timeZone: string, startsAt: number) {
  const span = { timeZone, startsAt, endsAt: startsAt + HOUR };
  const times = { start: zonedTime(timeZone, span.startsAt), end: zonedTime(timeZone, span.endsAt) };
  const event = { uid: "a", stamp: { date: new Date(0) }, summary: "s", ...times };
  const file = generateIcsCalendar({ version: "2.0", prodId: "t", timezones: timezonesOf([span]), events: [event] });
  const calendar = new ICAL.Component(ICAL.parse(file));
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone") ?? new ICAL.Component("vtimezone"));
  const read = (name: string) => {
    const property = calendar.getFirstSubcomponent("vevent")?.getFirstProperty(name);
    const time = property?.getFirstValue();
    if (!(time instanceof ICAL.Time)) throw new Error(`no ${name}`);
    const isZoned = property?.getFirstParameter("tzid") === timeZone;
    if (isZoned) time.zone = zone;
    return { at: time.toJSDate().getTime(), isZoned };
  };
  return { file, start: read("dtstart"), end: read("dtend") };
}

describe("times of a calendar file", () => {
  it.each([
    { name: "in winter", zone: "Europe/Berlin", at: "2027-01-11T09:00:00Z" },
    { name: "in summer", zone: "Europe/Berlin", at: "2027-07-11T09:00:00Z" },
    { name: "over the hour that is left out", zone: "Europe/Berlin", at: "2027-03-28T00:30:00Z" },
    { name: "just after it", zone: "Europe/Berlin", at: "2027-03-28T01:00:00Z" },
    { name: "into the hour that comes twice", zone: "Europe/Berlin", at: "2027-10-30T23:30:00Z" },
    { name: "west of Greenwich, on the day of the change", zone: "America/New_York", at: "2027-11-07T16:00:00Z" },
    { name: "where summer is in January", zone: "Australia/Sydney", at: "2027-01-11T01:00:00Z" },
    { name: "where half an hour is changed", zone: "Australia/Lord_Howe", at: "2027-10-02T14:00:00Z" },
    { name: "where no clock is changed", zone: "Asia/Kolkata", at: "2027-01-11T09:00:00Z" },
    { name: "where none ever was", zone: "UTC", at: "2027-01-11T09:00:00Z" },
  ])("mean the same instant to a program that knows only the file's zones: $name", ({ zone, at }) => {
    const { start, end } = readBack(zone, Date.parse(at));
    expect(start).toEqual({ at: Date.parse(at), isZoned: true });
    expect(end.at).toBe(Date.parse(at) + HOUR);
  });

  it("are in UTC in the second pass of the hour that comes twice, which a local time cannot name", () => {
    const second = Date.parse("2027-10-31T01:30:00Z");
    const { start, end } = readBack("Europe/Berlin", second);
    expect(start).toEqual({ at: second, isZoned: false });
    expect(end).toEqual({ at: second + HOUR, isZoned: true });
  });

  it("tell a change on the clock that it ends, and no change that nothing in the file needs", () => {
    const { file } = readBack("Europe/Berlin", Date.parse("2027-06-11T09:00:00Z"));
    expect(file.match(/BEGIN:(STANDARD|DAYLIGHT)/g)).toEqual(["BEGIN:DAYLIGHT"]);
    expect(file).toContain("DTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200");
    expect(file).toContain("DTSTART;TZID=Europe/Berlin:20270611T110000");
  });
});

it("a long calendar's zone lists each change between its first and last event", () => {
  const changes = observancesOf(
    "Europe/Berlin",
    Date.parse("2027-01-11T09:00:00Z"),
    Date.parse("2028-12-31T00:00:00Z"),
  );
  expect(changes.map(({ isDaylight }) => isDaylight)).toEqual([false, true, false, true, false]);
});
