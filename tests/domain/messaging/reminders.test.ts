import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterQuiet, latenessMs, planReminder, REMINDER_MINUTES } from "../../../src/domain/messaging/reminders.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, toLocal } from "../../../src/domain/time.ts";

const BERLIN = "Europe/Berlin";
const place = { quiet: { fromMinute: 21 * 60, toMinute: 8 * 60 }, timeZone: BERLIN };
/** Monday 2026-11-30 at this time in Berlin. */
const at = (hour: number, minute = 0) => Date.UTC(2026, 10, 30, hour - 1, minute);
const made = at(9) - 5 * DAY_MS;

describe("a reminder", () => {
  it.each([
    { name: "is not due a minute early", startsAt: at(15), now: at(13, 59), plan: null },
    { name: "is due an hour before", startsAt: at(15), now: at(14), plan: { sendAt: at(14) } },
    { name: "may be late", startsAt: at(15), now: at(14, 30), plan: { sendAt: at(14, 30) } },
    { name: "is of no use any more", startsAt: at(15), now: at(14, 31), plan: { skip: "too_late" } },
    { name: "waits for the morning when there is time", startsAt: at(8, 30), now: at(7, 30), plan: { sendAt: at(8) } },
    {
      name: "is left out when the morning is too late",
      startsAt: at(8, 10),
      now: at(7, 10),
      plan: { skip: "quiet_hours" },
    },
  ])("$name", ({ startsAt, now, plan }) => {
    expect(planReminder({ startsAt, updatedAt: made }, 60, place, now)).toEqual(plan);
  });

  it("is not for who has booked just now", () => {
    const [startsAt, now] = [at(15), at(14, 5)];
    expect(planReminder({ startsAt, updatedAt: at(14, 1) }, 60, place, now)).toEqual({ skip: "booked_late" });
    expect(planReminder({ startsAt, updatedAt: at(13, 59) }, 60, place, now)).toEqual({ sendAt: now });
  });

  it("goes out in time, never in quiet hours, whatever the clocks do", () => {
    const fields = fc.record({
      startsAt: fc.integer({ min: Date.UTC(2026, 2, 20), max: Date.UTC(2026, 10, 1) }),
      minutesBefore: fc.constantFrom(...REMINDER_MINUTES),
      lateMs: fc.nat({ max: 4 * HOUR_MS }),
      fromMinute: fc.nat({ max: 1_439 }),
      toMinute: fc.nat({ max: 1_439 }),
    });
    fc.assert(
      fc.property(fields, ({ startsAt, minutesBefore, lateMs, fromMinute, toMinute }) => {
        const now = startsAt - minutesBefore * MINUTE_MS + lateMs;
        const quiet = { fromMinute, toMinute };
        const plan = planReminder({ startsAt, updatedAt: 0 }, minutesBefore, { quiet, timeZone: BERLIN }, now);
        if (!plan || !("sendAt" in plan)) return;
        expect(plan.sendAt).toBeGreaterThanOrEqual(now);
        expect(plan.sendAt).toBeLessThan(startsAt);
        expect(lateMs).toBeLessThanOrEqual(latenessMs(minutesBefore));
        expect(afterQuiet(quiet, BERLIN, plan.sendAt)).toBe(plan.sendAt);
      }),
    );
  });

  it("quiet hours end on the wall clock, also in the night when the clocks change", () => {
    const night = Date.UTC(2026, 9, 24, 21); // the clocks go back at three
    expect(toLocal(BERLIN, afterQuiet(place.quiet, BERLIN, night))).toEqual({ date: "2026-10-25", minute: 480 });
  });
});
