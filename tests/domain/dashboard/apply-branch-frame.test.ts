import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CalendarDayView } from "../../../src/contracts/booking.ts";
import type { BranchFrame } from "../../../src/contracts/live.ts";
import { applyBranchFrame, dropExpiredHolds } from "../../../src/dashboard/live/apply-branch-frame.ts";
import { aDay, aHold, anAppointment, anEvent, at } from "./a-day.ts";

const booked = (seq: number, appointment = anAppointment()) =>
  anEvent(seq, { type: "appointment_booked", appointment });
const moved = (seq: number, appointment: unknown) =>
  anEvent(seq, { type: "appointment_rescheduled", appointment, previousStartsAt: at("10:00") });
const apply = (day: CalendarDayView, ...frames: BranchFrame[]) =>
  frames.reduce((current, frame) => applyBranchFrame(current, frame).day, day);

describe("an event", () => {
  it("adds what is booked, in the order of time", () => {
    const later = anAppointment({ id: "apt_2", startsAt: at("14:00"), endsAt: at("14:30") });
    const day = apply(aDay({ appointments: [later] }), booked(11));
    expect(day.appointments.map((appointment) => appointment.id)).toEqual(["apt_1", "apt_2"]);
    expect(day.seq).toBe(11);
  });

  it("changes nothing the second time", () => {
    const once = apply(aDay(), booked(11));
    expect(applyBranchFrame(once, booked(11))).toEqual({ day: once, refetch: false });
  });

  it("asks to load the day anew when one before it is missing", () => {
    const day = aDay();
    expect(applyBranchFrame(day, booked(12))).toEqual({ day, refetch: true });
  });

  it("never goes back to an older version of an appointment", () => {
    const known = aDay({ appointments: [anAppointment({ version: 3, status: "cancelled" })] });
    const day = apply(known, booked(11, anAppointment({ version: 2 })));
    expect(day.appointments[0]).toMatchObject({ version: 3, status: "cancelled" });
    expect(day.seq).toBe(11);
  });

  it("moves an appointment within the day", () => {
    const day = apply(
      aDay(),
      booked(11),
      moved(12, anAppointment({ version: 2, startsAt: at("15:00"), endsAt: at("15:30") })),
    );
    expect(day.appointments).toHaveLength(1);
    expect(day.appointments[0]?.startsAt).toBe(at("15:00"));
  });

  it("takes an appointment off the day that it leaves", () => {
    const tomorrow = { startsAt: at("10:00", "2026-11-25"), endsAt: at("10:30", "2026-11-25") };
    const day = apply(aDay(), booked(11), moved(12, anAppointment({ version: 2, ...tomorrow })));
    expect(day.appointments).toEqual([]);
  });

  it("puts an appointment on the day that it enters", () => {
    const day = apply(aDay(), moved(11, anAppointment({ version: 2 })));
    expect(day.appointments).toHaveLength(1);
  });

  it("judges the day by the branch's clocks, whatever offset the instant is written in", () => {
    const justAfterMidnight = anAppointment({ startsAt: "2026-11-23T23:15:00Z", endsAt: "2026-11-23T23:45:00Z" });
    expect(apply(aDay(), booked(11, justAfterMidnight)).appointments).toHaveLength(1);
  });

  it("keeps a cancelled appointment, as cancelled", () => {
    const cancelled = anAppointment({ version: 2, status: "cancelled" });
    const day = apply(aDay(), booked(11), anEvent(12, { type: "appointment_cancelled", appointment: cancelled }));
    expect(day.appointments[0]?.status).toBe("cancelled");
  });

  it("places and releases holds", () => {
    const placed = apply(aDay(), anEvent(11, { type: "hold_placed", hold: aHold() }));
    expect(placed.holds).toHaveLength(1);
    const released = apply(placed, anEvent(12, { type: "hold_released", holdId: "hld_1", cause: "booked" }));
    expect(released.holds).toEqual([]);
  });

  it("drops holds that have run out by its time, though no release was heard", () => {
    const day = aDay({ holds: [aHold({ expiresAt: at("09:05") })] });
    expect(apply(day, booked(11)).holds).toHaveLength(1);
    expect(applyBranchFrame(day, anEvent(11, { type: "rulebook_changed", version: 2 }, "09:05")).day.holds).toEqual([]);
  });

  it("asks for the day when the rules changed, for hours are not in the event", () => {
    expect(applyBranchFrame(aDay(), anEvent(11, { type: "rulebook_changed", version: 2 }))).toMatchObject({
      day: { seq: 11 },
      refetch: true,
    });
  });

  it("counts an event of a kind that is not known yet, without harm", () => {
    const day = apply(aDay(), anEvent(11, { type: "staff_waved" }));
    expect(day).toEqual(aDay({ seq: 11 }));
  });
});

it("a hold ends at the moment it runs out, and a day without such holds stays the same object", () => {
  const day = aDay({ holds: [aHold({ expiresAt: at("09:05") })] });
  expect(dropExpiredHolds(day, Date.parse(at("09:05")) - 1)).toBe(day);
  expect(dropExpiredHolds(day, Date.parse(at("09:05"))).holds).toEqual([]);
});

describe("hello and resync", () => {
  const hello = (seq: number): BranchFrame => ({ type: "hello", seq, serverTime: at("09:00") });

  it("hello at or beyond our number asks for nothing: the events follow", () => {
    expect(applyBranchFrame(aDay(), hello(15)).refetch).toBe(false);
  });

  it("hello below our number means a log that began anew", () => {
    expect(applyBranchFrame(aDay(), hello(3)).refetch).toBe(true);
  });

  it("resync asks for the day", () => {
    expect(applyBranchFrame(aDay(), { type: "resync", seq: 90 }).refetch).toBe(true);
  });
});

it("ends at the server's picture however frames are doubled, delayed or lost, once a gap is refetched", () => {
  const log = [
    booked(11),
    anEvent(12, { type: "hold_placed", hold: aHold({ expiresAt: at("23:00") }) }),
    moved(13, anAppointment({ version: 2, startsAt: at("12:00"), endsAt: at("12:30") })),
    anEvent(14, { type: "hold_released", holdId: "hld_1", cause: "released" }),
    booked(15, anAppointment({ id: "apt_2", startsAt: at("16:00"), endsAt: at("16:30") })),
  ];
  const truth = apply(aDay(), ...log);
  const last = log.at(-1) as BranchFrame;

  fc.assert(
    fc.property(fc.array(fc.constantFrom(...log), { maxLength: 12 }), (delivered) => {
      let day = aDay();
      for (const frame of [...delivered, last]) {
        const applied = applyBranchFrame(day, frame);
        day = applied.refetch ? truth : applied.day;
      }
      expect(day).toEqual(truth);
    }),
  );
});
