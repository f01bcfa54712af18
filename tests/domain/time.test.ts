import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, vi } from "vitest";
import {
  addDays,
  assertTimeZone,
  type EpochMs,
  edgeAt,
  instantsAt,
  localDateOf,
  offsetMsAt,
  toLocal,
  toRfc3339,
  weekdayOf,
} from "../../src/domain/time.ts";
import { runs } from "../support/runs.ts";
import { aMinute, aZonedMinute, instantsThatShow, nextChange, ODD_ZONES, zoned } from "./booking/zones.ts";

vi.setConfig({ testTimeout: 60_000 }); // time to shrink a counterexample

const BERLIN = "Europe/Berlin";

describe("instantsAt", () => {
  it.each([
    ["one on an ordinary day", BERLIN, "2026-11-23T10:00", ["2026-11-23T09:00Z"]],
    ["none in the gap", BERLIN, "2026-03-29T02:30", []],
    ["one right before the gap", BERLIN, "2026-03-29T01:59", ["2026-03-29T00:59Z"]],
    ["one right after the gap", BERLIN, "2026-03-29T03:00", ["2026-03-29T01:00Z"]],
    ["two in the repeated hour", BERLIN, "2026-10-25T02:30", ["2026-10-25T00:30Z", "2026-10-25T01:30Z"]],
    ["one right after the repeated hour", BERLIN, "2026-10-25T03:00", ["2026-10-25T02:00Z"]],
    ["one", "Asia/Kathmandu", "2026-06-01T10:00", ["2026-06-01T04:15Z"]],
    ["none in a gap of half an hour", "Australia/Lord_Howe", "2026-10-04T02:15", []],
    ["two", "Australia/Lord_Howe", "2026-04-05T01:45", ["2026-04-04T14:45Z", "2026-04-04T15:15Z"]],
    ["none in a gap from 02:45", "Pacific/Chatham", "2026-09-27T03:00", []],
    ["no midnight where the day begins at one", "Africa/Cairo", "2026-04-24T00:30", []],
    ["no midnight where the day begins at one", "Asia/Beirut", "2026-03-29T00:00", []],
    ["two before midnight", "Africa/Cairo", "2026-10-29T23:30", ["2026-10-29T20:30Z", "2026-10-29T21:30Z"]],
    ["two around midnight", "America/St_Johns", "2010-11-06T23:30", ["2010-11-07T02:00Z", "2010-11-07T03:00Z"]],
    ["none on a day that was left out", "Pacific/Apia", "2011-12-30T12:00", []],
    ["one the day after", "Pacific/Apia", "2011-12-31T12:00", ["2011-12-30T22:00Z"]],
  ])("finds %s: %s %s", (_, zone, wall, instants) => {
    const [date = "", time = ""] = wall.split("T");
    expect(instantsAt(zone, date, minuteOf(time)).map(iso)).toEqual(instants.map((text) => iso(Date.parse(text))));
  });

  it("counts minutes above 1,440 into the next day", () => {
    expect(instantsAt(BERLIN, "2026-12-31", 1_500)).toEqual(instantsAt(BERLIN, "2027-01-01", 60));
    expect(instantsAt(BERLIN, "2026-03-28", 1_440 + 150)).toEqual([]);
    expect(instantsAt(BERLIN, "2026-10-24", 1_440 + 150)).toHaveLength(2);
  });

  it("finds for every wall clock just the instants that show it", () => {
    fc.assert(
      fc.property(aZonedMinute, fc.integer({ min: 0, max: 2_879 }), ([zone, instant], minute) => {
        const date = localDateOf(zone, instant);
        expect(instantsAt(zone, date, minute)).toEqual(instantsThatShow(zone, date, minute));
      }),
      { numRuns: runs(1_000) },
    );
  });
});

describe("the wall clock of an instant", () => {
  it("leads back to the instant", () => {
    fc.assert(
      fc.property(aZonedMinute, ([zone, instant]) => {
        const { date, minute } = toLocal(zone, instant);
        expect(instantsAt(zone, date, minute)).toContain(instant);
      }),
      { numRuns: runs(1_500) },
    );
  });

  it("is the one that Temporal shows", () => {
    fc.assert(
      fc.property(aZonedMinute, ([zone, instant]) => {
        const shown = zoned(zone, instant);
        const minute = shown.hour * 60 + shown.minute;
        expect(toLocal(zone, instant)).toEqual({ date: shown.toPlainDate().toString(), minute });
        expect(offsetMsAt(zone, instant)).toBe(shown.offsetNanoseconds / 1_000_000);
      }),
      { numRuns: runs(1_500) },
    );
  });

  it("does not round up seconds", () => {
    const instant = Date.parse("2026-11-23T09:00:59.999Z");
    expect(toLocal(BERLIN, instant)).toEqual({ date: "2026-11-23", minute: 600 });
  });
});

