import { describe, expect, it } from "vitest";
import { checkHours } from "../../../src/domain/booking/check-hours.ts";
import { planDay } from "../../../src/domain/booking/day-plan.ts";
import { workingOn } from "../../../src/domain/booking/hours.ts";
import { isOpenAt } from "../../../src/domain/booking/open-at.ts";
import { refuseByBranch } from "../../../src/domain/booking/rules.ts";
import { fitsWindow } from "../../../src/domain/booking/slot-window.ts";
import { DAY_MS } from "../../../src/domain/time.ts";
import { ANNA, aMember, aRulebook, aService, at, BERLIN, between, daily, hoursOf, idOf } from "./a-rulebook.ts";
import { aBranch, startsOn, weekly } from "./starts-on.ts";

const MONDAY = "2026-11-23";
const TUESDAY = "2026-11-24";

describe("opening hours", () => {
  it.each<{ name: string; hours: Parameters<typeof aBranch>[0]; starts: string[] }>([
    { name: "an ordinary day", hours: weekly("09:00", "11:00"), starts: ["09:00", "09:30", "10:00"] },
    { name: "a day without hours", hours: { weekly: [{ weekday: 2, ...between("09:00", "18:00") }] }, starts: [] },
    {
      name: "a lunch break, which no appointment runs into",
      hours: { weekly: [...daily("09:00", "10:30"), ...daily("12:15", "13:30")] },
      starts: ["09:00", "09:30", "12:15"],
    },
    {
      name: "spans in any order",
      hours: { weekly: [...daily("14:00", "15:00"), ...daily("09:00", "10:00")] },
      starts: ["09:00", "14:00"],
    },
    {
      name: "spans that touch: an appointment may run from one into the other",
      hours: { weekly: [...daily("09:00", "10:00"), ...daily("10:00", "11:00")] },
      starts: ["09:00", "09:30", "10:00"],
    },
    {
      name: "spans that overlap, each with its own raster, no time twice",
      hours: { weekly: [...daily("09:00", "10:30"), ...daily("09:30", "11:00"), ...daily("09:45", "10:45")] },
      starts: ["09:00", "09:30", "09:45", "10:00"],
    },
    { name: "a span shorter than the appointment", hours: weekly("09:00", "09:55"), starts: [] },
    { name: "a span that ends before it begins", hours: weekly("18:00", "09:00"), starts: [] },
    {
      name: "hours past midnight",
      hours: { weekly: [{ weekday: 1, ...between("22:30", "25:30") }] },
      starts: ["22:30", "23:00", "23:30", "11-24 00:00", "11-24 00:30"],
    },
    {
      name: "hours past midnight that the next day's overlap",
      hours: {
        weekly: [
          { weekday: 1, ...between("23:00", "26:00") },
          { weekday: 2, ...between("00:00", "01:15") },
        ],
      },
      starts: ["23:00", "23:30", "11-24 00:00", "11-24 00:30", "11-24 01:00"],
    },
    {
      name: "two days that meet at midnight",
      hours: {
        weekly: [
          { weekday: 1, ...between("23:00", "24:00") },
          { weekday: 2, ...between("00:00", "01:00") },
        ],
      },
      starts: ["23:00", "23:30", "11-24 00:00"],
    },
    {
      name: "a closed day",
      hours: { ...weekly("09:00", "18:00"), exceptions: [{ date: MONDAY, spans: [] }] },
      starts: [],
    },
    {
      name: "special hours",
      hours: { ...weekly("09:00", "18:00"), exceptions: [{ date: MONDAY, spans: [between("20:00", "21:30")] }] },
      starts: ["20:00", "20:30"],
    },
    {
      name: "an exception on another day",
      hours: { ...weekly("09:00", "10:00"), exceptions: [{ date: TUESDAY, spans: [] }] },
      starts: ["09:00"],
    },
    {
      name: "a night that goes on into a closed day",
      hours: { ...weekly("22:00", "25:00"), exceptions: [{ date: TUESDAY, spans: [] }] },
      starts: ["22:00", "22:30", "23:00", "23:30", "11-24 00:00"],
    },
  ])("offer with $name", ({ hours, starts }) => {
    expect(startsOn(MONDAY, aBranch(hours))).toEqual(starts);
  });

  it("cut a limited list at the earliest, though the night's hours come from the day before", () => {
    const hours = [
      { weekday: 1, ...between("22:00", "27:00") },
      { weekday: 2, ...between("00:00", "03:00") },
    ];
    const rules = aBranch({ weekly: hours }, { slotStepMinutes: 60 });
    const from = at("2026-11-24 00:30");
    expect(startsOn(TUESDAY, rules, { from, to: from + DAY_MS, limit: 2 })).toEqual(["01:00", "02:00"]);
  });
});

