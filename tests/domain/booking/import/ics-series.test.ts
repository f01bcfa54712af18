import { describe, expect, it } from "vitest";
import { aCalendar, anEvent } from "./calendars.ts";
import { read, startsOf } from "./ics-text.ts";

describe("series", () => {
  const series = (start: string, ...lines: string[]) => startsOf(aCalendar(anEvent(start, ...lines)));

  it.each([
    [
      "weekly over a change of the clocks",
      "FREQ=WEEKLY;COUNT=3",
      ["2027-03-22T09:00", "2027-03-29T08:00", "2027-04-05T08:00"],
    ],
    ["up to its own last moment", "FREQ=WEEKLY;UNTIL=20270329T080000Z", ["2027-03-22T09:00", "2027-03-29T08:00"]],
    ["up to a day", "FREQ=DAILY;UNTIL=20270323", ["2027-03-22T09:00", "2027-03-23T09:00"]],
    ["up to a local time", "FREQ=DAILY;UNTIL=20270323T100000", ["2027-03-22T09:00", "2027-03-23T09:00"]],
    ["the last Monday", "FREQ=MONTHLY;BYDAY=-1MO;COUNT=2", ["2027-03-22T09:00", "2027-03-29T08:00"]],
    ["the last day", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", ["2027-03-22T09:00", "2027-03-31T08:00"]],
    ["workdays", "FREQ=DAILY;BYDAY=MO,WE;COUNT=3", ["2027-03-22T09:00", "2027-03-24T09:00", "2027-03-29T08:00"]],
    ["yearly", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=22", ["2027-03-22T09:00", "2028-03-22T09:00"]],
  ])("%s", (_, rule, starts) => {
    expect(series("DTSTART;TZID=Europe/Berlin:20270322T100000", `RRULE:${rule}`)).toEqual(starts);
  });

  it("leaves exceptions out: an instant, a local time, a day", () => {
    const starts = series(
      "DTSTART;TZID=Europe/Berlin:20261123T100000",
      "RRULE:FREQ=DAILY;COUNT=5",
      "EXDATE:20261123T090000Z,20261124T090000Z",
      "EXDATE;TZID=Europe/Berlin:20261125T100000",
      "EXDATE;VALUE=DATE:20261126",
    );
    expect(starts).toEqual(["2026-11-27T09:00"]);
  });

  it("counts from its first date, but shows only yesterday and later", () => {
    expect(series("DTSTART:20261116T100000", "RRULE:FREQ=DAILY;COUNT=6")).toEqual([
      "2026-11-20T09:00",
      "2026-11-21T09:00",
    ]);
  });

  it("ends after two years", () => {
    const starts = series("DTSTART:20100104T100000", "RRULE:FREQ=WEEKLY");
    expect([starts[0], starts.at(-1)]).toEqual(["2026-11-23T09:00", "2028-11-13T09:00"]);
  });

  it("tells when it is cut after 366 occurrences", () => {
    const { drafts, problems } = read(aCalendar(anEvent("DTSTART:20261123T100000", "RRULE:FREQ=DAILY")));
    expect(drafts).toHaveLength(366);
    expect(problems).toEqual([{ line: 1, field: "recurrence", rule: "cut" }]);
  });

  it("shares 5,000 drafts with all others", () => {
    const daily = anEvent("DTSTART:20261123T100000", "RRULE:FREQ=DAILY");
    const { drafts, problems } = read(
      aCalendar(...Array.from({ length: 15 }, () => daily), anEvent("DTSTART:20261123T100000")),
    );
    expect(drafts).toHaveLength(5_000);
    expect(problems.at(-1)).toEqual({ line: 16, field: "row", rule: "cut" });
  });

  it("tells of a date on which the clocks skip its time", () => {
    const text = aCalendar(anEvent("DTSTART:20270327T023000", "RRULE:FREQ=DAILY;COUNT=3"));
    expect(startsOf(text)).toEqual(["2027-03-27T01:30", "2027-03-29T00:30"]);
    expect(read(text).problems).toEqual([{ line: 1, field: "recurrence", rule: "no_such_time" }]);
  });
});