describe("edgeAt", () => {
  it.each([
    ["02:30 in the gap is the moment of the change", "2026-03-29", "02:30", "first", "2026-03-29T01:00Z"],
    ["an opening at 02:30 that comes twice is the first", "2026-10-25", "02:30", "first", "2026-10-25T00:30Z"],
    ["a closing at 02:30 that comes twice is the last", "2026-10-25", "02:30", "last", "2026-10-25T01:30Z"],
    ["24:00 is the next midnight", "2026-10-25", "24:00", "last", "2026-10-25T23:00Z"],
  ] as const)("in Berlin, %s", (_, date, time, pass, at) => {
    expect(iso(edgeAt(BERLIN, date, minuteOf(time), pass))).toBe(iso(Date.parse(at)));
  });

  it.each([
    ["where midnight is skipped, is the start of the day", "Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00Z"],
    [
      "before a skipped midnight, is the start of the next day",
      "Africa/Cairo",
      "2026-04-23",
      "24:00",
      "2026-04-23T22:00Z",
    ],
    ["on a day left out, is the start of the next", "Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T10:00Z"],
  ])("%s", (_, zone, date, time, at) => {
    for (const pass of ["first", "last"] as const) {
      expect(iso(edgeAt(zone, date, minuteOf(time), pass))).toBe(iso(Date.parse(at)));
    }
  });

  it("is an instant of the wall clock, or the change that leapt over it", () => {
    fc.assert(
      fc.property(aZonedMinute, fc.integer({ min: 0, max: 2_880 }), ([zone, instant], minute) => {
        const date = localDateOf(zone, instant);
        const shown = instantsThatShow(zone, date, minute);
        const [first, last] = [edgeAt(zone, date, minute, "first"), edgeAt(zone, date, minute, "last")];
        if (shown.length > 0) expect([first, last]).toEqual([shown[0], shown.at(-1)]);
        else expect([first, last]).toEqual([nextChange(zone, first - 1), first]);
      }),
      { numRuns: runs(1_000) },
    );
  });
});

describe("toRfc3339", () => {
  it.each([
    ["UTC", "2026-02-28T23:59:59Z", "2026-02-28T23:59:59+00:00"],
    [BERLIN, "2026-12-31T23:00:00Z", "2027-01-01T00:00:00+01:00"],
    [BERLIN, "2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"],
    ["America/New_York", "2026-07-01T03:00:00Z", "2026-06-30T23:00:00-04:00"],
    ["Asia/Kathmandu", "2026-01-01T00:00:00Z", "2026-01-01T05:45:00+05:45"],
    ["Pacific/Chatham", "2026-01-01T00:00:00Z", "2026-01-01T13:45:00+13:45"],
    ["America/St_Johns", "2026-01-01T00:00:00Z", "2025-12-31T20:30:00-03:30"],
  ])("writes in %s the instant %s as %s", (zone, at, text) => {
    expect(toRfc3339(zone, Date.parse(at))).toBe(text);
  });

  it("parses back to the instant", () => {
    fc.assert(
      fc.property(aZonedMinute, ([zone, instant]) => {
        expect(Date.parse(toRfc3339(zone, instant))).toBe(instant);
      }),
      { numRuns: runs(1_500) },
    );
  });
});

describe("dates", () => {
  it.each([
    ["2026-12-31", 1, "2027-01-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-02-28", 1, "2026-03-01"],
    ["2026-03-01", -1, "2026-02-28"],
    ["2026-10-25", 1, "2026-10-26"],
  ])("%s plus %i is %s", (from, count, to) => {
    expect(addDays(from, count)).toBe(to);
  });

  it("are counted and named as Temporal does", () => {
    fc.assert(
      fc.property(aMinute, fc.integer({ min: -800, max: 800 }), (instant, count) => {
        const date = localDateOf("UTC", instant);
        const moved = Temporal.PlainDate.from(date).add({ days: count });
        expect(addDays(date, count)).toBe(moved.toString());
        expect(weekdayOf(moved.toString())).toBe(moved.dayOfWeek);
      }),
      { numRuns: runs(500) },
    );
  });

  it("after a date that does not exist are refused", () => {
    expect(() => addDays("2026-13-01", 1)).toThrow(RangeError);
  });
});

it("assertTimeZone takes zones that exist only", () => {
  for (const zone of ODD_ZONES) expect(() => assertTimeZone(zone)).not.toThrow();
  expect(() => assertTimeZone("Europe/Atlantis")).toThrow(RangeError);
});

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function iso(instant: EpochMs): string {
  return new Date(instant).toISOString();
}