describe("a weekly pattern", () => {
  const from = (validFrom: string | null, validUntil: string | null) =>
    aBranch({ weekly: daily("09:00", "10:00").map((span) => ({ ...span, validFrom, validUntil })) });

  it.each([
    ["from that day on", MONDAY, null, 1],
    ["from the day after", TUESDAY, null, 0],
    ["until that day", null, MONDAY, 1],
    ["until the day before", null, "2026-11-22", 0],
    ["for that day alone", MONDAY, MONDAY, 1],
  ])("valid %s", (_, validFrom, validUntil, count) => {
    expect(startsOn(MONDAY, from(validFrom, validUntil))).toHaveLength(count);
  });

  it("may follow another from one day to the next, and may not overlap it on any", () => {
    const span = { weekday: 1, ...between("09:00", "18:00") };
    const rivals = (validUntil: string | null, validFrom: string | null) =>
      checkHours({
        weekly: [
          { ...span, validFrom: null, validUntil },
          { ...span, validFrom, validUntil: null },
        ],
        exceptions: [],
      }).length;
    expect(rivals("2026-11-22", "2026-11-23")).toBe(0);
    expect(rivals("2026-11-23", "2026-11-23")).toBe(1);
    expect(rivals(null, "2026-11-23")).toBe(1);
  });

  it("has spans that take time", () => {
    const spanOf = (from: string, to: string) => ({
      weekday: 1,
      ...between(from, to),
      validFrom: null,
      validUntil: null,
    });
    const rules = (from: string, to: string) => checkHours({ weekly: [spanOf(from, to)], exceptions: [] });
    expect(rules("09:00", "09:01")).toEqual([]);
    expect(rules("09:00", "09:00")).toEqual([{ field: "weekly.0.toMinute", rule: "must be after `fromMinute`" }]);
  });
});

describe("a public holiday", () => {
  const CHRISTMAS = "2026-12-25";
  const open = { weekly: daily("09:00", "10:00"), holidayRegion: "DE-BE" as const };

  it("closes, by its name, unless that day has hours of its own", () => {
    const rules = aBranch(open);
    expect(startsOn(CHRISTMAS, rules)).toEqual([]);
    expect(startsOn("2026-12-28", rules)).toEqual(["09:00"]);
    expect(refuseByBranch(rules, { start: at(`${CHRISTMAS} 09:00`), end: at(`${CHRISTMAS} 10:00`) })).toMatchObject({
      reason: "closed",
      holiday: { en: "Christmas Day" },
    });
    const special = aBranch({ ...open, exceptions: [{ date: CHRISTMAS, spans: [between("12:00", "13:00")] }] });
    expect(startsOn(CHRISTMAS, special)).toEqual(["12:00"]);
    const late = { start: at(`${CHRISTMAS} 15:00`), end: at(`${CHRISTMAS} 16:00`) };
    expect(refuseByBranch(special, late)).toEqual({ reason: "outside_hours" });
  });

  it("that was closed by hand is closed, and no holiday", () => {
    const rules = aBranch({ ...open, exceptions: [{ date: CHRISTMAS, spans: [] }] });
    const core = { start: at(`${CHRISTMAS} 09:00`), end: at(`${CHRISTMAS} 10:00`) };
    expect(refuseByBranch(rules, core)).toEqual({ reason: "closed" });
  });
});

describe("a branch", () => {
  const isOpen = (wall: string) => isOpenAt(BERLIN, hoursOf(daily("20:00", "26:00")), at(wall));

  it.each([
    ["19:59", false],
    ["20:00", true],
    ["2026-11-24 01:59", true],
    ["2026-11-24 02:00", false],
  ])("that is open past midnight, at %s", (wall, isIt) => {
    expect(isOpen(wall)).toBe(isIt);
  });
});

