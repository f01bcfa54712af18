import { describe, expect, it } from "vitest";
import {
  countDay,
  type DayItem,
  dayColumns,
  dayItems,
  isAlike,
  NOTHING_AROUND,
} from "../../../src/dashboard/calendar/day-columns.ts";
import { firstOf } from "../../../src/dashboard/calendar/first-of.ts";
import { nextFocus } from "../../../src/dashboard/calendar/next-focus.ts";
import { aBusy, aDay, aHold, anAppointment, at } from "./a-day.ts";

const staff = [
  { id: "stf_1", name: "Mia", working: [] },
  { id: "stf_2", name: "Jonas", working: [] },
  { id: "stf_3", name: "Aylin", working: [] },
];
const appointment = (id: string, staffId: string, clock: string, more = {}) =>
  anAppointment({ id, staffId, startsAt: at(clock), endsAt: at(clock.replace(/00$/, "30")), ...more });

describe("dayColumns", () => {
  it("has a column per person, with what is theirs by time", () => {
    const appointments = [
      appointment("b", "stf_1", "12:00"),
      appointment("a", "stf_1", "10:00"),
      appointment("c", "stf_2", "09:00"),
    ];
    const columns = dayColumns(aDay({ staff, appointments }), false);
    expect(columns.map((column) => column.items.map((item) => item.id))).toEqual([["a", "b"], ["c"], []]);
  });

  it("does not lose the work of someone who left the team", () => {
    const columns = dayColumns(aDay({ staff, appointments: [appointment("a", "stf_gone", "10:00")] }), false);
    expect(columns.at(-1)).toMatchObject({ staffId: "stf_gone", name: null });
  });

  it("leaves all columns but that of a change what they were", () => {
    const appointments = [appointment("a", "stf_1", "10:00"), appointment("b", "stf_2", "10:00")];
    const before = dayColumns(aDay({ staff, appointments }), false);
    const alike = (changed: typeof appointments) =>
      dayColumns(aDay({ staff, appointments: changed }), false).map((column, index) =>
        isAlike(before[index] as typeof column, column),
      ); // as many as before
    expect(alike([...appointments, appointment("c", "stf_2", "11:00")])).toEqual([true, false, true]);
    expect(alike(appointments.map((each) => (each.id === "a" ? { ...each, version: 2 } : each)))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("shows busy time of whom it has a column for, and which appointments it lies over", () => {
    const appointments = [appointment("a", "stf_1", "10:00"), appointment("b", "stf_2", "10:00")];
    const busyOf = (calendarId: string) => aBusy({ id: `busy of ${calendarId}`, calendarId });
    const busy = ["stf_1", "res_1", "stf_gone"].map(busyOf);
    const day = aDay({ staff, appointments });
    const columns = dayColumns(day, false, { busy, clashing: new Set(["a"]) });
    expect(columns.map(({ items }) => items.map(({ id }) => id))).toEqual([["a", "busy of stf_1"], ["b"], []]);
    const clashes = columns.flatMap(({ items }) => items.map((item) => item.kind === "appointment" && item.clashes));
    expect(clashes).toEqual([true, false, false]);
    const settled = dayColumns(day, false, { busy, clashing: new Set() });
    expect(settled.map((column, index) => isAlike(columns[index] as typeof column, column))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it.each(["cancelled", "declined", "lapsed"])("hides %s appointments unless asked", (status) => {
    const day = aDay({ staff, appointments: [appointment("a", "stf_1", "10:00", { status })] });
    expect(dayColumns(day, false)[0]?.items).toEqual([]);
    expect(dayColumns(day, true)[0]?.items).toHaveLength(1);
  });
});

it("has busy time of days on each of them, as long as it lies there", () => {
  const ill = aBusy({ startsAt: at("14:00", "2026-11-23"), endsAt: at("10:00", "2026-11-25") });
  const busyOn = (date: string) =>
    dayItems(aDay({ date, staff }), false, { ...NOTHING_AROUND, busy: [ill] }).map(({ start, end, ...item }) => ({
      from: new Date(start).toISOString(),
      to: new Date(end).toISOString(),
      isWholeDay: item.kind === "busy" && item.isWholeDay,
    }));
  expect(["2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"].map(busyOn)).toEqual([
    [],
    [{ from: "2026-11-23T13:00:00.000Z", to: "2026-11-23T23:00:00.000Z", isWholeDay: false }],
    [{ from: "2026-11-23T23:00:00.000Z", to: "2026-11-24T23:00:00.000Z", isWholeDay: true }],
    [{ from: "2026-11-24T23:00:00.000Z", to: "2026-11-25T09:00:00.000Z", isWholeDay: false }],
    [],
  ]);
});

describe("what a column of the week shows of a day", () => {
  const items = (kind: DayItem["kind"], count: number, clock = "10:00"): DayItem[] =>
    Array.from({ length: count }, (_, index) => {
      const start = Date.parse(at(clock)) + index;
      return { kind, id: `${kind} ${clock} ${index}`, start, end: start + 1 } as DayItem; // of the rest nothing is read
    });
  const shown = (all: DayItem[], clock: string) => {
    const first = firstOf(all, Date.parse(at(clock)));
    const count = (kind: DayItem["kind"]) => first.filter((item) => item.kind === kind).length;
    return { booked: count("appointment"), busy: count("busy"), last: first.at(-1)?.id };
  };

  it("is all, in the order of time, where there is room", () => {
    const all = [...items("busy", 2, "09:00"), ...items("appointment", 3, "10:00"), ...items("busy", 2, "11:00")];
    expect(firstOf(all, 0)).toEqual(all);
  });

  it("leaves busy time out before anything that is booked", () => {
    const all = [...items("busy", 30, "09:00"), ...items("appointment", 35, "10:00")];
    expect(shown(all, "08:00")).toEqual({ booked: 35, busy: 5, last: "appointment 10:00 34" });
  });

  it("leaves out what is over before what comes", () => {
    const all = [...items("appointment", 30, "09:00"), ...items("appointment", 30, "14:00")];
    expect(shown(all, "08:00").last).toBe("appointment 14:00 9");
    expect(shown(all, "12:00").last).toBe("appointment 14:00 29");
  });
});

it("counts the day", () => {
  const appointments = [anAppointment(), anAppointment({ id: "apt_2", status: "cancelled" })];
  expect(countDay(aDay({ appointments, holds: [aHold()] }))).toEqual({ appointments: 1, held: 1, cancelled: 1 });
});

describe("nextFocus", () => {
  const appointments = [
    appointment("a1", "stf_1", "09:00"),
    appointment("a2", "stf_1", "15:00"),
    appointment("c1", "stf_3", "10:00"),
    appointment("c2", "stf_3", "14:00"),
  ];
  const columns = dayColumns(aDay({ staff, appointments }), false).map((column) => column.items);

  it.each([
    { from: "a1", key: "ArrowDown", to: "a2" },
    { from: "a1", key: "ArrowUp", to: null },
    { from: "a2", key: "ArrowRight", to: "c2" },
    { from: "c1", key: "ArrowLeft", to: "a1" },
    { from: "c1", key: "ArrowRight", to: null },
    { from: "a1", key: "Enter", to: null },
    { from: "nowhere", key: "ArrowDown", to: null },
  ])("$key from $from leads to $to", ({ from, key, to }) => {
    expect(nextFocus(columns, from, key)).toBe(to);
  });
});
