import { expect, it } from "vitest";
import { forgetFrames, rememberFrame, replayRecent } from "../../../src/dashboard/live/recent-frames.ts";
import { aDay, anAppointment, anEvent } from "./a-day.ts";

it("applies what overtook the day on its way, and only that", () => {
  rememberFrame("brn_1", anEvent(10, { type: "appointment_booked", appointment: anAppointment({ id: "apt_old" }) }));
  rememberFrame("brn_1", anEvent(11, { type: "appointment_booked", appointment: anAppointment() }));
  expect(replayRecent(aDay({ seq: 10 })).appointments.map((appointment) => appointment.id)).toEqual(["apt_1"]);
  expect(replayRecent(aDay({ seq: 10, branchId: "brn_2" })).appointments).toEqual([]);

  forgetFrames("brn_1");
  expect(replayRecent(aDay({ seq: 10 }))).toEqual(aDay({ seq: 10 }));
});