it("two services of one day have plans of their own", () => {
  const rules = aRulebook({ services: [aService(), aService({ id: idOf("svc", 2), slotStepMinutes: 60 })] });
  const [half, whole] = rules.services.map((service) => planDay(rules, service, MONDAY).length);
  expect([half, whole]).toEqual([17, 9]);
});

describe("time off", () => {
  const away = (fromDate: string, toDate: string) =>
    aBranch(weekly("22:00", "26:00"), {}, [{ ...aMember(ANNA), timeOff: [{ fromDate, toDate, span: null }] }]);

  it("on the next day ends a night's work at midnight", () => {
    expect(startsOn(MONDAY, away(TUESDAY, TUESDAY))).toEqual(["22:00", "22:30", "23:00"]);
    expect(startsOn(MONDAY, away("2026-11-25", "2026-11-25"))).toHaveLength(7);
  });

  it("on the next day is out of what somebody works on the day before", () => {
    const rules = away(TUESDAY, TUESDAY);
    const [anna] = rules.staff;
    if (!anna) throw new Error("nobody works");
    const hours = { start: at("22:00"), end: at("2026-11-24 00:00") };
    expect(workingOn(rules, anna, MONDAY)).toEqual([hours]);
    expect(workingOn(rules, { ...anna, timeOff: [] }, MONDAY)).toEqual([{ ...hours, end: at("2026-11-24 02:00") }]);
  });
});

describe("a part of each day", () => {
  const window = { from: at("08:00"), to: at("2026-11-26 08:00") };

  it.each([
    ["begins with its first minute", "12:00", true],
    ["ends before its last", "18:00", false],
    ["is what lies in it", "17:59", true],
  ])("%s", (_, wall, isIt) => {
    const eachDay = { from: 12 * 60, to: 18 * 60 };
    expect(fitsWindow({ ...window, eachDay }, at(wall), BERLIN)).toBe(isIt);
  });

  it("may go on after midnight", () => {
    const eachDay = { from: 22 * 60, to: 25 * 60 };
    const fits = (wall: string) => fitsWindow({ ...window, eachDay }, at(wall), BERLIN);
    expect(["22:00", "2026-11-24 00:59", "2026-11-24 01:00", "21:59"].map(fits)).toEqual([true, true, false, false]);
  });

  it("ends with the window", () => {
    expect(fitsWindow(window, window.to, BERLIN)).toBe(false);
    expect(fitsWindow(window, window.to - 1, BERLIN)).toBe(true);
  });
});

describe("staff hours", () => {
  const whoWorks = (weeklyHours: ReturnType<typeof daily>) => [aMember(ANNA, hoursOf(weeklyHours))];

  it.each([
    ["within the branch's hours", daily("10:00", "11:30"), ["10:00", "10:30"]],
    ["that reach beyond the branch's", daily("07:00", "22:00"), ["09:00", "09:30", "10:00", "10:30", "11:00"]],
    ["off the raster keep the branch's raster", daily("09:10", "10:45"), ["09:30"]],
    ["that touch are one", [...daily("09:00", "10:00"), ...daily("10:00", "11:00")], ["09:00", "09:30", "10:00"]],
    ["of none", [], []],
  ])("%s", (_, weeklyHours, starts) => {
    expect(startsOn(MONDAY, aBranch(weekly("09:00", "12:00"), {}, whoWorks(weeklyHours)))).toEqual(starts);
  });

  it("told for the morning count for a branch that is open since the evening before", () => {
    const staff = whoWorks([{ weekday: 2, ...between("00:00", "01:30") }]);
    const rules = aBranch({ weekly: [{ weekday: 1, ...between("18:00", "26:00") }] }, {}, staff);
    expect(startsOn(MONDAY, rules)).toEqual(["11-24 00:00", "11-24 00:30"]);
  });

  it("have their own exceptions", () => {
    const off = hoursOf(daily("09:00", "12:00"), [{ date: MONDAY, spans: [] }]);
    const rules = aBranch(weekly("09:00", "12:00"), {}, [aMember(ANNA, off)]);
    expect(startsOn(MONDAY, rules)).toEqual([]);
    expect(startsOn(TUESDAY, rules)).toHaveLength(5);
  });
});
