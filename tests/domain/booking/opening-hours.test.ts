import { describe, expect, it } from "vitest";
import { DAY_MS } from "../../../src/domain/time.ts";
import { ANNA, aMember, at, between, daily, hoursOf } from "./a-rulebook.ts";
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
