import { describe, expect, it } from "vitest";
import { countOutside } from "../../../src/domain/booking/outside-hours.ts";
import type { Rulebook } from "../../../src/domain/booking/rulebook.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { ANNA, aMember, aRulebook, at, BEN } from "./a-rulebook.ts";

const DATE = "2026-11-23";
const before = aRulebook();
const booked = [ANNA, ANNA, BEN].map((staffId, nth) => {
  const startsAt = at("10:00") + nth * HOUR_MS;
  return { staffId, startsAt, endsAt: startsAt + HOUR_MS };
});
const outside = (after: Partial<Rulebook>) => countOutside(before, aRulebook(after), booked);
const exceptions = (...spans: { fromMinute: number; toMinute: number }[]) => ({
  hours: { ...before.hours, exceptions: [{ date: DATE, spans }] },
});
const timeOff = (span: { fromMinute: number; toMinute: number } | null) => ({
  staff: [{ ...aMember(ANNA), timeOff: [{ fromDate: DATE, toDate: DATE, span }] }, aMember(BEN)],
});

describe("appointments that no longer fit", () => {
  it.each([
    { name: "none while nothing changes", after: {}, count: 0 },
    { name: "all of a day that closes", after: exceptions(), count: 3 },
    { name: "the one that a shorter day cuts", after: exceptions({ fromMinute: 540, toMinute: 750 }), count: 1 },
    { name: "all of who takes the day off", after: timeOff(null), count: 2 },
    { name: "those in the hours off", after: timeOff({ fromMinute: 0, toMinute: 660 }), count: 1 },
  ])("are $name", ({ after, count }) => {
    expect(outside(after)).toBe(count);
  });

  it("are not those that fitted neither before nor after", () => {
    const night = [{ staffId: ANNA, startsAt: at("03:00"), endsAt: at("04:00") }];
    expect(countOutside(before, aRulebook(exceptions()), night)).toBe(0);
  });
});
