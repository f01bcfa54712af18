import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayTicks, dayWindow, layLanes, place } from "../../../src/dashboard/calendar/day-layout.ts";
import { dayBounds, localParts } from "../../../src/dashboard/calendar/zoned-time.ts";
import { aDay, anAppointment, at, BERLIN } from "./a-day.ts";

const HOUR = 3_600_000;
const clock = (instant: number) => {
  const { hour, minute } = localParts(instant, BERLIN);
  return `${hour}:${String(minute).padStart(2, "0")}`;
};

describe("dayWindow", () => {
  it("shows what is open and worked, in full hours", () => {
    const window = dayWindow(aDay(), false);
    expect([clock(window.start), clock(window.end)]).toEqual(["9:00", "18:00"]);
  });

  it("widens for an appointment outside opening hours", () => {
    const early = anAppointment({ startsAt: at("07:40"), endsAt: at("08:10") });
    expect(clock(dayWindow(aDay({ appointments: [early] }), false).start)).toBe("7:00");
  });

  it("stays within the day for what reaches over midnight", () => {
    const late = anAppointment({ startsAt: at("23:30"), endsAt: at("00:30", "2026-11-25") });
    expect(dayWindow(aDay({ appointments: [late] }), false).end).toBe(dayBounds("2026-11-24", BERLIN).end);
  });

  it("shows working hours of a closed day that has nothing", () => {
    const window = dayWindow(aDay({ open: [], staff: [] }), false);
    expect([clock(window.start), clock(window.end)]).toEqual(["8:00", "18:00"]);
  });
});

describe("dayTicks", () => {
  const labels = (date: string) =>
    dayTicks(dayBounds(date, BERLIN), BERLIN)
      .filter((tick) => tick.kind === "hour")
      .map((tick) => clock(tick.at) + (tick.repeated ? "*" : ""));

  it("labels the hour that comes twice twice, and marks it", () => {
    expect(labels("2026-10-25").slice(0, 6)).toEqual(["0:00", "1:00", "2:00*", "2:00*", "3:00", "4:00"]);
    expect(labels("2026-10-25")).toHaveLength(26);
  });

  it("leaves out the hour that does not exist", () => {
    expect(labels("2026-03-29").slice(0, 4)).toEqual(["0:00", "1:00", "3:00", "4:00"]);
  });

  it("does not take the midnight that ends the day for a repeated one", () => {
    expect(labels("2026-11-24").filter((label) => label.endsWith("*"))).toEqual([]);
  });

  it("has a half-hour line between two hours", () => {
    const window = { start: Date.parse(at("09:00")), end: Date.parse(at("10:00")) };
    expect(dayTicks(window, BERLIN).map((tick) => tick.kind)).toEqual(["hour", "half", "hour"]);
  });
});

describe("place", () => {
  const window = { start: 0, end: 10 * HOUR };

  it("is the share of the window", () => {
    expect(place({ start: HOUR, end: 3 * HOUR }, window)).toEqual({ top: 10, height: 20 });
  });

  it("cuts what begins before or ends after it", () => {
    expect(place({ start: -HOUR, end: HOUR }, window)).toEqual({ top: 0, height: 10 });
    expect(place({ start: 9 * HOUR, end: 12 * HOUR }, window)).toEqual({ top: 90, height: 10 });
  });

  it("draws 2:15 of both clocks apart on the day that has it twice", () => {
    const day = dayBounds("2026-10-25", BERLIN);
    const summer = place({ start: Date.parse("2026-10-25T02:15:00+02:00"), end: 0 }, day).top;
    const winter = place({ start: Date.parse("2026-10-25T02:15:00+01:00"), end: 0 }, day).top;
    expect(winter - summer).toBeCloseTo(100 / 25);
  });
});

describe("layLanes", () => {
  const span = (start: number, end: number) => ({ start, end });
  const lanes = (items: { start: number; end: number }[], shortest = 0) =>
    layLanes(items, shortest).map(({ lane, lanes: count }) => `${lane}/${count}`);

  it("gives neighbours that only touch the full width", () => {
    expect(lanes([span(9, 10), span(10, 11)])).toEqual(["0/1", "0/1"]);
  });

  it("puts side by side what overlaps", () => {
    expect(lanes([span(9, 11), span(10, 12)])).toEqual(["0/2", "1/2"]);
  });

  it("uses a lane again once it is free", () => {
    expect(lanes([span(9, 13), span(9, 10), span(10, 11)])).toEqual(["0/2", "1/2", "1/2"]);
  });

  it("keeps apart blocks that only look as if they overlapped", () => {
    expect(lanes([span(100, 105), span(110, 120)], 20)).toEqual(["0/2", "1/2"]);
  });

  it("never draws two blocks over each other", () => {
    const spans = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }))
      .map(([s, l]) => span(s, s + l));
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 12 }), (items) => {
        const placed = layLanes(items, 4);
        expect(placed).toHaveLength(items.length);
        for (const [index, one] of placed.entries()) {
          expect(one.lane).toBeLessThan(one.lanes);
          for (const other of placed.slice(index + 1)) {
            const looks = (item: { start: number; end: number }) => Math.max(item.end, item.start + 4);
            const overlap = one.item.start < looks(other.item) && other.item.start < looks(one.item);
            if (overlap) expect(one.lane).not.toBe(other.lane);
            if (overlap) expect(one.lanes).toBe(other.lanes);
          }
        }
      }),
    );
  });
});
