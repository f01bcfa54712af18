import { expect, it } from "vitest";
import { minutesOf, resized, steppedMinutes } from "../../../src/dashboard/calendar/resizing.ts";
import { anAppointment } from "./a-day.ts";

it.each([
  { minutes: 30, steps: 1, becomes: 45 },
  { minutes: 30, steps: -1, becomes: 15 },
  { minutes: 40, steps: 1, becomes: 45 },
  { minutes: 40, steps: -1, becomes: 30 },
  { minutes: 15, steps: -1, becomes: 15 },
  { minutes: 720, steps: 1, becomes: 720 },
  { minutes: 37, steps: 0, becomes: 30 },
  { minutes: -90, steps: 0, becomes: 15 },
] as const)("$minutes minutes and $steps steps become $becomes", ({ minutes, steps, becomes }) => {
  expect(steppedMinutes(minutes, steps)).toBe(becomes);
});

it("another length leaves the start", () => {
  const appointment = anAppointment({});
  const longer = resized(appointment, 75);
  expect([longer.startsAt, minutesOf(longer)]).toEqual([appointment.startsAt, 75]);
});
